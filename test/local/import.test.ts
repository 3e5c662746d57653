import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { WorkingCopy } from '../../functions/newsroom/articles/schema.ts';
import { openIssuer } from '../../infra/local/issuer.ts';
import { readSeeds } from '../../seeds/load.ts';
import { loadRecords } from '../../seeds/pictures/load.ts';
import { type App, startApp } from '../support/app.ts';
import { broadsheetFile, type Ended, environmentOf, runBroadsheet, serveApp } from '../support/commandLine.ts';

const directory = mkdtempSync(join(tmpdir(), 'broadsheet-import-'));
const issuer = openIssuer(directory);
const caller = { name: 'tobias@example.org', groups: ['editors'] };

let app: App;
let server: Awaited<ReturnType<typeof serveApp>>;
let env: Record<string, string>;
/** What happens in place of the next publication. */
let insteadOfPublishing: (() => void) | undefined;
/** Whether the answer to the next article that is begun is lost. */
let isLost = false;

beforeAll(async () => {
  app = await startApp();
  server = await serveApp(app, issuer, async ({ method, path }, ask) => {
    const busy = { statusCode: 503, headers: { 'retry-after': '1' }, body: '{}' };
    if (path.endsWith('/publish') && insteadOfPublishing) {
      insteadOfPublishing();
      insteadOfPublishing = undefined;
      return busy;
    }
    const answer = await ask();
    const isBegun = method === 'POST' && path === '/v1/newsroom/articles';
    if (!isBegun || !isLost) return answer;
    isLost = false;
    return busy;
  });
  const token = await issuer.token({ name: 'ines@example.org', groups: ['editors'], hours: 1 });
  env = { BROADSHEET_URL: server.url, BROADSHEET_TOKEN: token };
});

afterAll(() => {
  server.close();
  rmSync(directory, { recursive: true });
});

let home: string;
let count = 0;
/** What no other test calls its sources and slugs. */
let own: string;
beforeEach(() => {
  home = mkdtempSync(join(directory, 'home-'));
  count += 1;
  own = `t${count}`;
});

const broadsheet = (...args: readonly string[]): Promise<Ended> => runBroadsheet(args, { home, env });

/** Imports, and tells what became of each file. */
async function imported(...args: readonly string[]) {
  const { out, ...ended } = await broadsheet('import', '--json', ...args);
  return { ...ended, outcomes: JSON.parse(out) as Record<string, string>[] };
}

