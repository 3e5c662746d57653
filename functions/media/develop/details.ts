import * as z from 'zod/mini';
import { anyInstant, type Instant } from '../../shared/instant.ts';
import { isWebAddress } from '../../shared/text.ts';
import type { MediaDetails } from '../schema.ts';
import { cleanLine, cleanParagraphs } from './cleanText.ts';
import { readExif } from './exif.ts';
import { readIptc } from './iptc.ts';
import type { Written } from './written.ts';
import { type Embedded, readXmp } from './xmp.ts';

const MOST_LINE = 300;
const MOST_PARAGRAPHS = 2_000;
const MOST_WORDS = 50;
/** The year of the first photograph. */
const EARLIEST = '1826';

/** What cameras write in place of a caption. */
const CAMERA_WORDS =
  /^(OLYMPUS DIGITAL CAMERA|SONY DSC|DIGITAL CAMERA|KONICA MINOLTA.*|DCIM\\.*|Exif_JPEG_\w+|Minolta DSC|SAMSUNG.*|default)$/i;

/** The blocks of metadata of a picture, as libvips hands them over. */
export interface Blocks {
  readonly exif?: Uint8Array | undefined;
  readonly iptc?: Uint8Array | undefined;
  readonly xmp?: Uint8Array | undefined;
}

/**
 * Reads what a picture says of itself: for its record, and for the JPEG files that are made of it. Of XMP, IPTC and EXIF the first
 * that says a thing is taken. A time without its zone is taken as UTC, unless another of them has one.
 */
export function readDetails({ exif, iptc, xmp }: Blocks): { details: Partial<MediaDetails>; embedded: Embedded } {
  const sources: readonly Written[] = [xmp && readXmp(xmp), iptc && readIptc(iptc), exif && readExif(exif)].filter(
    (source) => source !== undefined,
  );
  const first = <T>(pick: (source: Written) => T | undefined) => sources.map(pick).find((value) => value !== undefined);
  const lineOf = (field: TextField) => first((source) => source[field] && cleanLine(source[field], MOST_LINE));
  const paragraphsOf = (field: TextField) =>
    first((source) => source[field] && cleanParagraphs(source[field], MOST_PARAGRAPHS));
  const wordsOf = (field: 'creators' | 'keywords' | 'people') =>
    first((source) => nonEmpty(source[field]?.slice(0, MOST_WORDS).map((word) => cleanLine(word, 100)))) ?? [];

  const creators = wordsOf('creators');
  const credit = lineOf('credit');
  const copyright = lineOf('copyright');
  const caption = first(({ caption: text }) => {
    const cleaned = text && cleanParagraphs(text, MOST_PARAGRAPHS);
    return cleaned && !CAMERA_WORDS.test(cleaned) ? cleaned : undefined;
  });
  const license = licenseOf(first(({ rightsUrl }) => rightsUrl));
  const restrictions = [paragraphsOf('usageTerms'), paragraphsOf('instructions')].filter(Boolean).join('\n');
  const place = [lineOf('city'), lineOf('country')].filter(Boolean).join(', ');
  return {
    details: present({
      title: lineOf('headline') ?? lineOf('title'),
      alt: lineOf('alt'),
      caption,
      credit: creditOf(creators, credit),
      copyright,
      source: lineOf('source'),
      license: license && { name: license.name, url: license.url },
      rights: license?.rights,
      restrictions: restrictions || undefined,
      people: nonEmpty(wordsOf('people')),
      keywords: nonEmpty(wordsOf('keywords')),
      place: place || undefined,
      takenAt: takenAt(sources.flatMap(({ taken }) => taken ?? [])),
    }),
    embedded: { creators, credit, copyright, caption, licenseUrl: license?.url },
  };
}

type TextField = {
  [Field in keyof Written]-?: Written[Field] extends string | undefined ? Field : never;
}[keyof Written];

const nonEmpty = (values: readonly (string | undefined)[] | undefined): string[] | undefined => {
  const unique = [...new Set(values?.filter((value) => value !== undefined))];
  return unique.length > 0 ? unique : undefined;
};

const present = <T extends object>(values: T) =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as {
    [Key in keyof T]?: Exclude<T[Key], undefined>;
  };

/** `Ines Calder/Reuters`: who took it, and for whom; the one who is named in the other only once. */
function creditOf(creators: readonly string[], credit: string | undefined): string | undefined {
  const names = creators.join(', ');
  if (!credit || names.includes(credit)) return names || undefined;
  return creators.length === 0 || creators.every((name) => credit.includes(name)) ? credit : `${names}/${credit}`;
}

/** The time, of one with a zone if there is one. */
function takenAt(times: readonly string[]): Instant | undefined {
  const zoned = /T.*(Z|[+-]\d\d:\d\d)$/i;
  const instants = [...times.filter((time) => zoned.test(time)), ...times.filter((time) => !zoned.test(time))].flatMap(
    (time) => {
      const whole = time.includes('T') ? time.replace(/(T\d\d:\d\d)(?=$|Z|[+-])/, '$1:00') : `${time}T00:00:00`;
      const { data } = z.safeParse(anyInstant, zoned.test(whole) ? whole : `${whole}Z`);
      return data !== undefined && data >= EARLIEST ? [data] : [];
    },
  );
  return instants[0];
}

/** A Creative Commons licence by its address, which may be in any of the forms that its site answers. */
function licenseOf(address: string | undefined) {
  const text = address?.trim();
  if (!text || !isWebAddress(text)) return undefined;
  const [, kind, terms = '', version = '', place] =
    /^https?:\/\/(?:www\.)?creativecommons\.org\/(licenses|publicdomain)\/([a-z-]{1,20})\/(\d\.\d)(?:\/([a-z]{2,4})(?![a-z]))?/i.exec(
      text,
    ) ?? [];
  if (kind === undefined) return undefined;
  const path = [kind, terms, version, ...(place && !/^(deed|rdf)$/i.test(place) ? [place] : [])]
    .join('/')
    .toLowerCase();
  const url = `https://creativecommons.org/${path}/`;
  return kind.toLowerCase() === 'licenses'
    ? ({ name: `CC ${terms.toUpperCase()} ${version}`, url, rights: 'creative-commons' } as const)
    : ({
        name: terms === 'zero' ? `CC0 ${version}` : `Public Domain Mark ${version}`,
        url,
        rights: 'public-domain',
      } as const);
}
