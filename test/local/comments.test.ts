import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { toSubmissionItem } from '../../functions/comments/submitting/decision.ts';
import { openIssuer } from '../../infra/local/issuer.ts';
import { type App, startApp } from '../support/app.ts';
import { aHeldComment, anArticle } from '../support/builders.ts';
import { broadsheetFile, type Ended, environmentOf, runBroadsheet, serveApp } from '../support/commandLine.ts';
import { Commenting } from '../support/commenting.ts';

const directory = mkdtempSync(join(tmpdir(), 'broadsheet-'));
const issuer = openIssuer(directory);
const MO = { name: 'mo@example.org', groups: ['moderators'] } as const;
const UNKNOWN = '00000000-0000-4000-8000-000000000000';

let app: App;
let server: Awaited<ReturnType<typeof serveApp>>;
let ferry: Commenting;
let token: string;
let home: string;

beforeAll(async () => {
  token = await issuer.token({ ...MO, hours: 1 });
});
afterAll(() => rmSync(directory, { recursive: true }));

beforeEach(async () => {
  server?.close();
  app = await startApp({ rateLimit: { most: 1_000, seconds: 600 } });
  await app.publication.publish(anArticle({ slug: 'ferry', headline: 'The ferry sails' }), undefined);
  ferry = new Commenting(app);
  server = await serveApp(app, issuer);
  home = mkdtempSync(join(directory, 'home-'));
  return () => server.close();
});

const comments = (...args: string[]): Promise<Ended> =>
  runBroadsheet(['comments', ...args], { home, env: { BROADSHEET_URL: server.url, BROADSHEET_TOKEN: token } });
const short = (id: string) => id.slice(0, 8);
const verdictOf = async (id: string): Promise<string> => (await ferry.moderate('GET', `/comments/${id}`)).json.verdict;

/** A comment of another id than chance would give it. */
async function held(id: string, comment = 'Wet.'): Promise<string> {
  const item = toSubmissionItem({ ...aHeldComment({ comment }), id, thread: 'ferry', section: 'abroad' });
  await app.client.send(new PutCommand({ TableName: app.tables.newsroom, Item: item }));
  return id;
}

