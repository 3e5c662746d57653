import { isDeepStrictEqual } from 'node:util';
import type { Media } from '../../functions/media/answers.ts';
import { SentDetails } from '../../functions/media/details.ts';
import type { Request } from './api.ts';
import { CommandFault } from './command.ts';
import { parseFields, printField } from './manuscript.ts';

/** The body of a request that changes details of a file. */
export type DetailsPatch = Request<'PATCH /v1/newsroom/media/{id}'>['body'];
type Detail = keyof DetailsPatch;

const { shape } = SentDetails._zod.def;
const names = Object.keys(shape) as Detail[];

/** The options that say details of a file. An empty one takes back what was said. */
export const detailOptions = {
  title: { type: 'string' },
  alt: { type: 'string' },
  decorative: { type: 'boolean' },
  caption: { type: 'string' },
  credit: { type: 'string' },
  copyright: { type: 'string' },
  source: { type: 'string' },
  rights: { type: 'string' },
  license: { type: 'string' },
  restrictions: { type: 'string' },
  'not-for': { type: 'string', multiple: true },
  expires: { type: 'string' },
  people: { type: 'string', multiple: true },
  keywords: { type: 'string', multiple: true },
  place: { type: 'string' },
  'taken-at': { type: 'string' },
  'focal-point': { type: 'string' },
} as const;

export const detailHelp = `  --title TEXT      and so --alt, --caption, --credit, --copyright, --source, --place and --restrictions
  --decorative      the picture is decoration, and needs no alternative text
  --rights GROUND   staff, contracted, commissioned, agency, handout, screengrab, social, pool, public-domain,
                    creative-commons or own
  --license LICENCE its name and its https address: "CC BY 4.0 https://creativecommons.org/licenses/by/4.0/"
  --not-for USE     syndication, social or print; may be said several times
  --expires INSTANT from then on it is not shown, such as 2027-01-01T00:00:00Z
  --people NAME     who is seen; may be said several times, and so --keywords
  --taken-at INSTANT
  --focal-point X,Y the point that every crop keeps, in percent from the top left`;

type Values = { readonly [Name in keyof typeof detailOptions]?: string | boolean | readonly string[] | undefined };

/**
 * The details that options say; null where an empty option takes one back.
 * @throws CommandFault for a value that cannot be read. The API validates the rest.
 */
export function detailsIn(values: Values): DetailsPatch {
  const said = Object.entries(values).filter(
    ([name, value]) => Object.hasOwn(detailOptions, name) && value !== undefined,
  );
  return Object.fromEntries(
    said.map(([name, value]) => {
      const detail = name.replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
      if (value === '' || (Array.isArray(value) && value.every((each) => each === ''))) return [detail, null];
      if (name === 'license') return [detail, licenseOf(String(value))];
      if (name === 'focal-point') return [detail, pointOf(String(value))];
      return [detail, value];
    }),
  );
}

function licenseOf(text: string) {
  const [, name, url] = /^(.+?)\s+(https:\/\/\S+)$/.exec(text) ?? [];
  if (!name || !url) throw new CommandFault('--license must be its name and its https address, in one text.', 2);
  return { name, url };
}

function pointOf(text: string) {
  const [, x, y] = /^(\d{1,3}),\s*(\d{1,3})$/.exec(text) ?? [];
  if (!x || !y) throw new CommandFault('--focal-point must be two whole numbers such as 50,40.', 2);
  return { x: Number(x), y: Number(y) };
}

/** Prints the details of a file as YAML, each with its name, so that a person can fill it in. */
export const printDetails = (media: Media): string =>
  `---\n${names.map((name) => printField(name, isEmpty(media[name]) ? '' : media[name])).join('')}`;

const isEmpty = (value: unknown) => Array.isArray(value) && value.length === 0;

/**
 * What a person has changed in the printed details of a file.
 * @throws FileFault naming the file and the line.
 */
export function changesIn(file: string, text: string, before: Media): DetailsPatch {
  const fieldsOf = (source: string) => parseFields(file, source, shape).fields;
  const [was, is] = [fieldsOf(printDetails(before)), fieldsOf(text)];
  return Object.fromEntries(
    names.filter((name) => !isDeepStrictEqual(was[name], is[name])).map((name) => [name, is[name] ?? null]),
  );
}
