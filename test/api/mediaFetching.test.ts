import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { type FetchFile, FetchRefused } from '../../functions/media/fetching/fetchFile.ts';
import { startApp } from '../support/app.ts';
import { MEDIA, mediaViolations } from '../support/library.ts';
import { Editor } from '../support/newsroom.ts';

const PIXEL =
  '<svg xmlns="http://www.w3.org/2000/svg" width="640" height="480"><rect width="640" height="480" fill="#3f6f73"/></svg>';
const URL = 'https://agency.example/pictures/2026/A%20quay.svg?size=full';

async function paperThatFinds(fetchFile: FetchFile) {
  const app = await startApp({ fetchFile });
  const editor = new Editor(app);
  return { app, fetched: (body: object) => editor.send('POST', `${MEDIA}/fetched`, { body }), editor };
}

const finds =
  (file: string): FetchFile =>
  async (url) => ({ url, bytes: Buffer.from(file) });

describe('POST /v1/newsroom/media/fetched', () => {
  it('takes a file into the library as an upload does, once', async () => {
    const { app, fetched, editor } = await paperThatFinds(finds(PIXEL));

    const first = await fetched({ url: URL, alt: 'A quay.', credit: 'Agency', rights: 'agency' });
    await app.develop();
    const again = await fetched({ url: 'https://elsewhere.example/same.svg' });

    expect(first.statusCode).toBe(201);
    expect(first.json).toMatchObject({ state: 'awaited', fileName: 'A quay.svg', mediaType: 'image/svg+xml' });
    expect(again.json).toMatchObject({ id: first.json.id, state: 'ready', alt: 'A quay.', credit: 'Agency' });
    expect((await editor.get(MEDIA)).json.items).toHaveLength(1);
    expect(await mediaViolations(app)).toEqual([]);
  });

  it('says why there is nothing to take', async () => {
    const { fetched } = await paperThatFinds(() =>
      Promise.reject(new FetchRefused(({ faults }) => faults.answers(404))),
    );

    const { statusCode, json } = await fetched({ url: URL });

    expect(statusCode).toBe(422);
    expect(json.errors).toEqual([{ pointer: '/url', detail: 'answers 404' }]);
  });

  it('says why in the language of who asks', async () => {
    const { editor } = await paperThatFinds(() =>
      Promise.reject(new FetchRefused(({ faults }) => faults.answers(404))),
    );

    const answers = ['de', 'fr', 'ar'].map((language) =>
      editor.send('POST', `${MEDIA}/fetched`, { body: { url: URL }, headers: { 'accept-language': language } }),
    );

    expect((await Promise.all(answers)).map(({ json }) => [json.detail, json.errors[0].detail])).toEqual([
      ['url antwortet mit 404.', 'antwortet mit 404'],
      ['url\u00a0: répond 404.', 'répond 404'],
      ['url: يجيب بالرمز 404.', 'يجيب بالرمز 404'],
    ]);
  });

  it('takes nothing that the library has no use for', async () => {
    const { fetched, editor } = await paperThatFinds(finds('<!doctype html><title>Sign in</title>'));

    const { statusCode, json } = await fetched({ url: URL });

    expect(statusCode).toBe(422);
    expect(json.errors).toEqual([{ pointer: '/url', detail: 'leads to no picture, audio file or PDF' }]);
    expect((await editor.get(MEDIA)).json.items).toEqual([]);
  });

  it.each([
    ['a program', Buffer.from('MZ\x90\0')],
    ['an archive', Buffer.from('PK\x03\x04')],
    ['a compressed drawing', gzipSync(PIXEL)],
    ['nothing', Buffer.alloc(0)],
    ['a TIFF', Buffer.from('II*\0\x08\0\0\0')],
  ])('leaves %s where it is, whatever its name says', async (_what, bytes) => {
    const { fetched } = await paperThatFinds(async (url) => ({ url, bytes }));

    expect((await fetched({ url: URL })).statusCode).toBe(422);
  });

  it.each(['http://agency.example/a.jpg', 'ftp://agency.example/a.jpg', '/a.jpg', '', 'https://'])(
    'asks nobody for %j',
    async (url) => {
      const { fetched } = await paperThatFinds(() => Promise.reject(new Error('asked')));

      const { statusCode, json } = await fetched({ url });

      expect([statusCode, json.errors?.[0]?.pointer]).toEqual([422, '/url']);
    },
  );

  it.each([
    ['https://agency.example/', 'file.svg'],
    ['https://agency.example/%ff.svg', '%ff.svg'],
    ['https://agency.example/..%2F..%2Fetc%2Fpasswd', 'passwd.svg'],
    ['https://agency.example/%E2%80%AEgpj.svg', 'gpj.svg'],
    [`https://agency.example/${'a'.repeat(300)}.svg`, `${'a'.repeat(96)}.svg`],
    ['https://agency.example/%E6%B8%AF%E5%8F%A3.svg', '港口.svg'],
  ])('names the file at %s %s', async (url, fileName) => {
    const { fetched } = await paperThatFinds(finds(PIXEL));

    expect((await fetched({ url })).json.fileName).toBe(fileName);
  });
});
