import * as z from 'zod/mini';
import { type Colours, settings } from '../../pages/theme/settings.ts';
import { MediaId } from '../../pictures/picture.ts';
import { patchOf } from '../../shared/api/mergePatch.ts';
import { wholeOf } from '../../shared/api/wholeOf.ts';
import { PLAYER_ORIGINS } from '../../shared/players.ts';
import { httpsUrl, line, paragraphs } from '../../shared/text.ts';
import { isUnique } from '../../shared/unique.ts';
import { fault } from '../../words/fault.ts';
import { LANGUAGES, languageOf } from '../../words/languages.ts';
import { Contact } from '../authors/schema.ts';

/** What editors may leave to the theme: null. */
const ownOrNull = <Schema extends z.ZodMiniType>(schema: Schema) => z._default(z.nullable(schema), null);

const isKnown = (make: () => unknown): boolean => {
  try {
    make();
    return true;
  } catch {
    return false;
  }
};

/** A tag (BCP 47) of a language that has words, in its usual spelling. */
const PaperLanguage = z.pipe(
  z.string().check(
    z.maxLength(35, { abort: true }),
    z.regex(/^[a-z]{2,3}(-[a-z0-9]{2,8}){0,3}$/i, { error: fault('language'), abort: true }),
    z.refine((tag) => isKnown(() => Intl.getCanonicalLocales(tag)), { error: fault('language'), abort: true }),
    z.refine((tag) => languageOf(tag) !== undefined, fault('spoken', LANGUAGES.join(', '))),
  ),
  z.transform((tag: string) => Intl.getCanonicalLocales(tag)[0] ?? tag),
);

/** A name of the IANA; an offset is none, because it knows no summer. */
const TimeZone = z.string().check(
  z.maxLength(60, { abort: true }),
  z.refine(
    (timeZone) => /^[A-Za-z]/.test(timeZone) && isKnown(() => new Intl.DateTimeFormat('en', { timeZone })),
    fault('timeZone'),
  ),
);

const Colour = z.pipe(
  z.string().check(z.regex(/^#[0-9a-f]{6}$/i, fault('colour'))),
  z.transform((colour: string) => colour.toLowerCase()),
);

const COLOURS = Object.keys(settings.colours.light) as (keyof Colours)[];
const forEach = <Value>(value: Value) =>
  Object.fromEntries(COLOURS.map((name) => [name, value])) as Record<keyof Colours, Value>;

const Scheme = z.object(forEach(ownOrNull(Colour)));
const NO_COLOURS = forEach(null);

const Family = z.enum(Object.keys(settings.fonts.families));
const Host = z.enum(PLAYER_ORIGINS.map((origin) => new URL(origin).host));

/** What editors can set of the paper. What is null is as in the theme. */
export const PaperContent = z.object({
  title: ownOrNull(line(60)),
  /** A line below the title, on the front page. */
  tagline: ownOrNull(line(120)),
  /** One sentence, which search engines show for the front page. */
  description: ownOrNull(line(300)),
  publisher: ownOrNull(line(100)),
  language: ownOrNull(PaperLanguage),
  timeZone: ownOrNull(TimeZone),
  colours: z._default(z.object({ light: z._default(Scheme, NO_COLOURS), dark: z._default(Scheme, NO_COLOURS) }), {
    light: NO_COLOURS,
    dark: NO_COLOURS,
  }),
  typefaces: z._default(z.object({ text: ownOrNull(Family), label: ownOrNull(Family) }), { text: null, label: null }),
  /** A picture of the media library for search engines; with `inMasthead` also shown instead of the title. */
  logo: ownOrNull(z.object({ media: MediaId, inMasthead: z._default(z.boolean(), true) })),
  /** A picture of the media library for links to pages without one. */
  sharePicture: ownOrNull(MediaId),
  /** Above the form for comments. */
  commentPolicy: ownOrNull(paragraphs(2_000)),
  contact: ownOrNull(Contact),
  /** The hosts of players that pages show. */
  embeds: ownOrNull(z.array(Host).check(z.refine(isUnique, fault('itemTwice')))),
  /** The address of a picture that counts readers elsewhere; `{path}` in it becomes the path of the page. */
  pixel: ownOrNull(httpsUrl(500)),
});
export type PaperContent = z.output<typeof PaperContent>;
export const WholePaper = wholeOf(PaperContent);
export const PaperPatch = patchOf(PaperContent);

/** All colours of a scheme. */
const Shown = z.object(forEach(z.string()));

/** What is set, what is in force with what the theme has, and the version to change it from; 0 when nothing ever was set. */
export const EditedPaper = z.object({
  settings: z.object({
    ...PaperContent.shape,
    language: z.nullable(z.string()),
    colours: z.object({
      light: z.record(z.string(), z.nullable(z.string())),
      dark: z.record(z.string(), z.nullable(z.string())),
    }),
  }),
  inForce: z.object({
    title: z.string(),
    tagline: z.nullable(z.string()),
    description: z.string(),
    publisher: z.string(),
    language: z.string(),
    timeZone: z.string(),
    colours: z.object({ light: Shown, dark: Shown }),
    typefaces: z.object({ text: z.string(), label: z.string() }),
    /** The address of the picture. */
    logo: z.string(),
    sharePicture: z.nullable(z.string()),
    commentPolicy: z.nullable(z.string()),
    contact: z.nullable(z.string()),
    embeds: z.array(z.string()),
    pixel: z.nullable(z.string()),
  }),
  version: z.int(),
});
