import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { contentOf } from '../../functions/newsroom/articles/fields.ts';
import { mergeRuns } from '../../functions/newsroom/articles/mergeRuns.ts';
import type { WorkingCopy } from '../../functions/newsroom/articles/schema.ts';
import type { Api } from '../../infra/cli/api.ts';
import { renew, signIn } from '../../infra/cli/cognito.ts';
import { type Content, parseManuscript, parseText, patchOf, printManuscript } from '../../infra/cli/manuscript.ts';
import { createAuthorizer } from '../../infra/local/authorizer.ts';
import { openIssuer } from '../../infra/local/issuer.ts';
import { type App, startApp } from '../support/app.ts';
import { type Ended, runBroadsheet, serveApp } from '../support/commandLine.ts';

const directory = mkdtempSync(join(tmpdir(), 'broadsheet-'));
const issuer = openIssuer(directory);
const colleague = { name: 'tobias@example.org', groups: ['editors'] };

let app: App;
let server: Awaited<ReturnType<typeof serveApp>>;
let url: string;
let token: string;
/** What a colleague does at the moment a save arrives, before it is looked at. */
let meanwhile: (() => Promise<unknown>) | undefined;
/** What is answered to the next article that is begun, once it has been: its own answer is lost. */
let lost: APIGatewayProxyStructuredResultV2 | undefined;

beforeAll(async () => {
  app = await startApp();
  server = await serveApp(app, issuer, async (route, ask) => {
    if (route.method === 'PATCH') {
      const act = meanwhile;
      meanwhile = undefined;
      await act?.();
    }
    const answer = await ask();
    const instead = route.method === 'POST' && route.path === '/v1/newsroom/articles' ? lost : undefined;
    if (instead) lost = undefined;
    return instead ?? answer;
  });
  url = server.url;
  token = await issuer.token({ name: 'ines@example.org', groups: ['editors'], hours: 1 });
});

afterAll(() => {
  server.close();
  rmSync(directory, { recursive: true });
});

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(directory, 'home-'));
  meanwhile = undefined;
  lost = undefined;
});

/** Runs the command line as a person with a home of their own would. */
const broadsheet = (args: readonly string[], env: Record<string, string> = {}, input = ''): Promise<Ended> =>
  runBroadsheet(args, { home, env: { BROADSHEET_URL: url, BROADSHEET_TOKEN: token, ...env }, input });

/** An editor that puts one text for another, wherever it stands. */
function editorThat(...changes: readonly (readonly [string, string])[]): Record<string, string> {
  const script = join(home, 'editor.mjs');
  writeFileSync(
    script,
    `import { readFileSync, writeFileSync } from 'node:fs';
     const file = process.argv.at(-1);
     let text = readFileSync(file, 'utf8');
     for (const [from, to] of ${JSON.stringify(changes)}) {
       if (!text.includes(from)) throw new Error('no ' + from + ' in ' + text);
       text = text.replace(from, () => to);
     }
     writeFileSync(file, text);`,
  );
  return { EDITOR: `'${process.execPath}' '${script}'` };
}

/** Writes a file in the person's home. */
function file(name: string, text: string): string {
  const path = join(home, name);
  writeFileSync(path, text);
  return path;
}

/** The drafts of a headline. */
async function draftsNamed(headline: string): Promise<WorkingCopy[]> {
  const caller = { name: 'ines@example.org', groups: ['editors'] };
  const { json } = await app.get('/v1/newsroom/articles?state=draft&limit=100', { caller });
  return json.items.filter((copy: WorkingCopy) => copy.headline === headline);
}

/** An address where something has just stopped listening. */
async function addressOfNobody(): Promise<string> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return `http://127.0.0.1:${port}`;
}

const keptFiles = () => (existsSync(join(home, 'state/broadsheet')) ? readdirSync(join(home, 'state/broadsheet')) : []);
const keptPath = (error: string) => /kept in (\S+\.md)\./.exec(error)?.[1] ?? '';

let count = 0;
async function aDraft(changes: Partial<Content> = {}): Promise<WorkingCopy> {
  count += 1;
  const answer = await app.post(
    '/v1/newsroom/articles',
    {
      headline: `Ferry ${count} sails`,
      slug: `ferry-${count}`,
      standfirst: 'After eleven days.',
      section: 'abroad',
      byline: ['Ines Calder'],
      tags: ['harbour'],
      body: 'First.\n\nSecond.\n\nThird.\n',
      ...changes,
    },
    { caller: colleague },
  );
  expect(answer.statusCode).toBe(201);
  const { dropped: _, ...copy } = answer.json;
  return copy;
}

const read = async (id: string): Promise<WorkingCopy> =>
  (await app.get(`/v1/newsroom/articles/${id}`, { caller: colleague })).json;

/** A colleague saves a change of what stands there. */
async function colleagueSaves(id: string, changes: Partial<Content>): Promise<void> {
  const current = await read(id);
  const answer = await app.request('PUT', `/v1/newsroom/articles/${id}`, {
    caller: colleague,
    headers: { 'if-match': `"${current.version}"` },
    body: { ...contentOf(current), ...changes },
  });
  expect(answer.statusCode).toBe(200);
}

describe('broadsheet', () => {
  it.each([
    ['nothing', [], 0],
    ['--help', ['--help'], 0],
    ['an unknown command', ['print'], 2],
  ])('lists its commands on %s', async (_, args, code) => {
    const ended = await broadsheet(args);

    expect(ended.code).toBe(code);
    expect(`${ended.out}${ended.error}`).toMatch(/login[\s\S]*publish[\s\S]*import/);
  });

  it.each(['edit', 'publish', 'import'])('explains %s', async (command) => {
    const ended = await broadsheet([command, '--help']);

    expect(ended).toMatchObject({ code: 0, error: '' });
    expect(ended.out).toContain(`broadsheet ${command}`);
  });

  it.each([
    ['an option it does not know', ['publish', 'x', '--now']],
    ['a missing argument', ['publish']],
    ['one argument too many', ['publish', 'one', 'two']],
    ['a state there is not', ['list', '--state', 'lost']],
    ['a number that is none', ['list', '--limit', 'many']],
  ])('refuses %s, with status 2 and no stack trace', async (_, args) => {
    const ended = await broadsheet(args);

    expect(ended).toMatchObject({ code: 2, out: '' });
    expect(ended.error).not.toMatch(/^\s+at /m);
  });
});

