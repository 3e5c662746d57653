import { isIP } from 'node:net';
import { beforeAll, describe, expect, it } from 'vitest';
import { networkOf } from '../../functions/comments/submitting/network.ts';
import { createKeyedHash } from '../../functions/shared/keyedHash.ts';
import { type App, startApp } from '../support/app.ts';
import { anArticle, NOON } from '../support/builders.ts';
import { Commenting } from '../support/commenting.ts';
import { scan } from '../support/newsroom.ts';

const IPS = ['203.0.113.7', '198.51.100.23', '2001:db8:1:2:3:4:5:6'];
const PEOPLE = [
  { name: 'Wren Adeyemi', email: 'wren@example.org' },
  { name: 'Zoë Lindqvist', email: 'Zoe.L@example.net' },
  { name: 'Kit', email: 'kit+news@example.com' },
];
/** Where one of a person's addresses is hashed for. */
const NETWORK_PURPOSES = ['network', 'mails'];
const THIRTY_DAYS = 30 * 24 * 60 * 60;
const NOW = Math.floor(Date.parse(NOON) / 1_000);

let app: App;
let ferry: Commenting;

/** A long evening below one article, in which everything happens that can. */
async function play(): Promise<void> {
  const [wren, zoe, kit] = PEOPLE.map((person, index) => ({ person, options: { sourceIp: IPS[index] ?? '' } }));
  if (!wren || !zoe || !kit) throw new Error('There are three');
  const proven = async ({ person, options }: typeof wren) => ({
    ...options,
    headers: await ferry.provenHeaders(person.email.toLowerCase()),
  });
  const root = await ferry.held(
    { ...wren.person, notify: true, remember: true, website: 'https://wren.example.org/' },
    wren.options,
  );
  await ferry.decide(root, 'approve');
  await app.post(
    '/v1/commenters/confirmation',
    {
      token: await app.tokens.sign(
        'mailbox',
        { person: await app.personOf('wren@example.org') },
        new Date('2027-01-01'),
      ),
    },
    wren.options,
  );
  const reply = await ferry.held({ ...zoe.person, parentId: root }, zoe.options);
  await ferry.decide(reply, 'approve', { why: 'Fair.' });
  const { json: own } = await ferry.send({ ...wren.person, parentId: reply }, await proven(wren));
  await app.post(`/v1/comments/${own.id}/edit`, { token: own.edit.token, comment: 'Mended.' }, wren.options);
  const { json: gone } = await ferry.send(zoe.person, zoe.options);
  await app.post(`/v1/comments/${gone.id}/removal`, { token: gone.edit.token }, zoe.options);
  for (const sourceIp of IPS) await app.post(`/v1/comments/${reply}/reports`, { reason: 'Rude.' }, { sourceIp });
  await ferry.decide(reply, 'approve');
  for (const act of ['spam', 'reject']) await ferry.decide(await ferry.held(kit.person, kit.options), act);
  const removed = await ferry.held(kit.person, kit.options);
  await ferry.decide(removed, 'approve');
  await ferry.decide(removed, 'remove');
  await ferry.send({ ...zoe.person, comment: 'One key.' }, { ...zoe.options, headers: { 'idempotency-key': 'one' } });
  for (const { person, options } of [wren, zoe, kit]) {
    await app.post('/v1/commenters/personal-data-mail', { email: person.email }, options);
  }
  const erased = await ferry.held({ name: 'Maud', email: 'maud@example.org' });
  await ferry.decide(erased, 'approve');
  await ferry.moderate('DELETE', `/people/${await app.personOf('maud@example.org')}`);
}

beforeAll(async () => {
  app = await startApp({ rateLimit: { most: 1_000, seconds: 600 }, settings: { websiteField: true } });
  await app.publication.publish(anArticle({ slug: 'ferry' }), undefined);
  ferry = new Commenting(app);
  await play();
});

/** Every text in an item, with its path. */
function* textsIn(value: unknown, path = ''): Generator<[string, string]> {
  if (typeof value === 'string') yield [path, value];
  else if (typeof value === 'object' && value !== null) {
    for (const [name, each] of Object.entries(value)) yield* textsIn(each, `${path}/${name}`);
  }
}

