/*
 * Draws prints in one hand: flat shapes in few colours with the marks of a gouge, as a linocut has them. Everything
 * follows from a seed, so a picture has the same bytes, and so the same id, everywhere.
 */

/** The inks of all pictures. */
export const ink = {
  paper: '#f2e8d5',
  night: '#1c2a33',
  sea: '#3f6f73',
  pale: '#a9c3bd',
  red: '#c4472f',
  ochre: '#dca94a',
  brown: '#7c5a3c',
  white: '#fbf7ec',
} as const;

export type Point = readonly [x: number, y: number];

/** Numbers from 0 to 1 that look random and are the same at every call (mulberry32). */
export function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const short = (value: number) => String(Math.round(value));
const at = ([x, y]: Point) => `${short(x)} ${short(y)}`;

/** A whole picture, of a size in pixels, on a ground. */
export const print = (width: number, height: number, ground: string, ...shapes: readonly string[]): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">` +
  `<rect width="${width}" height="${height}" fill="${ground}"/>${shapes.join('')}</svg>\n`;

export const shape = (fill: string, ...points: readonly Point[]) =>
  `<path fill="${fill}" d="M${points.map(at).join('L')}Z"/>`;

export const path = (fill: string, d: string) => `<path fill="${fill}" d="${d}"/>`;

export const line = (stroke: string, width: number, d: string) =>
  `<path fill="none" stroke="${stroke}" stroke-width="${width}" stroke-linecap="round" stroke-linejoin="round" d="${d}"/>`;

export const disc = (fill: string, [x, y]: Point, rx: number, ry = rx) =>
  `<ellipse fill="${fill}" cx="${short(x)}" cy="${short(y)}" rx="${short(rx)}" ry="${short(ry)}"/>`;

export const box = (fill: string, x: number, y: number, width: number, height: number) =>
  `<path fill="${fill}" d="M${short(x)} ${short(y)}h${short(width)}v${short(height)}h${short(-width)}Z"/>`;

/** Shapes moved, turned and scaled. */
export const moved = (by: Point, shapes: string, { turn = 0, scale = 1 } = {}) =>
  `<g transform="translate(${at(by)}) rotate(${turn}) scale(${scale})">${shapes}</g>`;

/** One cut of the gouge: a stroke that is thin at both ends. */
function cut([x, y]: Point, length: number, angle: number, thickness: number): string {
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const along = (share: number, aside: number): Point => [
    x + cos * length * share - sin * aside,
    y + sin * length * share + cos * aside,
  ];
  return `M${at(along(0, 0))}Q${at(along(0.45, thickness))} ${at(along(1, 0))}Q${at(along(0.55, -thickness))} ${at(along(0, 0))}`;
}

export interface Cuts {
  readonly seed: number;
  /** Left, top, width and height of what they cover. */
  readonly area: readonly [number, number, number, number];
  /** The distance of two rows, in pixels. */
  readonly gap: number;
  /** The mean length of a cut. */
  readonly length: number;
  readonly thickness: number;
  /** In degrees; 0 is level. */
  readonly angle?: number;
  /** The share of places that have a cut. */
  readonly share?: number;
}

/** Rows of cuts over an area: water, sky, rain, wood. */
export function cuts(
  fill: string,
  { seed, area: [left, top, width, height], gap, length, thickness, angle = 0, share = 0.6 }: Cuts,
): string {
  const next = random(seed);
  const marks: string[] = [];
  for (let y = top; y < top + height; y += gap) {
    for (let x = left - length * next(); x < left + width; x += length * (0.9 + next() * 0.5)) {
      if (next() > share) continue;
      const from: Point = [Math.max(left, x), y + (next() - 0.5) * gap * 0.6];
      const long = Math.min(length * (0.4 + next() * 0.6), left + width - from[0]);
      if (long > length * 0.15)
        marks.push(cut(from, long, ((angle + (next() - 0.5) * 6) * Math.PI) / 180, thickness * (0.5 + next())));
    }
  }
  return path(fill, marks.join(''));
}

/** Rays of cuts about a point, from one radius to another. */
export function rays(
  fill: string,
  [x, y]: Point,
  [inner, outer]: readonly [number, number],
  count: number,
  thickness: number,
  seed = 1,
): string {
  const next = random(seed);
  const marks = Array.from({ length: count }, (_, index) => {
    const angle = ((index + next() * 0.5) / count) * 2 * Math.PI;
    const from = inner * (1 + next() * 0.15);
    return cut(
      [x + Math.cos(angle) * from, y + Math.sin(angle) * from],
      (outer - from) * (0.6 + next() * 0.4),
      angle,
      thickness,
    );
  });
  return path(fill, marks.join(''));
}

/** Shapes, seen only within another. */
export const within = (name: string, d: string, shapes: string) =>
  `<clipPath id="${name}"><path d="${d}"/></clipPath><g clip-path="url(#${name})">${shapes}</g>`;

/** A row of houses against the sky, with lit windows. */
export function houses(
  fill: string,
  light: string,
  {
    seed,
    left,
    right,
    ground,
    height,
  }: {
    readonly seed: number;
    readonly left: number;
    readonly right: number;
    readonly ground: number;
    readonly height: number;
  },
): string {
  const next = random(seed);
  const parts: string[] = [];
  for (let x = left; x < right; ) {
    const width = height * (0.35 + next() * 0.35);
    const wall = height * (0.5 + next() * 0.35);
    const roof = height * (0.12 + next() * 0.16);
    parts.push(
      path(
        fill,
        `M${short(x)} ${short(ground)}v${short(-wall)}l${short(width / 2)} ${short(-roof)}l${short(width / 2)} ${short(roof)}v${short(wall)}Z`,
      ),
    );
    if (next() > 0.5) parts.push(box(fill, x + width * 0.68, ground - wall - roof * 0.9, width * 0.12, roof));
    for (let row = 0; row < 3; row += 1)
      for (let column = 0; column < 2; column += 1)
        if (next() > 0.62)
          parts.push(
            box(
              light,
              x + width * (0.2 + column * 0.38),
              ground - wall * (0.88 - row * 0.28),
              width * 0.16,
              wall * 0.13,
            ),
          );
    x += width * (0.94 + next() * 0.1);
  }
  return parts.join('');
}
