import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Result } from '../../functions/media/develop/result.ts';
import { openIssuer } from '../../infra/local/issuer.ts';
import { type App, startApp } from '../support/app.ts';
import { type Ended, runBroadsheet, serveApp } from '../support/commandLine.ts';
import { MEDIA, useIn } from '../support/library.ts';
import { Editor } from '../support/newsroom.ts';

const directory = mkdtempSync(join(tmpdir(), 'broadsheet-'));
const issuer = openIssuer(directory);
let app: App;
let editor: Editor;
let server: Awaited<ReturnType<typeof serveApp>>;
let token: string;
let home: string;
/** What a colleague does at the moment a save arrives, before it is looked at. */
let meanwhile: (() => Promise<unknown>) | undefined;
/** Whether uploads are developed before anybody asks for their record. */
let develops: boolean;

beforeAll(async () => {
  token = await issuer.token({ name: 'ines@example.org', groups: ['editors'], hours: 1 });
});

const picture: Result = {
  kind: 'picture',
  picture: { width: 2_400, height: 1_600, focalPoint: { x: 50, y: 50 }, color: '#204060' },
  details: { credit: 'Ines Calder' },
  files: (async function* () {})(),
};

beforeEach(async () => {
  app = await startApp({
    developer: {
      develop: async (bytes, { mediaType }) => {
        if (Buffer.from(bytes).includes('broken')) return { kind: 'refused', fault: 'emptyFile' };
        return mediaType === 'application/pdf'
          ? { kind: 'file', file: { name: 'report.pdf', mediaType, bytes, disposition: 'inline' } }
          : picture;
      },
      crop: async () => picture,
    },
  });
  editor = new Editor(app);
  develops = true;
  meanwhile = undefined;
  server = await serveApp(app, issuer, async ({ method, path }, ask) => {
    if (method === 'PATCH') {
      const act = meanwhile;
      meanwhile = undefined;
      await act?.();
    }
    if (develops && path === '/v1/newsroom/media/{id}') await app.develop();
    return ask();
  });
  home = mkdtempSync(join(directory, 'home-'));
  return async () => {
    server.close();
    await app.stop();
  };
});

afterAll(() => rmSync(directory, { recursive: true }));

const broadsheet = (args: readonly string[], env: Record<string, string> = {}): Promise<Ended> =>
  runBroadsheet(args, { home, env: { BROADSHEET_URL: server.url, BROADSHEET_TOKEN: token, ...env } });

const JPEG = Buffer.from('ffd8ffe0', 'hex');
function file(name: string, text: string | Buffer): string {
  writeFileSync(join(home, name), text);
  return name;
}
const aPhoto = (name: string, text = name) => file(name, Buffer.concat([JPEG, Buffer.from(text)]));
const library = async () => (await editor.get(`${MEDIA}?limit=100`)).json.items;

/** An editor that puts one text for another. */
function editorThat(from: string, to: string): Record<string, string> {
  const script = join(home, 'editor.mjs');
  writeFileSync(
    script,
    `import { readFileSync, writeFileSync } from 'node:fs';
     const file = process.argv.at(-1);
     const text = readFileSync(file, 'utf8');
     if (!text.includes(${JSON.stringify(from)})) throw new Error('not in ' + text);
     writeFileSync(file, text.replace(${JSON.stringify(from)}, () => ${JSON.stringify(to)}));`,
  );
  return { EDITOR: `'${process.execPath}' '${script}'` };
}

describe('broadsheet media add', () => {
  it('puts files into the library, says what is missing, and skips what is there', async () => {
    const names = [aPhoto('quay.jpg'), aPhoto('boat.jpg'), file('report.pdf', '%PDF-1.7')];

    const first = await broadsheet([
      'media',
      'add',
      ...names,
      '--rights',
      'staff',
      '--keywords',
      'harbour',
      '--keywords',
      'fog',
    ]);
    const again = await broadsheet(['media', 'add', ...names, '--json']);

    expect([first.code, first.error]).toEqual([0, '']);
    const items = await library();
    expect(items).toHaveLength(3);
    for (const { rights, keywords, credit, kind } of items) {
      expect([rights, keywords, credit]).toEqual([
        'staff',
        ['harbour', 'fog'],
        kind === 'picture' ? 'Ines Calder' : null,
      ]);
    }
    const quay = items.find(({ fileName }: { fileName: string }) => fileName === 'quay.jpg');
    expect(first.out).toContain(`${quay.id}  2400 × 1600  /media/${quay.id}/1920.avif  quay.jpg\n  alt is missing`);
    expect(first.out).toContain('/report.pdf  report.pdf');
    expect(again.code).toBe(0);
    expect(JSON.parse(again.out).map(({ outcome }: { outcome: string }) => outcome)).toEqual([
      'there',
      'there',
      'there',
    ]);
  });

  it('goes on after a file that fails, says which it was, and fails in the end', async () => {
    mkdirSync(join(home, 'folder'));
    const names = [aPhoto('broken.jpg'), file('notes.txt', 'Notes.'), 'nowhere.jpg', 'folder', aPhoto('quay.jpg')];

    const { code, out, error } = await broadsheet(['media', 'add', ...names]);

    expect(code).toBe(1);
    expect(out).toContain('quay.jpg');
    expect(error.trim().split('\n')).toEqual([
      'broken.jpg was refused: The file is empty. Upload it again.',
      'notes.txt is no picture, audio file or PDF that the library takes',
      'nowhere.jpg cannot be read (ENOENT)',
      'folder cannot be read (EISDIR)',
    ]);
    expect(await library()).toHaveLength(1);
  });

  it('waits for no longer than it is told, and a later run finds the file', async () => {
    develops = false;
    const name = aPhoto('quay.jpg');
    const early = await broadsheet(['media', 'add', name, '--wait', '0']);
    develops = true;
    const late = await broadsheet(['media', 'add', name]);

    expect(early.code).toBe(1);
    expect(early.error).toMatch(/^quay.jpg is not developed yet; look with: broadsheet media show [0-9a-f]{32}\n$/);
    expect([late.code, late.error]).toEqual([0, '']);
    expect(await library()).toHaveLength(1);
  });

  it('refuses what it does not understand before anything is sent', async () => {
    const name = aPhoto('quay.jpg');
    const licence = await broadsheet(['media', 'add', name, '--license', 'CC BY']);
    const point = await broadsheet(['media', 'add', name, '--focal-point', 'left']);
    const rights = await broadsheet(['media', 'add', name, '--rights', 'mine']);

    expect([licence.code, point.code, rights.code]).toEqual([2, 2, 1]);
    expect(rights.error).toContain('quay.jpg rights must be "unknown" or "staff"');
    expect(await library()).toEqual([]);
  });
});

