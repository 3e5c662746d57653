import * as z from 'zod/mini';
import { notForUses } from '../pictures/picture.ts';
import { patchOf } from '../shared/api/mergePatch.ts';
import { wholeOf } from '../shared/api/wholeOf.ts';
import { anyInstant } from '../shared/instant.ts';
import { httpsUrl, line, paragraphs } from '../shared/text.ts';
import { unique } from '../shared/unique.ts';
import { fault } from '../words/fault.ts';
import { MediaDetails, MOST_BYTES, mediaTypes, rightsCategories } from './schema.ts';

type Fields = typeof MediaDetails.shape;

const percent = z.int().check(z.minimum(0), z.maximum(100));

/** The validation of each detail that editors send. The type demands a rule for every one. */
const rules = {
  title: z.union([z.literal(''), line(200)]),
  alt: z.union([z.literal(''), line(500)]),
  decorative: z.boolean(),
  caption: z.nullable(line(500)),
  credit: z.nullable(line(200)),
  copyright: z.nullable(line(200)),
  source: z.nullable(line(200)),
  rights: z.enum(rightsCategories),
  license: z.nullable(z.object({ name: line(100), url: httpsUrl(500) })),
  restrictions: z.nullable(paragraphs(1_000)),
  notFor: z.array(z.enum(notForUses)).check(unique('useTwice')),
  expires: z.nullable(anyInstant),
  people: z.array(line(100)).check(z.maxLength(50), unique('personTwice')),
  keywords: z.array(line(100)).check(z.maxLength(100), unique('keywordTwice')),
  place: z.nullable(line(200)),
  takenAt: z.nullable(anyInstant),
  focalPoint: z.nullable(z.object({ x: percent, y: percent })),
} satisfies { readonly [Name in keyof Fields]: z.ZodMiniType<z.output<Fields[Name]>> };

type Rules = typeof rules;

/** The rules, each with its detail's default. */
const sent = Object.fromEntries(
  Object.entries(rules).map(([name, rule]) => {
    const { def } = (MediaDetails.shape[name as keyof Fields] as z.core.$ZodTypes)._zod;
    return [name, def.type === 'default' ? z._default(rule as z.ZodMiniType, def.defaultValue) : rule];
  }),
) as { readonly [Name in keyof Rules]: z.ZodMiniDefault<Rules[Name]> };

/** A Creative Commons licence is no right without its terms. No other category must say more than itself. */
const licensed = z.refine<Pick<MediaDetails, 'rights' | 'license'>>(
  ({ rights, license }) => rights !== 'creative-commons' || license !== null,
  { path: ['rights'], error: fault('license') },
);

/** The details as editors send them. */
export const SentDetails = z.object(sent).check(licensed);
export const WholeDetails = wholeOf(SentDetails);
export const DetailsPatch = patchOf(SentDetails);

/** The name of a file without the folders that it was in. */
const fileName = z.pipe(
  z.pipe(
    z.string(),
    z.transform((text) => text.replace(/^.*[/\\]/s, '')),
  ),
  line(200).check(z.refine((text) => !/^\.+$/.test(text), fault('fileName'))),
);

/** A file that is to be uploaded, with its details as far as they are known. */
export const NewMedia = z
  .object({
    fileName,
    type: z.enum(Object.keys(mediaTypes) as [keyof typeof mediaTypes, ...(keyof typeof mediaTypes)[]]),
    bytes: z.int().check(
      z.minimum(1),
      z.refine((bytes) => bytes <= MOST_BYTES, fault('mostFileBytes', MOST_BYTES)),
    ),
    sha256: z.string().check(z.regex(/^[0-9a-f]{64}$/, fault('sha256'))),
    ...sent,
  })
  .check(licensed);
export type NewMedia = z.output<typeof NewMedia>;

/** A file that is to be fetched from another site, with its details as far as they are known. */
export const FetchedMedia = z.object({ url: httpsUrl(2_000), ...sent }).check(licensed);

/** The details of a file, and the default of each that is not said. */
export const detailsOf = (said: Partial<MediaDetails>): MediaDetails => z.parse(MediaDetails, said);
