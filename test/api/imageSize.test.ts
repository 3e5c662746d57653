import { describe, expect, it, vi } from 'vitest';
import { type FetchFile, FetchRefused } from '../../functions/media/fetching/fetchFile.ts';
import { startApp } from '../support/app.ts';
import { ARTICLES, aText, type Content, Editor } from '../support/newsroom.ts';
import { aPicture, exifBlock, exifSegment, withSegments } from '../support/pictures.ts';

const URL = 'https://img.example.org/boat.jpg';
const image = { url: URL, alt: 'A boat' };

const jpeg = await (await aPicture(160, 120)).jpeg().toBuffer();

async function paperThatFinds(fetchFile: FetchFile) {
  const asked = vi.fn(fetchFile);
  const app = await startApp({ fetchFile: asked });
  const editor = new Editor(app);
  const begin = (changes: Content) => editor.send('POST', ARTICLES, { body: aText(changes) });
  const save = ({ id, version }: { id: string; version: number }, method: 'PATCH' | 'PUT', body: object) =>
    editor.send(method, `${ARTICLES}/${id}`, { body, headers: { 'if-match': `"${version}"` } });
  return { app, asked, editor, begin, save };
}

const finds =
  (bytes: Uint8Array): FetchFile =>
  async (url) => ({ url, bytes });
const refuses: FetchFile = () => Promise.reject(new FetchRefused(({ faults }) => faults.answers(404)));

describe('the width and height of an image from another site', () => {
  it('are read at its address when nobody names them, from its beginning', async () => {
    const { asked, begin } = await paperThatFinds(finds(jpeg));

    const { statusCode, json } = await begin({ image });

    expect(statusCode).toBe(201);
    expect(json).toMatchObject({ image: { ...image, width: 160, height: 120 }, dropped: [] });
    expect(asked.mock.calls).toEqual([[URL, 256 * 1024, 'beginning']]);
  });

  it('are those of the upright picture', async () => {
    const { begin } = await paperThatFinds(finds(withSegments(jpeg, exifSegment(exifBlock({ 274: 6 })))));

    expect((await begin({ image })).json.image).toMatchObject({ width: 120, height: 160 });
  });

  it('are those that are named, of which none is asked for', async () => {
    const { asked, begin } = await paperThatFinds(finds(jpeg));

    expect((await begin({ image: { ...image, width: 3, height: 2 } })).json.image).toMatchObject({
      width: 3,
      height: 2,
    });
    expect(asked).not.toHaveBeenCalled();
  });

  it('are read once for an address', async () => {
    const { asked, begin, save } = await paperThatFinds(finds(jpeg));
    const { json: draft } = await begin({ image });

    const { json: saved } = await save(draft, 'PATCH', { headline: 'Another' });
    const { json: again } = await save(saved, 'PATCH', { image: { ...image, width: null, height: null } });

    expect(again.image).toMatchObject({ width: 160, height: 120 });
    expect(asked).toHaveBeenCalledTimes(1);
  });

  it('are read anew at another address, which has no other widths yet', async () => {
    const { begin, save } = await paperThatFinds(finds(jpeg));
    const sources = [{ url: 'https://img.example.org/boat-2.jpg', width: 2 }];
    const { json: draft } = await begin({ image: { ...image, width: 3, height: 2, sources } });

    const { json } = await save(draft, 'PATCH', { image: { url: 'https://img.example.org/ferry.jpg' } });

    expect(json.image).toMatchObject({ alt: 'A boat', width: 160, height: 120, sources: [] });
  });

  it.each<[string, FetchFile]>([
    ['nobody answers', refuses],
    ['there is no picture', finds(Buffer.from('<!doctype html>'))],
    ['the picture ends before its size', finds(jpeg.subarray(0, 30))],
    [
      'the picture has no size',
      finds(Buffer.concat([jpeg.subarray(0, 2), Buffer.from('ffc0001108000000000301', 'hex')])),
    ],
  ])('are left open in a draft when %s, which is told, and asked for before it is public', async (_what, fetchFile) => {
    const { app, editor, begin, save } = await paperThatFinds(fetchFile);

    const { statusCode, json: draft } = await begin({ image });
    const preview = await editor.get(`${ARTICLES}/${draft.id}/preview`);
    const publish = (version: number) =>
      editor.send('POST', `${ARTICLES}/${draft.id}/publish`, { body: {}, headers: { 'if-match': `"${version}"` } });
    const refused = await publish(draft.version);
    const { json: sized } = await save(draft, 'PATCH', { image: { width: 3, height: 2 } });
    const published = await publish(sized.version);

    expect(statusCode).toBe(201);
    expect(draft.image).toMatchObject({ width: null, height: null });
    expect(draft.dropped).toEqual([{ what: `picture ${URL}`, why: expect.stringContaining('its address') }]);
    expect(preview.statusCode).toBe(200);
    expect([refused.statusCode, refused.json.errors]).toEqual([
      422,
      [{ pointer: '/image', detail: expect.stringContaining('no width and height') }],
    ]);
    expect(sized.dropped).toEqual([]);
    expect(published.statusCode).toBe(200);
    expect((await app.get(`/v1/articles/${draft.slug}`)).json.image).toMatchObject({ width: 3, height: 2 });
  });

  it.each([{ width: 3 }, { height: 2 }])('are named together, not as %j', async (one) => {
    const { asked, begin } = await paperThatFinds(finds(jpeg));

    const { statusCode, json } = await begin({ image: { ...image, ...one } });

    expect([statusCode, json.errors?.[0]?.pointer]).toEqual([422, '/image/height']);
    expect(asked).not.toHaveBeenCalled();
  });

  it.each([
    ['png', 160, 120],
    ['webp', 160, 120],
    ['avif', 160, 120],
    ['gif', 160, 120],
  ] as const)('are read of a %s', async (format, width, height) => {
    const bytes = await (await aPicture(width, height))[format]().toBuffer();
    const { begin } = await paperThatFinds(finds(bytes));

    expect((await begin({ image })).json.image).toMatchObject({ width, height });
  });
});
