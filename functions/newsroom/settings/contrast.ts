import type { Colours } from '../../pages/theme/settings.ts';

/** What WCAG 2.2 asks of a colour on another one: 1.4.3 for texts, 1.4.11 for what is no text. */
const TEXT = 4.5;
const OUTLINE = 3;

const LEAST: Partial<Readonly<Record<keyof Colours, number>>> = {
  ink: TEXT,
  faded: TEXT,
  accent: TEXT,
  fault: TEXT,
  edge: OUTLINE,
  focus: OUTLINE,
};
const GROUNDS = ['paper', 'wash'] as const;

/** A colour that can hardly be seen on another one. */
export interface Faint {
  readonly colour: keyof Colours;
  readonly ground: (typeof GROUNDS)[number];
  readonly ratio: number;
  readonly least: number;
}

/** The colours of a scheme that do not reach the contrast which they need. */
export const faintIn = (scheme: Colours): readonly Faint[] =>
  (Object.entries(LEAST) as [keyof Colours, number][]).flatMap(([colour, least]) =>
    GROUNDS.map((ground) => ({ colour, ground, ratio: contrast(scheme[colour], scheme[ground]), least })).filter(
      (each) => each.ratio < each.least,
    ),
  );

/** The contrast of two colours, 1 to 21: https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio */
export function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].toSorted((first, second) => second - first);
  return (light + 0.05) / (dark + 0.05);
}

/** @param colour as `#rrggbb`. */
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
