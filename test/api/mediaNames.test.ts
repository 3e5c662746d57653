import { hash } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { type App, startApp } from '../support/app.ts';
import { MEDIA } from '../support/library.ts';
import { Editor } from '../support/newsroom.ts';

let app: App;
let editor: Editor;

beforeAll(async () => {
  app = await startApp();
  editor = new Editor(app);
});

/** Takes a PDF file into the library. @returns its record. */
async function take(fileName: string, text: string) {
  const bytes = Buffer.from(`%PDF-1.4\n${text}\n%%EOF`);
  const body = { fileName, type: 'application/pdf', bytes: bytes.length, sha256: hash('sha256', bytes) };
  const { json } = await editor.send('POST', MEDIA, { body });
  expect((await app.upload(json.upload, bytes)).status).toBe(204);
  await app.develop();
  return (await editor.get(`${MEDIA}/${json.id}`)).json;
}

const bytesOf = ({ body = '', isBase64Encoded = false }) => Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8');

describe('a file named', () => {
  it.each([
    ['minutes #4.pdf', 'minutes #4.pdf'],
    ['100%.pdf', '100%.pdf'],
    ['a%2fb.pdf', 'a%2fb.pdf'],
    ['%E0%A4%A.pdf', '%E0%A4%A.pdf'],
    ['a+b & c=d.pdf', 'a+b & c=d.pdf'],
    ['it’s (1), "final"; *really*.pdf', 'it’s (1), final; really.pdf'],
    ["it's.pdf", "it's.pdf"],
    ['橙柿 文章.pdf', '橙柿 文章.pdf'],
    ['Mu\u0308nchen.pdf', 'München.pdf'],
    ['why?.pdf', 'why.pdf'],
  ])('%s is served and saved as %s', async (name, saved) => {
    const { files } = await take(name, name);

    const [{ url }] = files;
    const answer = await app.get(url);
    const [, encoded = ''] =
      /^attachment; filename\*=UTF-8''([\w!#$&+.^`|~%-]+)$/.exec(answer.headers['content-disposition'] ?? '') ?? [];

    expect(answer.statusCode).toBe(200);
    expect(decodeURIComponent(encoded)).toBe(saved);
    expect(new URL(url, 'https://broadsheet.example').pathname).toBe(url);
  });

  it('as another is has an address of its own, and the same file keeps its first name', async () => {
    const [one, other] = [await take('story.pdf', 'first'), await take('story.pdf', 'second')];
    const { sha256: _sha256, ...again } = (
      await editor.send('POST', MEDIA, {
        body: { fileName: 'renamed.pdf', type: 'application/pdf', bytes: one.bytes, sha256: one.sha256 },
      })
    ).json;

    expect(one.files[0].url).not.toBe(other.files[0].url);
    expect(bytesOf(await app.get(one.files[0].url)).toString()).toContain('first');
    expect(again).toMatchObject({ id: one.id, fileName: 'story.pdf', upload: null });
  });
});