/** Writes a file below the folder that the command runs in, and gives its path below it. */
function file(name: string, text: string | Uint8Array): string {
  const path = join(home, own, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  return `${own}/${name}`;
}

const article = (headline: string, more = '', body = 'The text.\n') => `---
headline: ${headline}
standfirst: A short one.
section: home
tags: [harbour]
byline: [Ines Calder]
${more}---
${body}`;

const copyOf = async (slug: string): Promise<WorkingCopy> =>
  (await app.get(`/v1/newsroom/lookup?slug=${slug}`, { caller })).json;

async function patch({ id, version }: WorkingCopy, body: object): Promise<WorkingCopy> {
  const headers = { 'if-match': `"${version}"` };
  const answer = await app.request('PATCH', `/v1/newsroom/articles/${id}`, { body, headers, caller });
  expect(answer.statusCode).toBe(200);
  return answer.json;
}

describe('broadsheet import', () => {
  it('makes drafts, schedules what is to come, and tells file and line of what fails', async () => {
    const files = [
      file('past.md', article('Past', 'publishedAt: 2021-12-31T06:30:00Z\n')),
      file('future.md', article('Future', 'publishedAt: 2099-12-31T06:30:00Z\n')),
      file('bad-section.md', article('Bad').replace('home', 'nowhere')),
      file('yaml.md', article('One: two: three')),
    ];

    const first = await broadsheet('import', ...files);
    const again = await broadsheet('import', ...files.slice(0, 2));

    expect(first).toMatchObject({ code: 1, out: '1 scheduled, 1 imported as drafts, 2 failed.\n' });
    expect(first.error).toContain(`${files[2]}:4: section is not a section of the paper`);
    expect(first.error).toContain(`${files[3]}:2: Nested mappings are not allowed`);
    expect(again).toEqual({ code: 0, error: '', out: '2 unchanged.\n' });
  });

  it('publishes an article that a busy service had begun all the same', async () => {
    isLost = true;

    const { outcomes } = await imported('--publish', file(`${own}-busy.md`, article('Busy import')));

    expect(outcomes).toMatchObject([{ outcome: 'published', slug: `${own}-busy` }]);
  });

  it('publishes with --publish, but not what was withdrawn', async () => {
    const gone = 'publishedAt: 2021-12-31T06:30:00Z\nwithdrawn: 2022-01-01T06:30:00Z\n';
    const files = [
      file(`${own}-out.md`, article('Out', 'publishedAt: 2021-12-31T06:30:00Z\ncomments: closed\n')),
      file(`${own}-gone.md`, article('Gone', gone)),
    ];

    const { outcomes } = await imported('--publish', ...files);

    expect(outcomes).toMatchObject([
      { outcome: 'published', slug: `${own}-out` },
      { outcome: 'draft', slug: `${own}-gone`, detail: 'imported without withdrawn' },
    ]);
    expect((await app.get(`/v1/articles/${own}-out`)).json.comments.open).toBe(false);
  });

  it('imports the seeds as they are', async () => {
    const seeds = ['biden-and-putin-speak-by-telephone', 'river-turbine-to-light-a-thousand-homes'].map((name) =>
      join(import.meta.dirname, `../../seeds/articles/${name}.md`),
    );
    const { pictures } = await readSeeds(join(import.meta.dirname, '../../seeds'));
    await loadRecords(app, pictures, new Date());

    const { outcomes } = await imported(...seeds);

    for (const { outcome, detail = '' } of outcomes) {
      expect(outcome === 'draft' || /section is not a section of the paper/.test(detail)).toBe(true);
    }
    expect(outcomes[0]?.outcome).toBe('draft');
  });
});

describe('an article’s source', () => {
  it('is its path below the folder given, and its slug the folder of an index.md', async () => {
    file(`posts/${own}-one/index.md`, article('One'));
    file(`posts/${own}-two/index.md`, article('Two'));
    file(`posts/${own}-three.md`, article('Three'));

    const first = await imported(`${own}/posts`);
    const elsewhere = await imported(join(home, own, 'posts'));

    expect(first).toMatchObject({ code: 0, error: '' });
    expect(first.outcomes).toMatchObject([
      { source: `${own}-one/index.md`, slug: `${own}-one`, outcome: 'draft' },
      { source: `${own}-three.md`, slug: `${own}-three`, outcome: 'draft' },
      { source: `${own}-two/index.md`, slug: `${own}-two`, outcome: 'draft' },
    ]);
    expect(elsewhere.outcomes.map(({ outcome }) => outcome)).toEqual(['unchanged', 'unchanged', 'unchanged']);
    expect(await copyOf(`${own}-two`)).toMatchObject({ source: `${own}-two/index.md`, headline: 'Two' });
  });

  it('may be called in any script, and makes a slug of it', async () => {
    file(`posts/${own} Новый Мост.md`, article('Мост'));
    file(`posts/${'й'.normalize('NFD')}.md`, article('Й', 'publishedAt: 2021-12-31T06:30:00Z\n'));

    const first = await imported(`${own}/posts`);
    const again = await imported(`${own}/posts`);

    expect(first.outcomes.map(({ slug }) => slug).sort()).toEqual([`${own}-новый-мост`, 'й']);
    expect(again.outcomes.map(({ outcome }) => outcome)).toEqual(['unchanged', 'unchanged']);
  });

  it('is refused at its byline where another author has the address, and taken with a slug', async () => {
    const byline = (author: string) => article('Ferry').replace('Ines Calder', author);
    file('a.md', byline('Zoë Ny'));
    const taken = file('b.md', byline('Zoe Ny'));
    const given = file('c.md', byline('{ name: Zoe Ny, slug: zoe-ny-2 }'));

    // Files of one import are sent side by side.
    const first = await imported(`${own}/a.md`);
    const others = await imported(taken, given);
    const again = await imported(given);

    expect([...first.outcomes, ...others.outcomes].map(({ outcome }) => outcome)).toEqual(['draft', 'failed', 'draft']);
    expect(others.outcomes[0]?.detail).toContain(`${taken}:6: byline`);
    expect(others.outcomes[0]?.detail).toContain('/authors/zoe-ny with "Zoë Ny"');
    expect(again.outcomes).toMatchObject([{ outcome: 'unchanged' }]);
  });

  it.each(['id', 'source'])('is what the %s in its front matter says', async (field) => {
    const before = file(`${own}-before.md`, article('Here', `${field}: post-${own}\n`));
    await imported(before);

    const { code, outcomes } = await imported(file(`${own}-after.md`, article('Here', `${field}: post-${own}\n`)));

    expect({ code, outcomes }).toMatchObject({ code: 0, outcomes: [{ outcome: 'unchanged', slug: `${own}-before` }] });
  });

  it('is that of one file in a run', async () => {
    const files = [
      file('a.md', article('A', `source: ${own}\nslug: ${own}-a\n`)),
      file('b.md', article('B', `source: ${own}\n`)),
    ];

    const { code, error } = await imported(...files);

    expect(code).toBe(1);
    expect(error).toContain(`${files[1]}:1: its source "${own}" is that of ${files[0]} too`);
  });

  it('is shown to editors, and stays when a text without it is saved', async () => {
    await imported(file(`${own}-shown.md`, article('Shown')));
    const path = file('kept.md', article('Shown and saved', 'revision: 1\n'));

    const shown = await broadsheet('show', `${own}-shown`);
    const saved = await broadsheet('edit', `${own}-shown`, '--file', path);

    expect(shown.out).toContain(`source: ${own}/${own}-shown.md\n`);
    expect(saved).toMatchObject({ code: 0 });
    expect(await copyOf(`${own}-shown`)).toMatchObject({
      headline: 'Shown and saved',
      source: `${own}/${own}-shown.md`,
    });
  });
});

describe('a slug that another article has', () => {
  it('gets a number, where the file does not name it itself', async () => {
    const files = ['a', 'b', 'c'].map((folder) => file(`${folder}/${own}-same.md`, article(`Of ${folder}`)));

    const first = await imported(...files);
    const again = await imported(...files);

    expect(first).toMatchObject({ code: 0 });
    expect(first.outcomes).toMatchObject([
      { slug: `${own}-same`, outcome: 'draft' },
      {
        slug: `${own}-same-2`,
        outcome: 'draft',
        detail: `"${own}-same" belongs to "Of a" (${own}/a/${own}-same.md)`,
      },
      { slug: `${own}-same-3`, outcome: 'draft' },
    ]);
    expect(again.outcomes.map(({ slug, outcome }) => [slug, outcome])).toEqual([
      [`${own}-same`, 'unchanged'],
      [`${own}-same-2`, 'unchanged'],
      [`${own}-same-3`, 'unchanged'],
    ]);
  });

  it('is told with both articles, where the file names it', async () => {
    const first = file('first.md', article('First', `slug: ${own}-mine\n`));
    const second = file('second.md', article('Second', `slug: ${own}-mine\n`));

    const { code, outcomes, error } = await imported(first, second);

    expect(code).toBe(1);
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(['draft', 'failed']);
    expect(error).toContain(`${second}:7: slug "${own}-mine" belongs to "First" (${first})`);
  });

  it('is the file’s own article, where that says the same and has no source yet', async () => {
    const { headers: _, ...answer } = await app.post(
      '/v1/newsroom/articles',
      {
        headline: 'By hand',
        standfirst: 'A short one.',
        section: 'home',
        tags: ['harbour'],
        slug: `${own}-hand`,
        byline: ['Ines Calder'],
        body: 'The text.\n',
      },
      { caller },
    );
    expect(answer.statusCode).toBe(201);
    const path = file(`${own}-hand.md`, article('By hand'));

    const first = await imported(path);
    const again = await imported(path);

    expect(first.outcomes).toMatchObject([{ outcome: 'unchanged', slug: `${own}-hand` }]);
    expect(again.outcomes).toMatchObject([{ outcome: 'unchanged', slug: `${own}-hand` }]);
    expect(await copyOf(`${own}-hand`)).toMatchObject({ source: path });
  });
});

describe('a file that has changed since', () => {
  it('is told, and saved with --update', async () => {
    const path = file(`${own}-changed.md`, article('Before'));
    await imported('--publish', path);
    file(`${own}-changed.md`, article('After', '', 'Another text.\n'));

    const told = await imported(path);
    const updated = await imported('--update', '--publish', path);
    const again = await imported(path);

    expect(told).toMatchObject({ code: 1, outcomes: [{ outcome: 'changed', slug: `${own}-changed` }] });
    expect(told.error).toContain(`${path}: differs from "${own}-changed" in headline, body; --update saves it`);
    expect(updated).toMatchObject({ code: 0, outcomes: [{ outcome: 'updated' }] });
    expect(again).toMatchObject({ code: 0, outcomes: [{ outcome: 'unchanged' }] });
    expect((await app.get(`/v1/articles/${own}-changed`)).json).toMatchObject({ headline: 'After' });
  });

  it('leaves readers what they have until it is published', async () => {
    const path = file(`${own}-quiet.md`, article('Before'));
    await imported('--publish', path);
    file(`${own}-quiet.md`, article('After'));

    const updated = await imported('--update', path);

    expect(updated.outcomes).toMatchObject([{ outcome: 'updated', detail: '--publish shows it to readers' }]);
    expect((await app.get(`/v1/articles/${own}-quiet`)).json).toMatchObject({ headline: 'Before' });
  });

  it('moves what is scheduled', async () => {
    const path = file(`${own}-moved.md`, article('Moved', 'publishedAt: 2099-12-31T06:30:00Z\n'));
    await imported(path);
    file(`${own}-moved.md`, article('Moved', 'publishedAt: 2099-11-30T06:30:00Z\n'));

    const told = await imported(path);
    const updated = await imported('--update', path);

    expect(told).toMatchObject({ code: 1, outcomes: [{ outcome: 'changed' }] });
    expect(updated).toMatchObject({ code: 0, outcomes: [{ outcome: 'updated' }] });
    expect(await copyOf(`${own}-moved`)).toMatchObject({ publishedAt: '2099-11-30T06:30:00.000Z' });
  });

  it('is put together with what was changed here', async () => {
    const path = file(`${own}-both.md`, article('Both', '', 'One.\n\nTwo.\n\nThree.\n'));
    await imported(path);
    await patch(await copyOf(`${own}-both`), { body: 'One.\n\nTwo.\n\nThree, by an editor.\n' });
    const left = await imported('--update', '--publish', path);
    file(`${own}-both.md`, article('Both', '', 'One, in the file.\n\nTwo.\n\nThree.\n'));

    const { outcomes } = await imported('--update', '--publish', path);

    expect(left).toMatchObject({ code: 0, outcomes: [{ outcome: 'unchanged' }] });
    expect(left.outcomes[0]?.detail).toContain('was changed here since it was imported, by tobias@example.org');
    expect(outcomes).toMatchObject([{ outcome: 'updated', detail: expect.stringContaining('merged') }]);
    expect(await copyOf(`${own}-both`)).toMatchObject({
      body: 'One, in the file.\n\nTwo.\n\nThree, by an editor.\n',
      state: 'draft',
    });
  });

  it('overwrites nothing that an editor has changed in the same place', async () => {
    const path = file(`${own}-clash.md`, article('Clash'));
    await imported(path);
    await patch(await copyOf(`${own}-clash`), { headline: 'By an editor' });
    file(`${own}-clash.md`, article('In the file'));

    const { code, error } = await imported('--update', path);

    expect(code).toBe(1);
    expect(error).toContain(`tobias@example.org has changed "${own}-clash" here where the file has changed too`);
    expect(await copyOf(`${own}-clash`)).toMatchObject({ headline: 'By an editor' });
  });
});

describe('a run that was killed', () => {
  /** Runs an import that is killed as it publishes its first article. */
  async function killed(...args: readonly string[]): Promise<void> {
    const child = spawn(process.execPath, [broadsheetFile, 'import', ...args], {
      cwd: home,
      env: environmentOf({ home, env }),
      stdio: 'ignore',
    });
    insteadOfPublishing = () => child.kill('SIGKILL');
    const [, signal] = await once(child, 'close');
    expect(signal).toBe('SIGKILL');
  }

  it('is finished by the next', async () => {
    const files = ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => file(`${own}-${name}.md`, article(name)));
    await killed('--publish', ...files);

    const next = await imported('--publish', ...files);
    const again = await imported('--publish', ...files);

    expect(next.code).toBe(0);
    expect(next.outcomes.map(({ outcome }) => outcome)).toContain('finished');
    expect(again.outcomes.map(({ outcome }) => outcome)).toEqual(files.map(() => 'unchanged'));
    for (const name of ['a', 'b', 'c', 'd', 'e', 'f']) {
      expect((await app.get(`/v1/articles/${own}-${name}`)).statusCode).toBe(200);
    }
  });

  it('is finished for what is to come, but not against an editor who has taken it back', async () => {
    const path = file(`${own}-later.md`, article('Later', 'publishedAt: 2099-12-31T06:30:00Z\n'));
    await killed(path);

    const next = await imported(path);
    const { id, version } = await copyOf(`${own}-later`);
    await app.post(`/v1/newsroom/articles/${id}/unschedule`, {}, { headers: { 'if-match': `"${version}"` }, caller });
    const again = await imported(path);

    expect(next).toMatchObject({ code: 0, outcomes: [{ outcome: 'finished' }] });
    expect(again).toMatchObject({ code: 0, outcomes: [{ outcome: 'unchanged' }] });
    expect(await copyOf(`${own}-later`)).toMatchObject({ state: 'draft' });
  });

  it('has published an update by the next', async () => {
    const path = file(`${own}-update.md`, article('Before'));
    await imported('--publish', path);
    file(`${own}-update.md`, article('After'));
    await killed('--update', '--publish', path);

    const next = await imported('--update', '--publish', path);

    expect(next).toMatchObject({ code: 0, outcomes: [{ outcome: 'finished' }] });
    expect((await app.get(`/v1/articles/${own}-update`)).json).toMatchObject({ headline: 'After' });
  });
});