describe('the other commands of broadsheet media', () => {
  let id: string;
  beforeEach(async () => {
    const { out } = await broadsheet(['media', 'add', aPhoto('quay.jpg'), '--json', '--title', 'Quay at dawn']);
    id = JSON.parse(out)[0].media.id;
  });

  it('list by words and conditions', async () => {
    const all = await broadsheet(['media', 'list']);
    const found = await broadsheet([
      'media',
      'list',
      'dawn',
      'qua',
      '--unused',
      '--uploader',
      'ines@example.org',
      '--json',
    ]);
    const usable = await broadsheet(['media', 'list', '--usable']);
    const wrong = await broadsheet(['media', 'list', '--kind', 'film']);

    expect(all.out).toBe(`${id}  2026-11-23 12:00 UTC  2400 × 1600  Quay at dawn (alt is missing)\n`);
    expect(JSON.parse(found.out)).toMatchObject([{ id, title: 'Quay at dawn' }]);
    expect(usable.out).toBe('There is none.\n');
    expect([wrong.code, wrong.error]).toEqual([1, expect.stringContaining('kind must be "picture" or')]);
  });

  it('show what is known, and what uses it', async () => {
    await useIn(await editor.create({ headline: 'The ferry sails again', slug: 'ferry' }), id);

    const { out } = await broadsheet(['media', 'show', id]);

    expect(out).toContain('title: Quay at dawn\n');
    expect(out).toContain('\nalt is missing\n');
    expect(out).toContain(`\n/media/${id}/320.avif\n`);
    expect(out).toContain('used by "The ferry sails again" (ferry, draft)');
  });

  it('edit by options, and in an editor', async () => {
    const byOption = await broadsheet([
      'media',
      'edit',
      id,
      '--alt',
      'A quay.',
      '--title',
      '',
      '--focal-point',
      '10, 90',
    ]);
    const inEditor = await broadsheet(['media', 'edit', id], editorThat('caption:\n', 'caption: "1984"\n'));
    const unchanged = await broadsheet(['media', 'edit', id], { EDITOR: 'true' });

    expect([byOption.out, inEditor.out, unchanged.out]).toEqual([
      'Saved as version 3.\n',
      expect.stringMatching(/^Saved as version \d\.\n$/),
      'Nothing was changed.\n',
    ]);
    expect((await library())[0]).toMatchObject({
      alt: 'A quay.',
      title: '',
      caption: '1984',
      focalPoint: { x: 10, y: 90 },
    });
  });

  it('keep a text that is refused, and name its line', async () => {
    const refused = await broadsheet(['media', 'edit', id], editorThat('expires:\n', 'expires: tomorrow\n'));
    const unknown = await broadsheet(['media', 'edit', id, '--file', file('other.yaml', '---\naltText: A quay.\n')]);

    expect(refused.code).toBe(1);
    expect(refused.error).toContain('expires must be an RFC 3339 date-time');
    expect(refused.error).toMatch(/Go on with:\n\n {2}broadsheet media edit [0-9a-f]{32} --file \S+\.yaml/);
    expect(unknown.error).toContain('other.yaml:2: there is no field "altText"');
  });

  it("put a colleague's change and one's own together, unless they are of one detail", async () => {
    const tobias = new Editor(app, 'tobias@example.org');
    const change = (body: object) => async () => {
      const { etag } = (await tobias.get(`${MEDIA}/${id}`)).headers;
      await tobias.send('PATCH', `${MEDIA}/${id}`, { body, headers: { 'if-match': etag ?? '' } });
    };

    meanwhile = change({ caption: 'Dawn.' });
    const both = await broadsheet(['media', 'edit', id, '--alt', 'A quay.']);
    meanwhile = change({ alt: 'Another quay.' });
    const one = await broadsheet(['media', 'edit', id, '--alt', 'My quay.']);

    expect([both.code, both.error]).toEqual([
      0,
      'tobias@example.org has changed caption meanwhile; both changes are kept.\n',
    ]);
    expect([one.code, one.error]).toEqual([
      1,
      'tobias@example.org has changed alt meanwhile; nothing was overwritten.\n',
    ]);
    expect((await library())[0]).toMatchObject({ alt: 'Another quay.', caption: 'Dawn.' });
  });

  it('remove only what is said to be removed', async () => {
    const asked = await broadsheet(['media', 'remove', id]);
    const removed = await broadsheet(['media', 'remove', id, '--yes']);
    const again = await broadsheet(['media', 'show', id]);

    expect([asked.code, asked.error]).toEqual([1, 'This removes "Quay at dawn" for good. If so, say --yes.\n']);
    expect(removed.out).toBe('"Quay at dawn" is removed.\n');
    expect([again.code, again.error]).toEqual([1, `The media library has no file ${id}.\n`]);
  });
});
