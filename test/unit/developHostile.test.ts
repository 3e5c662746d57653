import sharp from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import type { DevelopedFile, Result } from '../../functions/media/develop/result.ts';
import { MediaDetails } from '../../functions/media/schema.ts';
import { faultIn } from '../../functions/words/fault.ts';
import { paperWords } from '../../functions/words/words.ts';
import { HARM, type HostileFile, hostileFiles } from '../support/hostileFiles.ts';
import { developed } from '../support/pictures.ts';

/** Seconds of CPU of our process, whatever else the machine does; drawings are made in another, which is ended. */
const MOST_SECONDS = 10;

type Outcome = HostileFile & { result: Result; made: readonly DevelopedFile[]; seconds: number };
const outcomes: Outcome[] = [];
const namesOf = (wrong: (outcome: Outcome) => boolean) => outcomes.filter(wrong).map(({ what }) => what);

beforeAll(async () => {
  for (const file of await hostileFiles()) {
    const started = process.cpuUsage();
    const { made, ...result } = await developed(file.bytes, file.mediaType, { fileName: file.fileName });
    const { user, system } = process.cpuUsage(started);
    outcomes.push({ ...file, result, made, seconds: (user + system) / 1_000_000 });
  }
}, 240_000);

describe('500 hostile files', () => {
  it('are that many', () => {
    expect(outcomes.length).toBeGreaterThanOrEqual(500);
  });

  it('are refused with a sentence, or made into what is harmless', () => {
    const isSentence = (fault: string) => /^[A-Z].{20,300}\.$/s.test(faultIn(fault)(paperWords('en')));

    expect(namesOf(({ result }) => result.kind === 'refused' && !isSentence(result.fault))).toEqual([]);
    expect(namesOf(({ result }) => result.kind === 'refused').length).toBeGreaterThan(300);
    expect(namesOf(({ result }) => result.kind === 'picture').length).toBeGreaterThan(60);
  });

  it('take a few seconds each at most', () => {
    expect(namesOf(({ seconds }) => seconds > MOST_SECONDS)).toEqual([]);
  });

  it('leave nothing in a picture but pixels and what we write', async () => {
    const spoiled = outcomes.filter(({ made }) =>
      made.some(({ bytes }) => {
        const text = Buffer.from(bytes).toString('latin1');
        return /<script|onerror=|GPSL|51,30|%PDF|<\?php/i.test(text);
      }),
    );

    expect(spoiled.map(({ what }) => what)).toEqual([]);
    for (const { made, what } of outcomes) {
      for (const { bytes, mediaType } of made.slice(0, 3)) {
        const { format, exif, iptc } = await sharp(bytes).metadata();
        expect([what, format, iptc]).toEqual([what, mediaType.slice(6).replace('avif', 'heif'), undefined]);
        if (mediaType !== 'image/jpeg') expect(exif, what).toBeUndefined();
      }
    }
  });

  it('with trailers end where the picture ends', () => {
    const polyglots = outcomes.filter(({ what, result }) => / behind it$/.test(what) && result.kind === 'picture');

    expect(polyglots.length).toBeGreaterThan(10);
    for (const { made, what } of polyglots) {
      for (const { bytes } of made) expect(Buffer.from(bytes).includes(HARM), what).toBe(false);
    }
  });

  it('have details that are plain texts', () => {
    for (const { result, what } of outcomes) {
      if (result.kind !== 'picture') continue;
      expect(MediaDetails.parse({ ...result.details }), what).toMatchObject(result.details);
      expect(JSON.stringify(result.details), what).not.toMatch(/<[a-z/!?]|\\u0000|\\u0007|\u202e/i);
    }
  });

  it('have names that lead nowhere', () => {
    const served = outcomes.flatMap(({ result }) => (result.kind === 'file' ? [result.file.name] : []));

    expect(served.length).toBeGreaterThan(30);
    for (const name of served) {
      expect(name).toMatch(/^[^./\\][^/\\]*\.(pdf|mp3)$/);
      expect(name).not.toMatch(/[\p{C}"<>]/u);
      expect([...name].length).toBeLessThanOrEqual(100);
    }
  });

  it.each([
    /frames$|sequence$/,
    /65500 × 65500|65535 × 65535|40000 × 40000|20000 × 20000/,
    /^(nothing|script|HTML|ZIP|program) sent/,
    / sent as /,
  ])('such as %s are refused', (pattern) => {
    const served = namesOf(
      ({ what, result }) => pattern.test(what) && !what.startsWith('SVG') && result.kind !== 'refused',
    );

    expect(served).toEqual([]);
  });
});
