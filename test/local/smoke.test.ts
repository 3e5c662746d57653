import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, describe, expect, it, onTestFinished } from 'vitest';
import { defaultSettings } from '../../functions/comments/settings/resolve.ts';
import { explain } from '../../infra/commands/explainFault.ts';
import { type Step, walk } from '../../infra/commands/walk.ts';
import { functionNames, functions } from '../../infra/functions.ts';
import { openIssuer } from '../../infra/local/issuer.ts';
import { type App, startApp } from '../support/app.ts';
import { bareEnvironment } from '../support/bareEnvironment.ts';
import { serveApp } from '../support/commandLine.ts';
import { Commenting } from '../support/commenting.ts';
import { aCopy, aDirectory, keepSeeds, start } from '../support/localServer.ts';
import { Editor, scan } from '../support/newsroom.ts';

keepSeeds();

const directory = mkdtempSync(join(tmpdir(), 'broadsheet-'));
afterAll(() => rmSync(directory, { recursive: true }));
const issuer = openIssuer(directory);
const answering = functionNames.filter((name) => !functions[name].calledBy);

/** Runs `npm run smoke` to its end. */
async function smoke(...args: readonly string[]) {
  const child = spawn(process.execPath, ['infra/commands/smoke.ts', ...args], {
    cwd: join(import.meta.dirname, '../..'),
    env: { ...bareEnvironment, HOME: directory, XDG_CONFIG_HOME: directory },
  });
  const [out, error, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
  return { code: code as number, out, error };
}

/** A walk through an app, where one route answers something else. */
async function walkThrough(
  app: App,
  instead?: { readonly key: string; readonly status: number; readonly body: object },
) {
  const server = await serveApp(app, issuer, async (route, ask) =>
    instead?.key === `${route.method} ${route.path}`
      ? {
          statusCode: instead.status,
          headers: { 'content-type': 'application/problem+json' },
          body: JSON.stringify(instead.body),
        }
      : ask(),
  );
  onTestFinished(server.close);
  app.setClock(new Date().toISOString());
  const token = await issuer.token({ name: 'smoke', groups: ['editors', 'moderators'], hours: 1 });
  const steps: Step[] = [];
  const asked = walk({
    url: server.url,
    token: async () => token,
    email: 'walker@example.org',
    propagationMilliseconds: 0,
    onStep: (step) => steps.push(step),
  });
  return { asked, steps };
}

describe('npm run smoke', () => {
  it('walks through a laptop’s server, again and again, and leaves one withdrawn article', async () => {
    const server = await start({ data: aCopy() });
    const count = async (state: string) => {
      const token = await openIssuer(server.data).token({ name: 'ines', groups: ['editors'], hours: 1 });
      const answer = await fetch(`http://127.0.0.1:${server.port()}/v1/newsroom/articles?state=${state}&limit=100`, {
        headers: { authorization: `Bearer ${token}` },
      });
      return ((await answer.json()) as { items: unknown[] }).items.length;
    };
    const before = [await count('draft'), await count('withdrawn'), await count('published')];

    const ended = [await smoke('--data', server.data), await smoke('--data', server.data)];

    const after = [await count('draft'), await count('withdrawn'), await count('published')];
    expect(ended.map(({ code, error }) => ({ code, error }))).toEqual(Array(2).fill({ code: 0, error: '' }));
    for (const name of answering) expect(ended[0]?.out).toContain(name);
    expect(ended[1]?.out).toContain('POST /v1/newsroom/articles/{id}/restore');
    expect(after).toEqual([before[0], (before[1] ?? 0) + 1, before[2]]);
  });

  it('says that no server runs', async () => {
    const ended = await smoke('--data', aDirectory());

    expect(ended).toMatchObject({ code: 1, out: '', error: expect.stringContaining('npm start') });
  });

  it('knows no stage that is not there', async () => {
    const ended = await smoke('--stage', 'nowhere');

    expect(ended.code).toBe(1);
    expect(ended.error).toContain('There is no stage "nowhere"');
  });
});

describe('a walk', () => {
  it('asks every function that answers, and leaves nobody’s words', async () => {
    const app = await startApp();

    const { asked } = await walkThrough(app);

    expect([...(await asked)].sort()).toEqual([...answering].sort());
    const items = [...(await scan(app, 'published')), ...(await scan(app, 'newsroom'))];
    const submissions = items.filter(({ type }) => type === 'submission');
    expect(submissions).toMatchObject([{ verdict: 'removed', comment: '', email: '' }]);
    expect(items.filter(({ type }) => type === 'article' || type === 'entry')).toEqual([]);
    expect(await new Commenting(app).disorder(new Date().toISOString())).toEqual([]);
  });

  it.each([
    ['where comments close with age, by an article of its own', { closeAfterDays: 1 }],
    ['where there are no comments', { open: false }],
    ['where every comment is published at once', { moderation: 'all-published' as const }],
  ])('goes through %s', async (_where, settings) => {
    const app = await startApp({ settings: { ...defaultSettings, ...settings } });

    await (await walkThrough(app)).asked;
    const { asked, steps } = await walkThrough(app);

    expect([...(await asked)].sort()).toEqual([...answering].sort());
    expect(steps.length).toBeGreaterThan(20);
  });

  it('goes on where one before was ended by force', async () => {
    const app = await startApp();
    const editor = new Editor(app);
    await editor.publish({ slug: 'smoke-test' });

    const { asked, steps } = await walkThrough(app);

    await asked;
    expect(steps.map(({ route }) => route.key)).toContain('POST /v1/newsroom/articles/{id}/withdraw');
    expect((await app.get('/v1/articles/smoke-test')).statusCode).toBe(410);
  });

  it.each([
    ['POST /v1/moderation/comments/{id}/decisions', 503, 'moderation.decide'],
    ['GET /{section}/feed.rss', 500, 'feeds.read'],
    ['POST /v1/newsroom/articles/{id}/publish', 503, 'newsroom.edit'],
    ['POST /v1/articles/{slug}/comments', 500, 'comments.submit'],
  ])('names what answered %s with %i, and takes back what it made', async (key, status, name) => {
    const app = await startApp();
    const body = { detail: 'The fault is ours.', instance: 'urn:broadsheet:request:4e935619' };

    const { asked } = await walkThrough(app, { key, status, body });

    await expect(asked).rejects.toMatchObject({
      name: 'WalkFault',
      requestId: '4e935619',
      step: { status, route: { function: name, key } },
      message: expect.stringContaining(`${key} (${name}) answered ${status}`),
    });
    const items = [...(await scan(app, 'published')), ...(await scan(app, 'newsroom'))];
    expect(items.filter(({ type }) => type === 'article' || type === 'entry')).toEqual([]);
    expect(items.filter(({ type, phase }) => type === 'copy' && phase !== 'withdrawn')).toEqual([]);
    expect(items.filter(({ type, email }) => type === 'submission' && email !== '')).toEqual([]);
  });

  it('says what a paper without sections lacks', async () => {
    const { json } = { json: { items: [] } };
    const app = await startApp();

    const { asked } = await walkThrough(app, { key: 'GET /v1/newsroom/sections', status: 200, body: json });

    await expect(asked).rejects.toThrow('no section that is open');
  });
});

describe('what a log says of a fault', () => {
  it('is the permission that is missing', () => {
    const log = JSON.stringify({
      level: 'ERROR',
      error:
        'AccessDeniedException: User: arn:aws:sts::111122223333:assumed-role/Broadsheet-x/y is not authorized to perform: dynamodb:BatchGetItem on resource: arn:aws:dynamodb:eu-central-1:111122223333:table/Newsroom because no identity-based policy allows the dynamodb:BatchGetItem action',
    });

    const explained = explain(log);

    expect(explained).toContain(
      'Missing permission: dynamodb:BatchGetItem on arn:aws:dynamodb:eu-central-1:111122223333:table/Newsroom.',
    );
  });

  it('is its newest error otherwise, and nothing where it is empty', () => {
    expect(explain('first error\nTask timed out after 10.00 seconds')).toBe(
      'Its log: Task timed out after 10.00 seconds',
    );
    expect(explain('')).toBeUndefined();
  });
});