describe('broadsheet comments', () => {
  it('lists what is held, oldest first, and all that a decision looks at', async () => {
    const parentId = await ferry.published({ name: 'Kit', email: 'kit@example.org', comment: 'A first word.' });
    await ferry.published();
    app.setClock('2026-11-23T12:01:00.000Z');
    const root = await ferry.held({ comment: 'Wet.\n\nVery wet.' });
    app.setClock('2026-11-23T12:02:00.000Z');
    const reply = await ferry.held({ name: 'Zoë', email: 'zoe@example.org', comment: 'Dry.', parentId });

    const { code, out, error } = await comments();

    expect([code, error]).toEqual([0, '']);
    expect(out).toBe(`${short(root)}  2026-11-23 12:01 UTC
  Wren Adeyemi <wren@example.org>, an address that is only typed; approved before: 1
  on "The ferry sails" (ferry)
  held: author-not-proven

    Wet.
    
    Very wet.

${short(reply)}  2026-11-23 12:02 UTC
  Zoë <zoe@example.org>, an address that is only typed; approved before: 0
  on "The ferry sails" (ferry)
  in reply to Kit, published: "A first word."
  held: author-not-proven

    Dry.

2 held.
`);
  });

  it('says how many there are in all, and goes on where a page has ended', async () => {
    for (const [minute, name] of ['One', 'Two', 'Three'].entries()) {
      app.setClock(`2026-11-23T12:0${minute}:00.000Z`);
      await ferry.held({ name, email: `${name}@example.org` });
    }

    const first = await comments('--limit', '2');
    const [, more = ''] = /^Go on with: broadsheet comments (.*)$/m.exec(first.out) ?? [];
    const second = await comments(...more.split(' '));
    const json = JSON.parse((await comments('list', '--limit', '2', '--json')).out);

    expect(first.out).toContain('2 of 3 held.');
    expect(second.out).toMatch(/Three <[\s\S]*\n1 of 3 held\.\n$/);
    expect([json.items.length, json.total]).toEqual([2, { count: 3, exact: true }]);
    expect(more).toContain(json.next);
  });

  it('says that nothing waits, and lists by verdict and article', async () => {
    const nothing = await comments();
    const id = await ferry.published({ comment: 'Dry.' });

    const published = await comments('list', '--verdict', 'published', '--article', 'ferry', '--order', 'newest');

    expect(nothing).toEqual({ code: 0, out: 'Nothing is held.\n', error: '' });
    expect(published.out).toContain(short(id));
    expect(published.out).toMatch(/\n1 published\.\n$/);
  });

  it('decides those it can of several, and says which it could not', async () => {
    const [one, two] = [await ferry.held(), await ferry.held()];
    await comments();
    await ferry.decide(two, 'reject', {}, 'jo@example.org');

    const ended = await comments('approve', short(one), short(one), two, '--why', 'Fair.');
    const again = await comments('remove', short(one), '--json');

    expect(ended).toEqual({
      code: 1,
      out: `${short(one)}  published\n`,
      error: `${short(two)}  Comment ${two} is not what you decided on any more: it is rejected, by jo@example.org.\n`,
    });
    expect((await ferry.moderate('GET', `/comments/${one}`)).json.history.at(1)).toMatchObject({
      by: 'mo@example.org',
      rule: 'Fair.',
    });
    expect(JSON.parse(again.out)).toMatchObject([{ id: one, verdict: 'removed', version: 3 }]);
  });

  it('decides on what was printed: not on what its author has made of it since', async () => {
    const { json } = await ferry.send();
    await comments();
    await app.post(`/v1/comments/${json.id}/edit`, { token: json.edit.token, comment: 'Buy my paint.' });

    const late = await comments('approve', json.id);
    const before = await verdictOf(json.id);
    const shown = await comments('show', short(json.id));
    const timely = await comments('approve', json.id);

    expect([late.code, before]).toEqual([1, 'held']);
    expect(late.error).toContain('is not what you decided on any more');
    expect(shown.out).toContain('    Buy my paint.');
    expect(shown.out).toContain('held by rules: author-not-proven');
    expect([timely.code, await verdictOf(json.id)]).toEqual([0, 'published']);
  });

  it('decides on what was never read only when it is forced to', async () => {
    const id = await ferry.held();

    const refused = await comments('approve', id);
    const before = await verdictOf(id);
    const forced = await comments('approve', id, '--force');
    const unknown = await comments('approve', UNKNOWN, '--force');

    expect([refused.code, before]).toEqual([1, 'held']);
    expect(refused.error).toContain(`broadsheet comments show ${id}`);
    expect([forced.code, await verdictOf(id)]).toEqual([0, 'published']);
    expect(unknown).toMatchObject({ code: 1, error: expect.stringContaining('There is no comment') });
  });

  it('takes the beginning of an id as long as it is that of one alone', async () => {
    const one = await held('abcdef01-0000-4000-8000-000000000001');
    const other = await held('abcdef01-0000-4000-9000-000000000002');
    await held('12345678-0000-4000-8000-000000000003');
    const listed = await comments();

    const several = await comments('approve', 'abcdef01');
    const longer = await comments('reject', 'ABCDEF01-0000-4000-9');
    const glued = await comments('approve', 'abcdef01000040008');
    const shorter = await comments('approve', '1234567');
    const none = await comments('approve', 'ffffffff');

    expect(listed.out).toMatch(/^abcdef01-0000-4000-8 {2}/m);
    expect(listed.out).toMatch(/^12345678 {2}/m);
    expect(several).toMatchObject({ code: 1, error: expect.stringContaining(one) });
    expect(several.error).toContain(other);
    expect([longer.code, await verdictOf(other)]).toEqual([0, 'rejected']);
    expect([glued.code, await verdictOf(one)]).toEqual([0, 'published']);
    expect([shorter.code, none.code]).toEqual([2, 1]);
  });

  it('keeps what was seen for its owner alone, without a word of it, and for one site', async () => {
    const id = await ferry.held({ comment: 'Nobody else’s business.' });
    await comments();
    const file = join(home, 'config/broadsheet/comments.json');
    const kept = readFileSync(file, 'utf8');
    const other = await serveApp(app, issuer);

    const elsewhere = await runBroadsheet(['comments', 'approve', short(id)], {
      home,
      env: { BROADSHEET_URL: other.url, BROADSHEET_TOKEN: token },
    });
    other.close();

    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(JSON.parse(kept)).toEqual({ url: server.url, seen: { [id]: 1 } });
    expect(elsewhere.code).toBe(1);
  });

  it('prints a hostile comment harmlessly, as text and as JSON', async () => {
    const forged = '99999999-9999-9999-9999-999999999999';
    const id = await ferry.held({ comment: `First.\n${forged}\n  on the first line` });
    const stored = aHeldComment({
      name: '\u001B]8;;https://evil.example\u0007Wren\u001B]8;;\u0007\u202E',
      email: 'wren@example.org\r\u001B[1A\n\nfaked: line',
      comment: 'Hidden\u001B[2J\u001B[H\u009B31m\u0000\b\b\b\b\b\bShown \u202Egnp.\u200Bexe',
    });
    const item = toSubmissionItem({ ...stored, thread: 'ferry' });
    await app.client.send(new PutCommand({ TableName: app.tables.newsroom, Item: item }));

    const listed = await comments();
    const shown = await comments('show', stored.id);
    const json = await comments('show', stored.id, '--json');

    expect(listed.out).toContain(short(id));
    expect(shown.out).toContain(stored.id);
    for (const { out } of [listed, shown, json]) expect(out).not.toMatch(/[^\P{C}\n]/u);
    expect(listed.out).not.toMatch(new RegExp(`^ {0,3}${forged}`, 'm'));
    expect(listed.out).not.toMatch(/^faked/m);
    expect(JSON.parse(json.out).comment).toBe(stored.comment);
  });

  it.each([
    ['an unknown act', ['aprove', UNKNOWN], 'There is no command "comments aprove"'],
    ['an act on nothing', ['approve'], 'broadsheet comments approve ID...'],
    ['a verdict there is not', ['--verdict', 'good'], '--verdict must be held or'],
    ['what is no id', ['approve', 'ferry'], '"ferry" is no id'],
  ])('refuses %s with status 2', async (_what, args, sentence) => {
    const ended = await comments(...args);

    expect(ended).toMatchObject({ code: 2, out: '', error: expect.stringContaining(sentence) });
  });

  it('explains itself, and each of its acts', async () => {
    const [all, one] = [await comments('--help'), await comments('spam', '--help')];

    expect(all.out).toMatch(/list[\s\S]*show[\s\S]*approve[\s\S]*restore/);
    expect(one.out).toContain('broadsheet comments spam ID...');
  });
});

