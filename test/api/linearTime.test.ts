import { beforeAll, describe, expect, it } from 'vitest';
import { defaultSettings } from '../../functions/comments/settings/resolve.ts';
import { type App, startApp } from '../support/app.ts';
import { aSubmission } from '../support/builders.ts';
import { growthOf, TWICE } from '../support/growth.ts';
import { longTexts, row } from '../support/longTexts.ts';
import { ARTICLES, aText } from '../support/newsroom.ts';

const KIB = 1024;
const THREAD = '/v1/articles/nowhere/comments';

let app: App;
beforeAll(async () => {
  app = await startApp();
});

const numbered = (unit: (index: number) => string, around: readonly [string, string]) => (length: number) => {
  const units = Array.from({ length: Math.floor(length / (unit(9_999).length + 1)) }, (_, index) => unit(index));
  return around[0] + units.join(',') + around[1];
};

/** Bodies that are no article and no comment, in whatever way. */
const bodies: readonly (readonly [string, (length: number) => string])[] = [
  ['a string of quotation marks that is open', (length) => `"${row('\\"')(length)}`],
  ['a string of backslashes that is open', (length) => `"${row('\\\\')(length)}`],
  ['quotation marks', row('"')],
  ['brackets', row('[')],
  ['objects', row('{"a":')],
  ['brackets in a string', (length) => `{"a":"${row('[{')(length)}"}`],
  ['colons', row(':')],
  ['white space', row(' \n')],
  ['many names', numbered((index) => `"name${index}":1`, ['{', '}'])],
  ['many names that are numbers', numbered((index) => `"${index * 65_537}":1`, ['{', '}'])],
  ['a name many times', (length) => `{${row('"a":1,')(length - (length % 6))}"b":1}`],
  ['a name twice at the end', numbered((index) => `"name${index}":1`, ['{', ',"name1":1}'])],
  ['a long name', (length) => `{"${row('a')(length)}":1}`],
  ['many objects', numbered((index) => `{"a":${index}}`, ['{"tags":[', ']}'])],
  ['many numbers', numbered(String, ['{"tags":[', '],"byline":[1]}'])],
  ['digits', (length) => `{"headline":${row('1')(length)}}`],
];

const post = (target: string) => (body: string) =>
  app.post(target, body, { caller: { name: 'ines@example.org', groups: ['editors', 'moderators'] } });

describe.each<[string, readonly [number, number], string]>([
  ['a comment', [32 * KIB, 127 * KIB], THREAD],
  ['an article', [64 * KIB, 256 * KIB], ARTICLES],
  ['a trial of settings', [64 * KIB, 256 * KIB], '/v1/moderation/trials'],
])('the body of %s', (_what, lengths, target) => {
  it.each(bodies)('is refused in time that grows with it: %s', async (_of, make) => {
    expect(await growthOf(make, lengths, post(target))).toBeLessThanOrEqual(TWICE);
  });
});

describe('a field that is far too long', () => {
  // Of one character in JSON there are up to six.
  const lengths = [5 * KIB, 20 * KIB] as const;

  it.each(longTexts)('is refused in time that grows with it, in a comment: %s', async (_of, make) => {
    const work = (text: string) => post(THREAD)(JSON.stringify({ ...aSubmission(), name: text, comment: text }));

    expect(await growthOf(make, lengths, work)).toBeLessThanOrEqual(TWICE);
  });

  it.each(longTexts)('is refused in time that grows with it, in an article: %s', async (_of, make) => {
    const work = (text: string) => {
      const image = { url: `https://${text}`, alt: text, width: 1, height: 1 };
      const all = { headline: text, standfirst: text, slug: text, tags: [text], byline: [text], language: text, image };
      return post(ARTICLES)(JSON.stringify(aText(all)));
    };

    expect(await growthOf(make, [8 * KIB, 32 * KIB], work)).toBeLessThanOrEqual(TWICE);
  });

  it.each(longTexts)('is refused in time that grows with it, in settings: %s', async (_of, make) => {
    const work = (text: string) => {
      const lists = { holdWords: [text], spamPatterns: [text], staffNames: [text], staffEmails: [text] };
      return post('/v1/moderation/trials')(JSON.stringify({ settings: { ...defaultSettings, ...lists } }));
    };

    expect(await growthOf(make, [16 * KIB, 64 * KIB], work)).toBeLessThanOrEqual(TWICE);
  });
});

describe('a form', () => {
  it.each<[string, (length: number) => string]>([
    ['many fields', (length) => numbered((index) => `f${index}=1`, ['', ''])(length).replaceAll(',', '&')],
    ['a field many times', row('a=1&')],
    ['ampersands', row('&')],
    ['equals signs', row('=')],
    ['per cent signs', row('%')],
    ['escapes', (length) => `comment=${row('%e3%81%82')(length)}`],
    ['broken escapes', (length) => `comment=${row('%e3%8')(length)}`],
    ['plus signs', (length) => `comment=${row('+')(length)}`],
    ['disordered marks', (length) => `name=${row('%cc%81%cc%a3')(length)}`],
  ])('is read in time that grows with it: %s', async (_of, make) => {
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const work = (body: string) => app.post(THREAD, body, { headers });

    expect(await growthOf(make, [32 * KIB, 127 * KIB], work)).toBeLessThanOrEqual(TWICE);
  });
});

describe('what stands above a body', () => {
  it.each<[string, (length: number) => string]>([
    ['cookies', row('a=%41; ')],
    ['equals signs', row('=')],
    ['per cent signs', row('%')],
    ['commas', row('W/"a",')],
    ['spaces', row('a ')],
    ['application/', row('application/')],
    ['parameters', (length) => `application/json${row('; a=b')(length)}`],
    ['a suffix', (length) => `application/${row('a+json')(length)}`],
  ])('is read in time that grows with it: %s', async (_of, make) => {
    const work = (value: string) => {
      const headers = {
        cookie: value,
        'if-none-match': value,
        'content-type': value,
        accept: value,
        'user-agent': value,
      };
      return app.post(THREAD, '{}', { headers });
    };

    expect(await growthOf(make, [16 * KIB, 64 * KIB], work)).toBeLessThanOrEqual(TWICE);
  });
});