describe('broadsheet new', () => {
  it('saves what was written in the editor as a draft, and keeps no file', async () => {
    const env = editorThat(
      ['headline:', 'headline: 1984'],
      ['section:', 'section: home'],
      ['byline: []', 'byline: [Ines Calder, Søren Halvorsen]'],
      ['comments: open', 'comments: closed'],
    );

    const ended = await broadsheet(['new', '--json'], env);

    const copy = JSON.parse(ended.out);
    expect(copy).toMatchObject({
      state: 'draft',
      headline: '1984',
      slug: '1984',
      section: 'home',
      commentsOpen: false,
    });
    expect(copy.byline.map(({ name }: { name: string }) => name)).toEqual(['Ines Calder', 'Søren Halvorsen']);
    expect(keptFiles()).toEqual([]);
  });

  it('does nothing when nothing was written', async () => {
    const ended = await broadsheet(['new'], { EDITOR: 'true' });

    expect(ended).toMatchObject({ code: 0, out: 'Nothing was written.\n' });
    expect(keptFiles()).toEqual([]);
  });

  it('names file and line of what the API refuses, keeps the text, and goes on with it', async () => {
    const env = editorThat(
      ['headline:', 'headline: Kept'],
      ['section:', 'section: nowhere'],
      ['byline: []', 'byline: [Ines Calder]'],
      ['tags: []', 'tags:\n  - fine\n  - Not A Tag'],
    );

    const refused = await broadsheet(['new'], env);

    const path = keptPath(refused.error);
    const line = readFileSync(path, 'utf8').split('\n').indexOf('  - Not A Tag') + 1;
    expect(refused.code).toBe(1);
    expect(refused.error).toContain(`${path}:${line}: tags.1 must be lower-case`);
    expect(refused.error).toContain(`broadsheet new --file ${path}`);
    const mended = readFileSync(path, 'utf8').replace('Not A Tag', 'a-tag').replace('nowhere', 'home');
    writeFileSync(path, mended);
    const ended = await broadsheet(['new', '--file', path]);
    expect(ended).toMatchObject({ code: 0, out: expect.stringContaining('"Kept" is a draft') });
    expect(keptFiles()).toEqual([]);
  });

  it.each([
    ['a session that has expired', 'expired', 'the token has expired'],
    ['a token of another issuer', 'foreign', 'the token is invalid'],
    ['a group that may not', 'moderators', 'This is for the group "editors".'],
    ['a server that is not there', 'away', 'does not answer (ECONNREFUSED)'],
  ])('keeps the text on %s', async (_, kind, sentence) => {
    const foreign = openIssuer(mkdtempSync(join(directory, 'issuer-')));
    const tokens = {
      expired: () => issuer.token({ name: 'ines', groups: ['editors'], hours: -1 }),
      foreign: () => foreign.token({ name: 'ines', groups: ['editors'], hours: 1 }),
      moderators: () => issuer.token({ name: 'ines', groups: ['moderators'], hours: 1 }),
      away: async () => token,
    };
    const away = kind === 'away' ? { BROADSHEET_URL: await addressOfNobody() } : {};
    const env = {
      ...editorThat(['headline:', 'headline: Precious']),
      BROADSHEET_TOKEN: await tokens[kind as keyof typeof tokens](),
      ...away,
    };

    const ended = await broadsheet(['new'], env);

    expect(ended).toMatchObject({ code: 1, out: '', error: expect.stringContaining(sentence) });
    expect(readFileSync(keptPath(ended.error), 'utf8')).toContain('headline: Precious');
    expect(statSync(keptPath(ended.error)).mode & 0o777).toBe(0o600);
  });

  it('begins one article when a busy service has begun it all the same', async () => {
    lost = { statusCode: 503, headers: { 'retry-after': '1' }, body: '{}' };
    const env = editorThat(
      ['headline:', 'headline: Busy'],
      ['section:', 'section: home'],
      ['byline: []', 'byline: [Ines Calder]'],
    );

    const ended = await broadsheet(['new'], env);

    expect(ended).toMatchObject({ code: 0, out: expect.stringContaining('"Busy" is a draft') });
    expect(await draftsNamed('Busy')).toHaveLength(1);
  });

  it('begins one article when a person goes on with a text whose answer was lost', async () => {
    lost = { statusCode: 500, headers: {}, body: '{}' };
    const env = editorThat(
      ['headline:', 'headline: Lost'],
      ['section:', 'section: home'],
      ['byline: []', 'byline: [Ines Calder]'],
    );

    const first = await broadsheet(['new'], env);
    const again = await broadsheet(['new', '--file', keptPath(first.error)]);

    expect(first.code).toBe(1);
    expect(again).toMatchObject({ code: 0, out: expect.stringContaining('"Lost" is a draft') });
    expect(await draftsNamed('Lost')).toHaveLength(1);
  });

  it('begins as many articles of a person’s own file as it is told to', async () => {
    const path = file('template.md', '---\nheadline: Weather\nsection: home\nbyline: [Ines Calder]\n---\nRain.\n');

    const ended = [await broadsheet(['new', '--file', path]), await broadsheet(['new', '--file', path])];

    expect(ended.map(({ code }) => code)).toEqual([0, 0]);
    expect(await draftsNamed('Weather')).toHaveLength(2);
  });

  it('keeps the text when the editor fails after it was written', async () => {
    const ended = await broadsheet(['new'], { EDITOR: 'f() { echo Precious > "$1"; exit 3; }; f' });

    expect(ended).toMatchObject({ code: 1, error: expect.stringContaining('ended with 3') });
    expect(readFileSync(keptPath(ended.error), 'utf8')).toBe('Precious\n');
  });
});