describe('broadsheet login', () => {
  const login = async (groups: readonly ('editors' | 'moderators')[]) => {
    const session = await issuer.token({ name: 'mo@example.org', groups, hours: 1 });
    return runBroadsheet(['login', '--url', server.url, '--token', session], { home });
  };

  it.each([[['moderators']], [['editors']], [['editors', 'moderators']]] as const)('lets %j in', async (groups) => {
    const ended = await login(groups);
    const listed = await runBroadsheet(['comments'], { home });

    expect(ended).toMatchObject({ code: 0, error: '' });
    expect(listed.code).toBe((groups as readonly string[]).includes('moderators') ? 0 : 1);
  });

  it('tells somebody who is neither editor nor moderator so', async () => {
    const ended = await login([]);

    expect(ended).toMatchObject({ code: 1, error: expect.stringContaining('not one of its editors or moderators') });
  });
});

/** util-linux's `script` gives a program a terminal. */
describe.runIf(process.platform === 'linux')('on a terminal', () => {
  const onTerminal = async (args: readonly string[], env: Record<string, string>) => {
    const command = [process.execPath, broadsheetFile, ...args].map((word) => `'${word}'`).join(' ');
    const { stdout } = await promisify(execFile)('script', ['-qec', command, '/dev/null'], {
      env: environmentOf({ home, env }) as NodeJS.ProcessEnv,
    });
    return stdout.replaceAll('\r\n', '\n');
  };

  it('an article shows no sequence of its text, and has it where its output is saved', async () => {
    const editor = await issuer.token({ name: 'ines@example.org', groups: ['editors'], hours: 1 });
    const env = { BROADSHEET_URL: server.url, BROADSHEET_TOKEN: editor };
    const body = 'Quoted: \u001b[31m red.\n';
    const { json } = await app.post(
      '/v1/newsroom/articles',
      { headline: 'Sequences', section: 'abroad', byline: ['Ines Calder'], body },
      { caller: { name: 'ines@example.org', groups: ['editors'] } },
    );

    const shown = await onTerminal(['show', json.id], env);
    const printed = await onTerminal(['show', json.id, '--json'], env);
    const saved = await runBroadsheet(['show', json.id], { home, env });

    expect(shown).toContain('Quoted: \ufffd[31m red.');
    expect(JSON.parse(printed).body).toBe(body);
    for (const text of [shown, printed]) expect(text).not.toMatch(/[^\P{C}\n\t]/u);
    expect(saved.out).toContain(body);
  });
});