describe('Published, after everything that can happen', () => {
  it('shows what it should', async () => {
    const thread = (await ferry.thread()).toSorted((one, other) => one.depth - other.depth);

    expect(thread.map(({ removed, author, depth }) => [removed, author.name, depth])).toEqual([
      [false, 'Wren Adeyemi', 0],
      [false, 'Zoë Lindqvist', 1],
      [false, 'Wren Adeyemi', 2],
    ]);
    expect(await ferry.disorder()).toEqual([]);
  });

  it('holds no email and no attribute that is one by its name', async () => {
    const items = await scan(app, 'published');

    const texts = items.flatMap((item) => [...textsIn(item)]);
    expect(texts.length).toBeGreaterThan(50);
    expect(texts.filter(([path, text]) => /email/i.test(path) || text.includes('@'))).toEqual([]);
    expect(JSON.stringify(items)).not.toMatch(/wren@|zoe\.l|kit\+news|maud/i);
  });

  it('holds no network address, in whatever way it is written', async () => {
    const text = JSON.stringify(await scan(app, 'published'));

    for (const ip of IPS) {
      expect(text).not.toContain(ip);
      expect(text).not.toContain(networkOf(ip));
    }
    expect((text.match(/[0-9a-f.:]{7,}/gi) ?? []).filter((each) => isIP(each) !== 0)).toEqual([]);
  });

  it('holds no keyed hash of a person, a network, or anything else the Newsroom has one of', async () => {
    const hash = createKeyedHash(async () => 'a key for tests');
    const secrets = await Promise.all([
      ...PEOPLE.map(({ email }) => app.personOf(email.toLowerCase())),
      ...IPS.flatMap((ip) => NETWORK_PURPOSES.map((purpose) => hash(purpose, networkOf(ip)))),
    ]);
    const newsroom = await scan(app, 'newsroom');
    const inKeys = newsroom.flatMap(({ pk }) => pk.split('#').filter((part) => /^[A-Za-z0-9_-]{22}$/.test(part)));
    const published = JSON.stringify(await scan(app, 'published'));

    expect(JSON.stringify(newsroom)).toContain(secrets[0]);
    expect(inKeys.length).toBeGreaterThan(10);
    expect([...secrets, ...inKeys].filter((each) => published.includes(each))).toEqual([]);
  });
});

describe('the Newsroom, after everything that can happen', () => {
  it('holds no network address, and what is made of one goes within 30 days', async () => {
    const items = await scan(app, 'newsroom');
    const guards = items.filter(({ type }) => type === 'guard');

    const text = JSON.stringify(items);
    for (const ip of IPS) expect(text).not.toContain(ip);
    expect(new Set(guards.map(({ pk }) => pk.split('#', 1)[0]))).toEqual(
      new Set(['RATE', 'REPORT', 'DUPLICATE', 'SUBMISSION']),
    );
    for (const { expiresAt } of guards) {
      expect(expiresAt).toBeGreaterThan(NOW);
      expect(expiresAt).toBeLessThanOrEqual(NOW + THIRTY_DAYS);
    }
  });

  it('holds the hash of a network in such items alone', async () => {
    const hash = createKeyedHash(async () => 'a key for tests');
    const networks = await Promise.all(
      IPS.flatMap((ip) => NETWORK_PURPOSES.map((purpose) => hash(purpose, networkOf(ip)))),
    );
    const items = await scan(app, 'newsroom');

    const holding = items.filter((item) => networks.some((each) => JSON.stringify(item).includes(each)));
    expect(holding.length).toBeGreaterThan(2);
    expect(new Set(holding.map(({ type }) => type))).toEqual(new Set(['guard']));
  });

  it('lets emails stand in submissions and in mails that wait, and nowhere else', async () => {
    const items = await scan(app, 'newsroom');

    const holding = items.filter((item) => [...textsIn(item)].some(([, text]) => /@example\.(org|net|com)/.test(text)));
    const placesOf = (type: string) =>
      new Set(
        holding
          .filter((item) => item.type === type)
          .flatMap((item) =>
            [...textsIn(item)].filter(([, text]) => text.includes('@')).map(([path]) => path.replace(/\d+/, 'n')),
          ),
      );
    expect(new Set(holding.map(({ type }) => type))).toEqual(new Set(['submission', 'mail']));
    // A moderator's own name is on what they decided.
    expect(placesOf('submission')).toEqual(new Set(['/email', '/history/n/by']));
    expect(placesOf('mail')).toEqual(new Set(['/to']));
    for (const { expiresAt } of items.filter(({ type }) => type === 'mail')) {
      expect(expiresAt).toBeLessThanOrEqual(NOW + 3 * 24 * 60 * 60);
    }
  });
});

describe('spam, and what was rejected', () => {
  const DUE = '2026-12-23T12:00:00.000Z';

  it('has 30 days to be thought better of', async () => {
    const items = (await scan(app, 'newsroom')).filter(({ verdict = '' }) =>
      ['spam', 'rejected'].includes(String(verdict)),
    );

    expect(items.map(({ verdict, expiresAt }) => [verdict, expiresAt]).sort()).toEqual([
      ['rejected', NOW + THIRTY_DAYS],
      ['spam', NOW + THIRTY_DAYS],
    ]);
  });

  it('is not told any more when it is due, though DynamoDB has not deleted it yet', async () => {
    const stored = (await scan(app, 'newsroom')).filter(({ expiresAt, type }) => type === 'submission' && expiresAt);
    const kit = await app.personOf('kit+news@example.com');
    const tell = async () => {
      const lists = await Promise.all(
        ['spam', 'rejected'].map((verdict) => ferry.moderate('GET', `/comments?verdict=${verdict}`)),
      );
      const singles = await Promise.all(stored.map(({ id }) => ferry.moderate('GET', `/comments/${id}`)));
      const { json } = await ferry.moderate('GET', `/people/${kit}`);
      return [
        lists.map(({ json }) => json.items.length),
        singles.map(({ statusCode }) => statusCode),
        json.comments.filter(({ verdict }: { verdict: string }) => verdict !== 'removed').length,
      ];
    };

    app.setClock('2026-12-23T11:59:59.000Z');
    const before = await tell();
    app.setClock(DUE);
    const due = await tell();
    app.setClock(NOON);

    expect(before).toEqual([[1, 1], [200, 200], 2]);
    expect(due).toEqual([[0, 0], [404, 404], 0]);
  });
});