describe('broadsheet edit', () => {
  it('saves what was changed as a new revision, found by slug', async () => {
    const draft = await aDraft();

    const ended = await broadsheet(['edit', draft.slug], editorThat(['Second.', 'Another second.']));

    expect(ended).toMatchObject({ code: 0, error: '', out: expect.stringContaining('Saved as revision 2.') });
    expect(await read(draft.id)).toMatchObject({
      body: 'First.\n\nAnother second.\n\nThird.\n',
      headline: draft.headline,
      tags: draft.tags,
      changedBy: 'ines@example.org',
    });
    expect(keptFiles()).toEqual([]);
  });

  it('saves nothing when nothing was changed', async () => {
    const draft = await aDraft({ body: 'Without a line break at its end' });

    const ended = await broadsheet(['edit', draft.id], { EDITOR: 'true' });

    expect(ended).toMatchObject({ code: 0, out: 'Nothing was changed.\n' });
    expect((await read(draft.id)).version).toBe(draft.version);
  });

  it('puts both changes together when a colleague saved another part meanwhile', async () => {
    const draft = await aDraft();
    meanwhile = () => colleagueSaves(draft.id, { standfirst: 'Theirs.', body: 'First.\n\nSecond.\n\nTheir third.\n' });

    const ended = await broadsheet(
      ['edit', draft.id],
      editorThat(['First.', 'My first.'], [draft.headline, 'My headline']),
    );

    expect(ended).toMatchObject({ code: 0, error: expect.stringContaining('tobias@example.org has saved revision 2') });
    expect(await read(draft.id)).toMatchObject({
      revision: 3,
      headline: 'My headline',
      standfirst: 'Theirs.',
      body: 'My first.\n\nSecond.\n\nTheir third.\n',
    });
  });

  it('saves over an article that was only published meanwhile, and says so', async () => {
    const draft = await aDraft();
    meanwhile = () =>
      app.post(`/v1/newsroom/articles/${draft.id}/publish`, {}, { caller: colleague, headers: { 'if-match': '"1"' } });

    const ended = await broadsheet(['edit', draft.id], editorThat(['Second.', 'Mine.']));

    expect(ended).toMatchObject({ code: 0, error: expect.stringContaining('it is published') });
    expect(ended.out).toContain('Readers see it as it was before');
    expect(await read(draft.id)).toMatchObject({ state: 'published', body: 'First.\n\nMine.\n\nThird.\n' });
  });

  it('shows both changes of one place instead of overwriting, and goes on once one is chosen', async () => {
    const draft = await aDraft();
    meanwhile = () => colleagueSaves(draft.id, { headline: 'Theirs', body: 'First.\n\nTheir second.\n\nThird.\n' });

    const refused = await broadsheet(
      ['edit', draft.id],
      editorThat(['Second.', 'My second.'], [draft.headline, 'Mine'], ['Third.', 'My third.']),
    );

    const path = keptPath(refused.error);
    expect(refused).toMatchObject({ code: 1, out: '', error: expect.stringContaining('in 2 places') });
    expect(refused.error).toContain(`broadsheet edit ${draft.id} --file ${path}`);
    expect(readFileSync(path, 'utf8')).toContain(
      '<<<<<<< yours\nMy second.\n||||||| before\nSecond.\n=======\nTheir second.\n>>>>>>> tobias@example.org, revision 2\n\nMy third.\n',
    );
    expect((await read(draft.id)).headline).toBe('Theirs');

    const unresolved = await broadsheet(['edit', draft.id, '--file', path]);
    expect(unresolved).toMatchObject({ code: 1, error: expect.stringContaining(`${path}:3: two versions stand here`) });
    const blocked = await broadsheet(['edit', draft.id], { EDITOR: 'true' });
    expect(blocked).toMatchObject({ code: 1, error: expect.stringContaining(`is kept in ${path}`) });

    const chosen = readFileSync(path, 'utf8').replaceAll(
      /<{7} yours\n([\s\S]*?)\|{7} before\n[\s\S]*?={7}\n[\s\S]*?>{7} .*\n/g,
      '$1',
    );
    writeFileSync(path, chosen);
    const ended = await broadsheet(['edit', draft.id, '--file', path]);
    expect(ended.code).toBe(0);
    expect(await read(draft.id)).toMatchObject({
      revision: 3,
      headline: 'Mine',
      body: 'First.\n\nMy second.\n\nMy third.\n',
    });
    expect(keptFiles()).toEqual([]);
  });

  it('keeps the text when the article is deleted meanwhile', async () => {
    const draft = await aDraft();
    meanwhile = () =>
      app.request('DELETE', `/v1/newsroom/articles/${draft.id}`, { caller: colleague, headers: { 'if-match': '"1"' } });

    const ended = await broadsheet(['edit', draft.id], editorThat(['Second.', 'Precious.']));

    expect(ended).toMatchObject({ code: 1, error: expect.stringContaining('There is no article') });
    expect(readFileSync(keptPath(ended.error), 'utf8')).toContain('Precious.');
  });

  it('takes a file of the person’s own only when it says what it was made from, and leaves it there', async () => {
    const draft = await aDraft();
    const text = printManuscript({ ...contentOf(draft), body: 'Mine.\n' });
    const path = file('mine.md', text);

    const refused = await broadsheet(['edit', draft.id, '--file', path]);
    writeFileSync(path, text.replace('---\n', '---\nrevision: 1\n'));
    const ended = await broadsheet(['edit', draft.id, '--file', path]);

    expect(refused).toMatchObject({ code: 1, error: expect.stringContaining('revision: 1') });
    expect(ended.code).toBe(0);
    expect((await read(draft.id)).body).toBe('Mine.\n');
    expect(existsSync(path)).toBe(true);
  });

  it('saves again what show has printed', async () => {
    const draft = await aDraft({ body: 'A text: with *signs*\n\n    ---\n' });
    const shown = await broadsheet(['show', draft.slug]);

    const ended = await broadsheet(['edit', draft.id, '--json', '--file', file('shown.md', shown.out)]);

    expect(contentOf(JSON.parse(ended.out))).toEqual(contentOf(draft));
  });
});