describe('a file’s encoding', () => {
  const utf16 = (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le');

  it.each([
    [
      'in Windows-1252',
      Buffer.from(article('Caf\u00e9'), 'latin1'),
      ':2: byte 18 of the file, 0xE9 (é in Windows-1252)',
    ],
    ['in Windows-1252, quoted', Buffer.from(article('A \u0093'), 'latin1'), ':2: byte 17 of the file, 0x93 (“ in'],
    [
      'cut within a character',
      Buffer.from(article('A', '', '“Yes.”')).subarray(0, -1),
      ':8: byte 105 of the file, 0xE2',
    ],
    ['that spells a surrogate', Buffer.concat([Buffer.from(article('A')), Buffer.of(0xed, 0xa0, 0x80)]), ':9: byte'],
    ['in UTF-16', utf16(article('A')), ':1: the file is in UTF-16'],
    ['in UTF-16 without a mark, big-endian', utf16(article('A')).subarray(2).swap16(), ':1: the file is in UTF-16'],
  ])('%s is told', async (_, bytes, message) => {
    const path = file('encoded.md', bytes);

    const { code, outcomes, error } = await imported(path);

    expect({ code, outcomes }).toMatchObject({ code: 1, outcomes: [{ outcome: 'failed' }] });
    expect(error).toContain(`${path}${message}`);
  });

  it('may begin with a byte order mark', async () => {
    const { outcomes } = await imported(file(`${own}-mark.md`, `\ufeff${article('Marked')}`));

    expect(outcomes).toMatchObject([{ outcome: 'draft' }]);
  });

  it('was wrong before: the line of what was lost is told', async () => {
    const path = file('lost.md', article('Lost', '', 'One.\n\nTwo \ufffd three.\n'));

    const { code, error } = await imported(path);

    expect(code).toBe(1);
    expect(error).toContain(`${path}:10: body holds U+FFFD on line 3: the text was damaged when it was decoded`);
  });
});

describe('what readers do not get of a file', () => {
  it('is told with its lines', async () => {
    const path = file(`${own}-lossy.md`, article('Lossy', '', 'One.\n\n![The quay](quay.jpg)\n\n[A](../b/)\n'));

    const said = await broadsheet('import', path);
    file(`${own}-lossy.md`, article('Lossy still', '', 'One.\n\n![The quay](quay.jpg)\n'));
    const { code, outcomes } = await imported('--update', path);

    expect(said).toMatchObject({ code: 0 });
    expect(said.out).toContain(`${path}:10: picture quay.jpg is not at an https address; its words stay\n`);
    expect(said.out).toContain(`${path}:12: link to ../b/ is not a whole address`);
    expect(code).toBe(0);
    expect(outcomes[0]).toMatchObject({ outcome: 'updated', dropped: [{ what: 'picture quay.jpg', line: 10 }] });
  });
});