describe('the life of an article', () => {
  it('is published at an instant, unscheduled, published, corrected, withdrawn and restored', async () => {
    const { slug } = await aDraft();
    const states: string[] = [];
    for (const args of [
      ['publish', slug, '--at', '2099-01-01T07:00:00+01:00'],
      ['unschedule', slug],
      ['publish', slug],
      ['correct', slug, '--note', 'It was a Tuesday.'],
      ['withdraw', slug],
      ['restore', slug],
    ]) {
      const ended = await broadsheet([...args, '--json']);
      const { state, publishedAt, corrections } = JSON.parse(ended.out);
      states.push([state, publishedAt?.slice(0, 13), corrections.length].join(' '));
    }

    expect(states).toEqual([
      'scheduled 2099-01-01T06 0',
      'draft  0',
      'published 2026-11-23T12 0',
      'published 2026-11-23T12 1',
      'withdrawn 2026-11-23T12 1',
      'published 2026-11-23T12 1',
    ]);
  });

  it('tells in a sentence where the article stands then', async () => {
    const { slug, headline } = await aDraft();

    const ended = await broadsheet(['publish', slug, '--at', '2099-01-01T06:00:00Z']);

    expect(ended.out).toBe(`"${headline}" will be public at 2099-01-01 06:00 UTC, as /abroad/${slug}\n`);
  });

  it.each([
    ['an instant in the past', ['publish', '--at', '2001-01-01T00:00:00Z'], 'at must be later than now.'],
    ['what is no instant', ['publish', '--at', 'tomorrow'], 'at must be an RFC 3339 date-time'],
    ['a step that the state does not allow', ['withdraw'], '"withdraw" is not possible while the article is draft'],
    ['a correction without a note', ['correct'], 'Say what was wrong'],
    ['a deletion nobody is sure of', ['delete'], 'say --yes'],
  ])('refuses %s', async (_, [command = '', ...options], sentence) => {
    const draft = await aDraft();

    const ended = await broadsheet([command, draft.slug, ...options]);

    expect(ended).toMatchObject({ out: '', error: expect.stringContaining(sentence) });
    expect(ended.code).toBeGreaterThan(0);
    expect(await read(draft.id)).toEqual(draft);
  });

  it('ends with a deleted draft', async () => {
    const { slug, id } = await aDraft();

    const ended = await broadsheet(['delete', slug, '--yes']);

    expect(ended.code).toBe(0);
    expect(await read(id)).toMatchObject({ code: 'article-not-found' });
  });

  it('shows the article as readers will see it', async () => {
    const { slug } = await aDraft({ headline: 'Fish & chips', body: '## A *heading*\n' });

    const ended = await broadsheet(['preview', slug]);
    const json = await broadsheet(['preview', slug, '--json']);

    expect(ended.out).toContain('<h1>Fish &amp; chips</h1>');
    expect(ended.out).toMatch(/<h2 id="[\w-]+">A <em>heading<\/em><\/h2>/);
    expect(ended.out).toMatch(
      /<head><base href="http:\/\/127\.0\.0\.1:\d+\/"\/>.*<link rel="stylesheet" href="\/assets\//s,
    );
    expect(JSON.parse(json.out)).toMatchObject({ slug, headline: 'Fish & chips' });
  });

  it('writes its page into a file that nobody else may read', async () => {
    const { slug } = await aDraft({ headline: 'Fish and chips' });
    const file = join(home, 'preview.html');

    const ended = await broadsheet(['preview', slug, '--file', file]);

    expect(ended).toMatchObject({ code: 0, out: `Written to ${file}.\n` });
    expect(readFileSync(file, 'utf8')).toContain('<h1>Fish and chips</h1>');
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it('says so when no article has a slug', async () => {
    const ended = await broadsheet(['show', 'no-such-article']);

    expect(ended).toMatchObject({ code: 1, error: 'No article has the slug "no-such-article".\n' });
  });
});

describe('broadsheet list', () => {
  it('lists every state, and pages as far as it is asked to', async () => {
    const drafts = [await aDraft(), await aDraft(), await aDraft()];
    await broadsheet(['publish', drafts[0]?.slug ?? '']);

    const all = await broadsheet(['list', '--all', '--json']);
    const few = await broadsheet(['list', '--state', 'draft', '--limit', '1']);

    const listed = new Map(JSON.parse(all.out).map(({ slug, state }: WorkingCopy) => [slug, state]));
    expect(drafts.map(({ slug }) => listed.get(slug))).toEqual(['published', 'draft', 'draft']);
    expect(few.out.trim().split('\n')).toHaveLength(1);
    expect(few.error).toContain('There are more that are draft');
  });
});

describe('broadsheet login', () => {
  const without = { BROADSHEET_URL: '', BROADSHEET_TOKEN: '' };

  it('keeps a session that only its owner can read, and that the other commands use', async () => {
    const ended = await broadsheet(['login', '--url', url, '--token', token], without);

    const listed = await broadsheet(['list', '--json'], without);
    expect(ended).toMatchObject({ code: 0, out: expect.stringContaining(`Logged in at ${url}`) });
    expect(statSync(join(home, 'config/broadsheet/session.json')).mode & 0o777).toBe(0o600);
    expect(listed.code).toBe(0);
  });

  it('makes its own token for the local server', async () => {
    const data = join(home, '.local');
    mkdirSync(data);
    const own = openIssuer(data);
    const server = createServer((request, response) => {
      void createAuthorizer(own)(request.headers.authorization).then((verdict) => {
        response.statusCode = 'claims' in verdict && verdict.claims.email === 'ines@localhost' ? 200 : 401;
        response.end(JSON.stringify({ items: [], next: null, previous: null }));
      });
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const state = { url: `http://localhost:${port}`, pid: process.pid, dynamodb: '', dynamodbPid: undefined };
    writeFileSync(join(data, 'server.json'), JSON.stringify(state));

    const ended = await broadsheet(['login', '--email', 'ines'], without);
    server.close();

    expect(ended).toMatchObject({ code: 0, error: '', out: expect.stringContaining(`Logged in at ${state.url}`) });
  });

  it('takes a token from its input, where nobody sees it', async () => {
    const ended = await broadsheet(['login', '--url', url], without, `${token}\n`);

    expect(ended).toMatchObject({ code: 0, error: '' });
  });

  it.each([
    ['a token that is not accepted', () => ['--url', url, '--token', 'x.y.z'], 'does not accept the session'],
    ['an address without TLS', () => ['--url', 'http://example.org', '--token', token], 'must begin with https://'],
    ['no server at all', () => [], 'No server runs'],
    ['no token', () => ['--url', url], 'Nothing was given'],
  ])('refuses %s, and keeps nothing', async (_, args, sentence) => {
    const ended = await broadsheet(['login', ...args()], without);

    expect(ended).toMatchObject({ code: 1, error: expect.stringContaining(sentence) });
    expect(existsSync(join(home, 'config/broadsheet/session.json'))).toBe(false);
  });

  it('never shows a session’s token to another address', async () => {
    await broadsheet(['login', '--url', url, '--token', token], without);

    const ended = await broadsheet(['list'], { ...without, BROADSHEET_URL: 'https://example.org' });

    expect(ended).toMatchObject({ code: 1, error: expect.stringContaining('no session for https://example.org') });
  });
});

describe('front', () => {
  const article = async (slug: string) => {
    const caller = { name: 'ines@example.org', groups: ['editors'] };
    const body = { headline: `About ${slug}`, slug, section: 'abroad', byline: ['Ines Calder'], body: 'Text.' };
    const { json } = await app.post('/v1/newsroom/articles', body, { caller });
    const headers = { 'if-match': '"1"' };
    await app.post(`/v1/newsroom/articles/${json.id}/publish`, {}, { caller, headers });
  };

  it('is arranged now and for later, shown as of any instant, taken back and reset', async () => {
    await article('front-one');
    await article('front-two');
    const at = '2030-01-01T06:00:00.000Z';

    const set = await broadsheet(['front', 'set', '--lead', 'front-one', '--second', 'newest:section=abroad']);
    const later = await broadsheet(['front', 'schedule', '--at', at, '--lead', 'front-two', '--briefs', 'none']);
    const then = await broadsheet(['front', 'show', '--at', at]);
    const page = await broadsheet(['front', 'preview', '--at', at]);
    const json = await broadsheet(['front', '--json']);
    writeFileSync(join(home, 'front.json'), JSON.stringify(JSON.parse(json.out).edition));
    const again = await broadsheet(['front', 'set', '--file', join(home, 'front.json'), '--lead', 'auto', '--json']);
    const back = await broadsheet(['front', 'take-back', at]);
    const reset = await broadsheet(['front', 'reset']);

    expect(set).toMatchObject({ code: 0, error: '' });
    expect(set.out).toMatch(/^front-page at .*: arranged from .* \(version 1, changed last by ines@example.org\)/);
    expect(set.out).toContain('  lead      front-one: About front-one\n  second    front-two: About front-two');
    expect(later.out).toContain('arranged from 2030-01-01 06:00 UTC (version 2');
    expect(then.out).toContain('  lead      front-two: About front-two');
    expect(page.out).toMatch(/^<!doctype html>.*<base href="http/s);
    expect(JSON.parse(json.out)).toMatchObject({ edition: { lead: [{ article: 'front-one' }] } });
    expect(JSON.parse(again.out)).toMatchObject({
      edition: { lead: null, second: [{ newest: { section: 'abroad' } }] },
    });
    expect(back).toMatchObject({ code: 0, error: '' });
    expect(reset.out).toContain('chosen by itself (version 5');
  });

  it.each<[string, readonly string[], string]>([
    ['a slot that is none', ['front', 'set', '--lead', 'newest:colour=red'], 'must be like newest:section='],
    ['an article that is not there', ['front', 'set', '--lead', 'nobody'], 'lead/0/article is no article of the paper'],
    ['a schedule without an instant', ['front', 'schedule', '--lead', 'newest'], '--at INSTANT'],
    ['a front that is none', ['front', 'show', 'nowhere'], 'There is no section "nowhere".'],
  ])('says what is wrong with %s', async (_what, args, sentence) => {
    expect(await broadsheet(args)).toMatchObject({ out: '', error: expect.stringContaining(sentence) });
  });
});

describe('signing in to a user pool', () => {
  /** A pool that gives these answers in turn, and tells what it was asked. */
  async function aPool(...answers: readonly object[]) {
    const asked: { operation: string; body: Record<string, unknown> }[] = [];
    const left = answers.values();
    const server = createServer(async (request, response) => {
      const body = JSON.parse((await request.toArray()).map(String).join(''));
      asked.push({ operation: String(request.headers['x-amz-target']).split('.')[1] ?? '', body });
      const answer = left.next().value ?? {};
      response.statusCode = '__type' in answer ? 400 : 200;
      response.end(JSON.stringify(answer));
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    return { issuer: `http://127.0.0.1:${port}/pool`, clientId: 'client', asked, close: () => server.close() };
  }
  const tokens = { AuthenticationResult: { IdToken: 'id', AccessToken: 'access', RefreshToken: 'refresh' } };

  it('takes the ID token, and answers what the pool asks before', async () => {
    const pool = await aPool(
      { ChallengeName: 'NEW_PASSWORD_REQUIRED', Session: 's1' },
      { ChallengeName: 'SOFTWARE_TOKEN_MFA', Session: 's2' },
      tokens,
    );
    const answers = ['old', 'new', '123456'].values();

    const given = await signIn(pool, 'ines@example.org', async () => answers.next().value ?? '');
    pool.close();

    expect(given).toEqual({ token: 'id', refreshToken: 'refresh' });
    expect(pool.asked.map(({ operation }) => operation)).toEqual([
      'InitiateAuth',
      'RespondToAuthChallenge',
      'RespondToAuthChallenge',
    ]);
    expect(pool.asked[0]?.body).toMatchObject({
      AuthFlow: 'USER_PASSWORD_AUTH',
      ClientId: 'client',
      AuthParameters: { USERNAME: 'ines@example.org', PASSWORD: 'old' },
    });
    expect(pool.asked[2]?.body).toMatchObject({
      Session: 's2',
      ChallengeResponses: { SOFTWARE_TOKEN_MFA_CODE: '123456' },
    });
  });

  it('tells the pool’s own refusal', async () => {
    const pool = await aPool({ __type: 'NotAuthorizedException', message: 'Incorrect username or password.' });

    const given = signIn(pool, 'ines@example.org', async () => 'wrong').finally(pool.close);

    await expect(given).rejects.toThrow('Incorrect username or password.');
  });

  it('gets another token with the one that is for that', async () => {
    const pool = await aPool({ AuthenticationResult: { IdToken: 'second' } });

    const given = await renew(pool, 'refresh');
    pool.close();

    expect(given).toEqual({ token: 'second', refreshToken: 'refresh' });
    expect(pool.asked[0]?.body).toMatchObject({ AuthParameters: { REFRESH_TOKEN: 'refresh' } });
  });
});

describe('a manuscript', () => {
  const content: Content = {
    headline: 'Yes: a "headline" # with signs',
    standfirst: '* starred',
    slug: 'a-slug',
    section: 'home',
    tags: ['2026', 'no'],
    byline: ['null', 'Søren: Halvorsen'],
    body: 'Text.\n',
    format: 'html',
    language: 'cy',
    translations: [
      { language: 'cy', url: 'https://example.org/y-fferi?a={b}, c: d' },
      { language: 'no', url: 'https://example.org/2026' },
    ],
    image: {
      url: 'https://example.org/a.png',
      alt: 'A ferry',
      caption: null,
      credit: '1984',
      width: 2,
      height: 1,
      sources: [{ url: 'https://example.org/a-1.png', width: 1 }],
    },
    commentsOpen: false,
  };

  it('is printed so that the same is read again', () => {
    const text = printManuscript(content, 7);

    const { content: again, revision } = parseManuscript('a.md', text);

    expect(again).toEqual(content);
    expect(revision).toBe(7);
  });

  it('names a picture of the library by its id, with the texts that are its own', () => {
    const media = '3f0a9c1e5b7d2468ace013579bdf2468';
    const [bare, own] = [{}, { caption: 'Out of dock.' }].map((texts) =>
      printManuscript({ ...content, image: { media, alt: null, caption: null, credit: null, ...texts } }),
    );

    expect(bare).toContain(`\nimage: media:${media}\n`);
    expect(own).toContain(`\nimage:\n  media: ${media}\n  caption: Out of dock.\n`);
    expect(parseManuscript('a.md', bare ?? '').content.image).toEqual({ media });
    expect(parseManuscript('a.md', own ?? '').content.image).toEqual({ media, caption: 'Out of dock.' });
    expect(patchOf(parseManuscript('a.md', own ?? '').content).image).toMatchObject({ media, url: null, alt: null });
  });

  it('is read again whatever its headline and its text are', () => {
    const line = fc
      .string({ unit: 'grapheme', minLength: 1 })
      .filter((text) => /\S/.test(text) && !/\p{C}/u.test(text));
    fc.assert(
      fc.property(line, fc.array(line), fc.string(), (text, tags, body) => {
        const given = { ...content, headline: text, tags, body: `${body.replaceAll('\r', '')}\n` };

        expect(parseManuscript('a.md', printManuscript(given)).content).toEqual(given);
      }),
    );
  });

  it.each([
    ['no front matter', 'Text', 1, 'must begin with front matter'],
    ['an unknown field', '---\nheadline: x\nheading: y\n---\n', 3, 'there is no field "heading"'],
    ['a list where text belongs', '---\nheadline: [x]\n---\n', 2, 'headline must be one line of text'],
    ['text where a list belongs', '---\nheadline: x\ntags: one\n---\n', 3, 'tags must be a list'],
    ['a choice there is not', '---\ncomments: maybe\n---\n', 2, 'comments must be open or closed'],
    ['a part of an image there is not', '---\nimage:\n  url: x\n  size: 3\n---\n', 4, 'no field "image.size"'],
    ['an image that is only an address', '---\nimage: https://x\n---\n', 2, 'image must have url'],
    ['a width that is no number', '---\nimage:\n  width: wide\n---\n', 3, 'image.width must be a whole number'],
    ['other widths that are none', '---\nimage:\n  sources: wide\n---\n', 3, 'image.sources must be a list'],
    [
      'another width that is no number',
      '---\nimage:\n  sources:\n    - width: wide\n---\n',
      4,
      'image.sources.0.width',
    ],
    ['a translation that is an address', '---\ntranslations: [https://x]\n---\n', 2, 'translations.0 must be a list'],
    [
      'a part of a translation there is not',
      '---\ntranslations:\n  - lang: cy\n---\n',
      3,
      'no field "translations.0.lang"',
    ],
    ['a star', '---\nheadline: *Hamlet* again\n---\n', 2, 'quotes'],
    ['a key twice', '---\nheadline: x\nheadline: y\n---\n', 3, 'unique'],
    ['no list of fields', '---\nheadline\n---\n', 2, 'list of "name: value" lines'],
    ['the marks of a conflict', '---\nheadline: x\n---\na\n<<<<<<< yours\n', 5, 'two versions stand here'],
  ])('with %s is refused, with its line', (_, text, line, message) => {
    expect(() => parseManuscript('a.md', text)).toThrow(`a.md:${line}: `);
    expect(() => parseManuscript('a.md', text)).toThrow(message);
  });

  it.each([
    ['a code block', '```\n<<<<<<< HEAD\na\n=======\nb\n>>>>>>> main\n```\n'],
    ['preformatted HTML', '<pre><code>\n<<<<<<< HEAD\na\n\n=======\nb\n>>>>>>> main\n</code></pre>\n'],
    ['preformatted HTML in a block', '<div>\n<PRE>\n<<<<<<< HEAD\n>>>>>>> main</PRE></div>\n'],
    ['a code block between others', '- a\n\n  ~~~diff\n  x\n  ~~~\n\n~~~\n<<<<<<< HEAD\n~~~\n'],
  ])('may be about conflicts: %s', (_, body) => {
    expect(parseText('a.md', `---\nheadline: A\n---\n${body}`).content.body).toBe(body);
  });

  it.each([
    ['in its text', 4, '---\nheadline: A\n---\n<<<<<<< HEAD\na\n=======\nb\n>>>>>>> main\n'],
    ['around a code block', 4, '---\nheadline: A\n---\n<<<<<<< HEAD\n```\na\n```\n=======\nb\n>>>>>>> main\n'],
    ['behind preformatted HTML', 5, '---\nheadline: A\n---\n<pre>a</pre>\n<<<<<<< HEAD\na\n=======\nb\n>>>>>>> main\n'],
    ['in its front matter', 2, '---\n<<<<<<< HEAD\nheadline: A\n=======\nheadline: B\n>>>>>>> main\n---\nText\n'],
    ['of our own, in a code block', 5, '---\nheadline: A\n---\n```\n<<<<<<< yours\na\n```\n'],
    ['that is half resolved', 5, '---\nheadline: A\n---\na\n>>>>>>> ines@example.org, revision 3\n'],
  ])('is refused where two versions stand %s', (_, line, text) => {
    expect(() => parseText('a.md', text)).toThrow(`a.md:${line}: two versions stand here`);
  });

  it('is refused where an instant would go unheard, except by import', () => {
    const text = '---\nheadline: x\npublishedAt: 2099-01-01T00:00:00Z\n---\n';

    expect(parseManuscript('a.md', text).history).toEqual({ publishedAt: '2099-01-01T00:00:00.000Z' });
    expect(() => parseText('a.md', text)).toThrow('a.md:3: publishedAt is only for broadsheet import');
  });

  it('finds the line of what the API speaks of', () => {
    const { lineOf } = parseManuscript(
      'a.md',
      '---\r\nheadline: x\r\ntags:\r\n  - a\r\n  - b\r\ncomments: open\r\n---\r\nText',
    );

    const lines = ['/headline', '/tags/1', '/commentsOpen', '/body', '/section'].map(lineOf);

    expect(lines).toEqual([2, 5, 6, 8, 1]);
  });
});

describe('merging', () => {
  const text = fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 12 });
  const merged = (base: string[], mine: string[], theirs: string[]) => {
    const runs = mergeRuns(base, mine, theirs);
    return runs.every((run) => 'settled' in run) ? runs.flatMap(({ settled }) => settled) : 'conflict';
  };

  it('gives the side that changed, and either where both changed the same', () => {
    fc.assert(
      fc.property(text, text, (base, changed) => {
        expect(merged(base, changed, base)).toEqual(changed);
        expect(merged(base, base, changed)).toEqual(changed);
        expect(merged(base, changed, changed)).toEqual(changed);
      }),
    );
  });

  it('loses nothing of either side', () => {
    fc.assert(
      fc.property(text, text, text, (base, mine, theirs) => {
        const runs = mergeRuns(base, mine, theirs);
        const kept = new Set(runs.flatMap((run) => ('settled' in run ? run.settled : [...run.mine, ...run.theirs])));
        const added = [...mine, ...theirs].filter((line) => !base.includes(line));

        expect(added.filter((line) => !kept.has(line))).toEqual([]);
      }),
    );
  });

  it('takes two rewritten texts for one conflict, without a search that never ends', () => {
    const lines = (name: string) => Array.from({ length: 20_000 }, (_, index) => `${name} ${index}`);

    const runs = mergeRuns(lines('base'), lines('mine'), lines('theirs'));

    expect(runs).toEqual([{ base: lines('base'), mine: lines('mine'), theirs: lines('theirs') }]);
  });

  it.each([
    ['changes apart', 'a b c d e', 'A b c d e', 'a b c d E', 'A b c d E'],
    ['an insertion and a deletion', 'a b c d', 'a b c', 'x a b c d', 'x a b c'],
    ['the same place', 'a b c', 'a X c', 'a Y c', 'conflict'],
    ['two insertions at one place', 'a b', 'a X b', 'a Y b', 'conflict'],
    ['a deletion of what the other changed', 'a b c', 'a c', 'a B c', 'conflict'],
  ])('handles %s', (_, base, mine, theirs, expected) => {
    const [one = [], two = [], three = []] = [base, mine, theirs].map((each) => each.split(' '));

    const result = merged(one, two, three);

    expect(typeof result === 'string' ? result : result.join(' ')).toBe(expected);
  });
});

describe('the client of the API', () => {
  it('takes what a route takes, and returns what it returns', async () => {
    const api: Api = { url: '', call: async () => ({ version: 3 }) as never };
    const params = { place: 'header' } as const;

    const { version } = await api.call('GET /v1/newsroom/menus/{place}', { params });
    await api.call('PUT /v1/newsroom/menus/{place}', { params, version, body: { items: null } });
    // @ts-expect-error: the menu does not exist.
    await api.call('GET /v1/newsroom/menus/{place}', { params: { place: 'left' } });
    // @ts-expect-error: the version that the change is based on is missing.
    await api.call('PUT /v1/newsroom/menus/{place}', { params, body: { items: null } });
    // @ts-expect-error: the field does not exist.
    await api.call('PUT /v1/newsroom/menus/{place}', { params, version, body: { items: null, title: '' } });
    // @ts-expect-error: the route does not exist.
    await api.call('POST /v1/newsroom/menus/{place}', { params });

    expect(version satisfies number).toBe(3);
  });
});

describe('broadsheet page', () => {
  it('writes, publishes, changes and withdraws a page', async () => {
    const file = join(directory, 'imprint.md');
    writeFileSync(file, '---\nheadline: Imprint\n---\nWho answers for this.\n');
    const created = await broadsheet(['page', 'new', '--file', file]);
    const published = await broadsheet(['page', 'publish', 'imprint']);
    const shown = await broadsheet(['page', 'show', 'imprint']);
    writeFileSync(file, shown.out.replace('Who answers', 'Everybody who answers'));
    const edited = await broadsheet(['page', 'edit', 'imprint', '--file', file]);
    const again = await broadsheet(['page', 'edit', 'imprint', '--file', file]);
    const list = await broadsheet(['page', 'list', '--state', 'published']);
    const withdrawn = await broadsheet(['page', 'withdraw', 'imprint']);
    const faulty = join(directory, 'faulty.md');
    writeFileSync(faulty, '---\nheadline: Terms\nsection: abroad\n---\nText.\n');
    const fault = await broadsheet(['page', 'new', '--file', faulty]);

    expect(created.out).toBe('"Imprint" is a draft. Publish it with: broadsheet page publish imprint\n');
    expect(published.out).toMatch(/^"Imprint" is public since .*, as \/imprint\n$/);
    expect(shown.out).toMatch(
      /^---\nheadline: Imprint\nstandfirst:\nslug: imprint\nlanguage: en-GB\nrevision: 1\n---\nWho answers for this\.\n$/,
    );
    expect(edited.out).toMatch(
      /^Saved as revision 2\. .*\nReaders see it as it was before; publish to change that\.\n$/,
    );
    expect([again.code, again.error]).toEqual([0, expect.stringContaining('has saved revision 2 meanwhile')]);
    expect(list.out).toContain('"Imprint" is public');
    expect(withdrawn.out).toBe('"Imprint" is withdrawn\n');
    expect([fault.code, fault.error]).toEqual([1, expect.stringContaining('faulty.md:3: section is not a field here')]);
  });
});

describe('broadsheet page edit', () => {
  const caller = colleague;
  let id: string;
  beforeEach(async () => {
    const body = { headline: 'Contact', slug: `contact-${randomUUID()}`, body: 'First.\n\nSecond.\n\nThird.\n' };
    id = (await app.post('/v1/newsroom/pages', body, { caller })).json.id;
  });
  const read = async () => (await app.get(`/v1/newsroom/pages/${id}`, { caller })).json;
  const colleagueSaves = async (changes: object) => {
    const { version } = await read();
    const headers = { 'if-match': `"${version}"` };
    await app.request('PATCH', `/v1/newsroom/pages/${id}`, { body: changes, caller, headers });
  };

  it('puts both changes together when a colleague saved another part meanwhile', async () => {
    meanwhile = () => colleagueSaves({ standfirst: 'Theirs.', body: 'First.\n\nSecond.\n\nTheir third.\n' });

    const ended = await broadsheet(
      ['page', 'edit', id],
      editorThat(['First.', 'My first.'], ['Contact', 'Write to us']),
    );

    expect(ended).toMatchObject({ code: 0, error: expect.stringContaining('tobias@example.org has saved revision 2') });
    expect(await read()).toMatchObject({
      revision: 3,
      headline: 'Write to us',
      standfirst: 'Theirs.',
      body: 'My first.\n\nSecond.\n\nTheir third.\n',
    });
    expect(keptFiles()).toEqual([]);
  });

  it('shows both changes of one place, and overwrites neither', async () => {
    meanwhile = () => colleagueSaves({ headline: 'Theirs', body: 'First.\n\nTheir second.\n\nThird.\n' });

    const refused = await broadsheet(['page', 'edit', id], editorThat(['Second.', 'My second.'], ['Contact', 'Mine']));

    const path = keptPath(refused.error);
    expect(refused).toMatchObject({ code: 1, out: '', error: expect.stringContaining('in 2 places') });
    expect(refused.error).toContain(`broadsheet page edit ${id} --file ${path}`);
    expect(readFileSync(path, 'utf8')).toContain(
      '<<<<<<< yours\nMy second.\n||||||| before\nSecond.\n=======\nTheir second.\n>>>>>>> tobias@example.org, revision 2\n',
    );
    expect(await read()).toMatchObject({ revision: 2, headline: 'Theirs' });
  });
});

describe('broadsheet menus', () => {
  it('shows and changes menus, and names the item that is refused', async () => {
    const before = await broadsheet(['menus', 'show', 'header']);
    const set = await broadsheet([
      'menus',
      'set',
      'more',
      'tag:harbour',
      'The city=section:home',
      'Find=/archive/2026-11?a=b',
    ]);
    const shown = await broadsheet(['menus', 'show', 'more']);
    const fault = await broadsheet(['menus', 'set', 'more', 'tag:harbour', 'Evil=javascript:alert(1)']);
    const none = await broadsheet(['menus', 'set', 'more']);
    const back = await broadsheet(['menus', 'set', 'more', '--usual']);

    expect(before.out).toBe('header (as in an untouched paper)\n  section:abroad\n  section:home\n');
    expect(set.out).toBe('more\n  tag:harbour\n  The city=section:home\n  Find=/archive/2026-11?a=b\n');
    expect(shown.out).toBe(set.out);
    expect([fault.code, fault.error]).toEqual([
      1,
      expect.stringContaining('items/1/address must be a path of the site'),
    ]);
    expect(none.code).toBe(2);
    expect(back.out).toBe('more (as in an untouched paper)\n');
  });
});
