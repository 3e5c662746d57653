import { beforeEach, describe, expect, it } from 'vitest';
import { createMediaStore } from '../../functions/media/store.ts';
import { type App, startApp } from '../support/app.ts';
import { aFile, aReadyFile, MEDIA, makeReady, mediaViolations, useIn } from '../support/library.ts';
import { Editor, EVENING, readPages, scan } from '../support/newsroom.ts';

let app: App;
let editor: Editor;
beforeEach(async () => {
  app = await startApp();
  editor = new Editor(app);
});

const post = (changes: Record<string, unknown> = {}) => editor.send('POST', MEDIA, { body: aFile(changes) });
const patch = ({ id, version }: { id: string; version: number }, body: object, by = editor) =>
  by.send('PATCH', `${MEDIA}/${id}`, { body, headers: { 'if-match': `"${version}"` } });
const remove = ({ id, version }: { id: string; version: number }) =>
  editor.send('DELETE', `${MEDIA}/${id}`, { headers: { 'if-match': `"${version}"` } });
const found = async (query: string) => {
  const pages = await readPages((target) => editor.get(target), `${MEDIA}?${query}`);
  expect(pages.map(({ statusCode }) => statusCode)).toEqual(pages.map(() => 200));
  return pages.flatMap(({ json }) => json.items.map(({ id }: { id: string }) => id));
};

describe('POST /v1/newsroom/media', () => {
  it('answers with the record and the form of an upload of exactly that file', async () => {
    const file = aFile({ fileName: 'quay.jpg', alt: 'A quay.', people: ['Mira Holm'] });

    const { statusCode, json, headers } = await editor.send('POST', MEDIA, { body: file });

    expect(statusCode).toBe(201);
    expect(headers.etag).toBe('"1"');
    expect(json).toMatchObject({
      id: file.sha256.slice(0, 32),
      state: 'awaited',
      kind: 'picture',
      fileName: 'quay.jpg',
      alt: 'A quay.',
      people: ['Mira Holm'],
      rights: 'unknown',
      uploadedBy: 'ines@example.org',
      usable: false,
      preview: null,
      files: [],
      upload: { expiresAt: '2026-11-23T12:10:00.000Z' },
    });
    expect(json.upload.fields.key).toBe(`incoming/${json.id}`);
    expect(await mediaViolations(app)).toEqual([]);
  });

  it('keeps what was said of a file whose bytes are awaited, and adds what is said anew', async () => {
    const file = aFile();
    const body = { ...file, alt: 'A quay.', credit: 'Ines Calder' };
    const first = await editor.send('POST', MEDIA, { body });

    const again = await editor.send('POST', MEDIA, { body: { ...file, credit: 'Omar Reyes' } });
    const third = await editor.send('POST', MEDIA, { body: file });

    expect([first.json.version, again.json.version, third.json.version]).toEqual([1, 2, 2]);
    expect(third.json).toMatchObject({ state: 'awaited', alt: 'A quay.', credit: 'Omar Reyes' });
    expect(await mediaViolations(app)).toEqual([]);
  });

  it('answers with the file itself where the library has it', async () => {
    const file = aFile();
    const { id } = (await editor.send('POST', MEDIA, { body: file })).json;
    await makeReady(app, id);

    const again = await editor.send('POST', MEDIA, { body: { ...file, alt: 'Another text.' } });

    expect(again.statusCode).toBe(200);
    expect(again.json).toMatchObject({ id, state: 'ready', upload: null, alt: '' });
  });

  it('begins again with a file that was refused, as with a new one', async () => {
    const file = aFile();
    const { id } = (await editor.send('POST', MEDIA, { body: file })).json;
    await makeReady(app, id, { state: 'failed', fault: 'This is no JPEG.', picture: null });
    expect((await editor.get(`${MEDIA}?state=failed`)).json.items).toMatchObject([{ id, fault: 'This is no JPEG.' }]);

    const again = await editor.send('POST', MEDIA, { body: { ...file, type: 'image/png' } });

    expect(again.statusCode).toBe(201);
    expect(again.json).toMatchObject({ id, state: 'awaited', fault: null, mediaType: 'image/png' });
    expect(again.json.upload.url).toBeTruthy();
    expect(await mediaViolations(app)).toEqual([]);
  });

  it('says why a file was refused in the words of who asks, and what was kept in English as it is', async () => {
    const kept = ['heic', 'otherKind ["image/png","image/jpeg"]', 'The picture is animated. Link to it as a video.'];
    const ids = await Promise.all(kept.map(async () => (await editor.send('POST', MEDIA, { body: aFile() })).json.id));
    const told = (language: string, path: string) =>
      editor.send('GET', path, { headers: { 'accept-language': language } });
    const faultsIn = (language: string) =>
      Promise.all(ids.map(async (id) => (await told(language, `${MEDIA}/${id}`)).json.fault));
    for (const [index, fault] of kept.entries())
      await makeReady(app, ids[index], { state: 'failed', fault, picture: null });

    expect(await faultsIn('es')).toEqual([
      expect.stringContaining('Ajustes, Cámara, Formatos, Más compatible'),
      'El archivo es del tipo image/png, pero se envió como image/jpeg. Dé a su nombre la extensión correcta y súbalo de nuevo.',
      kept[2],
    ]);
    expect(await faultsIn('en')).toEqual([
      expect.stringContaining('Settings, Camera, Formats, Most Compatible'),
      expect.stringContaining('is of the type image/png, but was sent as image/jpeg.'),
      kept[2],
    ]);
    expect((await told('fr', `${MEDIA}?state=failed&limit=100`)).json.items).toContainEqual(
      expect.objectContaining({ id: ids[0], fault: expect.stringContaining('Appareil photo') }),
    );
  });

  it('forgets within a week what was never sent, unless it is begun again', async () => {
    const file = aFile();
    const { id } = (await editor.send('POST', MEDIA, { body: file })).json;
    const expiry = async () =>
      (await scan(app, 'newsroom')).filter(({ expiresAt, pk }) => expiresAt && pk.startsWith('MEDIA'));
    const week = Date.parse('2026-11-30T12:00:00.000Z') / 1_000;
    expect((await expiry()).map(({ expiresAt }) => expiresAt)).toEqual([week, week]);

    app.setClock('2026-11-26T12:00:00.000Z');
    await editor.send('POST', MEDIA, { body: file });
    const renewed = (await expiry()).map(({ expiresAt }) => expiresAt);
    await makeReady(app, id);

    expect(renewed).toEqual([week + 3 * 86_400, week + 3 * 86_400]);
    expect(await expiry()).toEqual([]);
  });

  it('makes one record of a file that ten people send at once', async () => {
    const file = aFile();
    const editors = Array.from({ length: 10 }, (_, index) => new Editor(app, `editor-${index}@example.org`));

    const answers = await Promise.all(editors.map((each) => each.send('POST', MEDIA, { body: file })));

    expect(answers.map(({ statusCode }) => statusCode)).toEqual(Array(10).fill(201));
    expect(new Set(answers.map(({ json }) => json.id)).size).toBe(1);
    expect((await editor.get(`${MEDIA}?state=awaited`)).json.items).toHaveLength(1);
    expect((await scan(app, 'newsroom')).filter(({ type }) => type === 'act')).toHaveLength(1);
    expect(await mediaViolations(app)).toEqual([]);
  });

  it.each<[string, Record<string, unknown>, string, string]>([
    ['51 MB', { bytes: 51 * 1024 * 1024 }, '/bytes', 'must be at most 52428800 (50 MB)'],
    ['nothing', { bytes: 0 }, '/bytes', 'must be 1 or more'],
    [
      'a hash of another kind',
      { sha256: 'abc' },
      '/sha256',
      'must be the SHA-256 of the file, in 64 hexadecimal digits',
    ],
    [
      'a name that turns round',
      { fileName: 'gpj.\u202eexe' },
      '/fileName',
      'must not hold characters that turn the direction of writing',
    ],
    ['a name of 300 characters', { fileName: 'a'.repeat(300) }, '/fileName', 'must be at most 200 characters long'],
    ['a name that is a folder', { fileName: '../..' }, '/fileName', 'must be the name of a file'],
    ['a name that is nothing', { fileName: 'folder/' }, '/fileName', 'must not be empty'],
    [
      'a licence without its terms',
      { rights: 'creative-commons' },
      '/rights',
      'needs license too, as in {"name": "CC BY 4.0", "url": "https://…"}',
    ],
    [
      'a licence at http',
      { license: { name: 'CC BY 4.0', url: 'http://example.org' } },
      '/license/url',
      'must be an https address',
    ],
    [
      'a day without a time',
      { expires: '2026-11-30' },
      '/expires',
      'must be an RFC 3339 date-time such as 2026-11-23T09:00:00Z',
    ],
    ['a focal point beside the picture', { focalPoint: { x: 101, y: 0 } }, '/focalPoint/x', 'must be 100 or less'],
    ['the same use twice', { notFor: ['print', 'print'] }, '/notFor', 'must not name a use twice'],
    [
      '51 people',
      { people: Array.from({ length: 51 }, (_, index) => `Person ${index}`) },
      '/people',
      'must hold at most 50',
    ],
    ['what it does not know', { altText: 'A quay.' }, '/altText', 'is not a field here (did you mean "alt"?)'],
  ])('refuses %s', async (_, changes, pointer, detail) => {
    const { statusCode, json } = await post(changes);

    expect([statusCode, json.code]).toEqual([422, 'field-invalid']);
    expect(json.errors).toContainEqual({ pointer, detail });
    expect(await scan(app, 'newsroom')).not.toContainEqual(expect.objectContaining({ type: 'media' }));
  });

  it('refuses a type that it does not know, and names those it knows', async () => {
    const { statusCode, json } = await post({ type: 'video/mp4' });

    expect(statusCode).toBe(422);
    expect(json.errors[0].pointer).toBe('/type');
    expect(json.errors[0].detail).toContain('"image/jpeg" or');
  });

  it.each([
    ['../../etc/quay.jpg', 'quay.jpg'],
    ['C:\\photos\\quay.jpg', 'quay.jpg'],
    ['..hidden', '..hidden'],
    ['ميناء.jpg', 'ميناء.jpg'],
    ['海港.jpg', '海港.jpg'],
    [`${'w'.repeat(100)}.jpg`, `${'w'.repeat(100)}.jpg`],
  ])('keeps of the name %s its last part', async (fileName, kept) => {
    expect((await post({ fileName })).json.fileName).toBe(kept);
  });
});

describe('GET /v1/newsroom/media', () => {
  it('lists what is ready, newest first, page by page in both directions', async () => {
    const ids: string[] = [];
    for (let minute = 10; minute < 15; minute += 1) {
      app.setClock(`2026-11-23T12:${minute}:00.000Z`);
      ids.unshift((await aReadyFile(editor)).id);
    }
    await post();

    const pages = await readPages((target) => editor.get(target), `${MEDIA}?limit=2`);
    const back = await editor.get(`${MEDIA}?limit=2&cursor=${pages[2]?.json.previous}`);

    expect(pages.map(({ json }) => json.items.map(({ id }: { id: string }) => id))).toEqual([
      ids.slice(0, 2),
      ids.slice(2, 4),
      ids.slice(4),
    ]);
    expect(back.json.items.map(({ id }: { id: string }) => id)).toEqual(ids.slice(2, 4));
    expect(pages[0]?.json.items[0].preview).toBe(`/media/${ids[0]}/320.avif`);
  });

  it('narrows by each condition, and by several at once', async () => {
    const tobias = new Editor(app, 'tobias@example.org');
    const quay = await aReadyFile(editor, { rights: 'agency', alt: 'A quay.' });
    const boat = await aReadyFile(tobias, { rights: 'agency' });
    const report = await aReadyFile(tobias, { type: 'application/pdf', fileName: 'report.pdf' });
    const story = await editor.publish();
    await useIn(story, quay.id);

    expect(await found('rights=agency')).toEqual([boat.id, quay.id].toSorted().toReversed());
    expect(await found('uploader=tobias@example.org')).toEqual([boat.id, report.id].toSorted().toReversed());
    expect(await found('kind=document')).toEqual([report.id]);
    expect(await found('usable=true')).toEqual([quay.id, report.id].toSorted().toReversed());
    expect(await found('unused=true')).toEqual([boat.id, report.id].toSorted().toReversed());
    expect(await found('rights=agency&uploader=tobias@example.org')).toEqual([boat.id]);
    expect(await found('usable=true&unused=true')).toEqual([report.id]);
    expect(await found('usable=true&kind=picture')).toEqual([quay.id]);
    expect(await found('state=awaited')).toEqual([]);
  });

  it('finds by the beginnings of words in every field that describes a file', async () => {
    const { id } = await aReadyFile(editor, {
      fileName: 'IMG_2041-lighthouse.jpg',
      title: 'Évian at dawn',
      caption: 'Ferries in the Straße',
      credit: 'Søren Halvorsen',
      people: ['Þóra Ægisdóttir', '王小明'],
      keywords: ['fog', 'pier 39'],
      place: 'Łódź',
      alt: 'zebra',
    });
    await aReadyFile(editor, { title: 'Another' });

    for (const q of ['evi', 'EVIAN', 'Évian', 'ferr', 'strasse', 'soren halv', 'thor', 'aegis', '小', '王小明']) {
      expect([q, await found(`q=${encodeURIComponent(q)}`)]).toEqual([q, [id]]);
    }
    for (const q of ['fog', 'pier 39', 'lodz', 'lightho', '2041', 'dawn ferries', 'at']) {
      expect([q, await found(`q=${encodeURIComponent(q)}`)]).toEqual([q, [id]]);
    }
    // The alternative text is a description for those who do not see; so short a beginning is none.
    for (const q of ['zebra', 'ev', 'ferries quay', 'jpg']) {
      expect([q, await found(`q=${encodeURIComponent(q)}`)]).toEqual([q, []]);
    }
    const nothing = await editor.get(`${MEDIA}?q=%2E%2E%2E`);
    expect([nothing.statusCode, nothing.json.errors]).toEqual([400, [{ parameter: 'q', detail: 'must hold a word' }]]);
  });

  it('finds by the words that a file has now, and by no others', async () => {
    const file = await aReadyFile(editor, { title: 'Harbour', keywords: ['ships'] });

    await patch(file, { title: 'Market', keywords: null });

    expect([await found('q=harbour'), await found('q=ships'), await found('q=market')]).toEqual([[], [], [file.id]]);
    expect(await mediaViolations(app)).toEqual([]);
  });

  it('tells by which words a file is not found when it has too many', async () => {
    const keywords = Array.from({ length: 100 }, (_, index) => `${(index + 100).toString()} keyword`);
    const file = await aReadyFile(editor, { keywords, caption: 'Seagulls' });

    const others = Array.from({ length: 100 }, (_, index) => `${(index + 500).toString()}`);
    const { json, statusCode } = await patch(file, { keywords: others });

    expect(file.unsearched).toContain('seagulls');
    expect(statusCode).toBe(200);
    expect(await found('q=seagulls')).toEqual([]);
    expect(await found('q=100')).toEqual([]);
    expect(await found('q=510')).toEqual([file.id]);
    expect(json.unsearched).toContain('599');
    expect(await mediaViolations(app)).toEqual([]);
  });

  it('knows what can be used now by time alone', async () => {
    const file = await aReadyFile(editor, { alt: 'A quay.', expires: EVENING });

    const before = await found('usable=true');
    app.setClock('2026-11-23T17:59:59.999Z');
    const just = (await editor.get(`${MEDIA}/${file.id}`)).json.usable;
    app.setClock(EVENING);

    expect([before, just]).toEqual([[file.id], true]);
    expect(await found('usable=true')).toEqual([]);
    expect((await editor.get(`${MEDIA}/${file.id}`)).json.usable).toBe(false);
    expect(await found('')).toEqual([file.id]);
  });

  it('looks at no more than a hundred files for a page, and goes on with the next', async () => {
    const media = createMediaStore(app.client, app.tables.newsroom);
    const { id } = await aReadyFile(editor, { rights: 'staff', title: 'Needle' });
    const first = await media.find(id);
    if (!first) throw new Error('It is gone');
    for (let index = 0; index < 150; index += 1) {
      const other = { ...first, id: index.toString(16).padStart(32, '0'), title: '', listed: [], version: 1 };
      await media.write(
        { ...other, uploadedAt: '2026-11-24T00:00:00.000Z', uploadedBy: 'tobias@example.org' },
        undefined,
      );
    }
    app.logs.length = 0;

    const short = await editor.get(`${MEDIA}?rights=staff&kind=picture&uploader=ines@example.org`);
    const pages = await readPages((target) => editor.get(target), `${MEDIA}?rights=staff&unused=true&limit=100`);
    const none = await editor.get(`${MEDIA}?kind=picture&rights=agency`);

    expect(short.json.items).toHaveLength(1);
    expect(pages.map(({ json }) => json.items.length)).toEqual([100, 51]);
    expect([none.json.items, none.json.next]).toEqual([[], null]);
    const costs = app.logs.flatMap(({ data }) => data.dynamodb?.requests ?? []);
    // A list and its records; with the uses of each; a list.
    expect(costs).toEqual([2, 102, 53, 1]);
  }, 60_000);
});

describe('PUT and PATCH /v1/newsroom/media/{id}', () => {
  it('save details: all of them, or those that are named', async () => {
    const file = await aReadyFile(editor, { alt: 'A quay.', credit: 'Ines Calder' });

    const patched = await patch(file, { caption: 'The quay at dawn.', credit: null });
    const short = await editor.send('PUT', `${MEDIA}/${file.id}`, {
      body: { title: 'Quay' },
      headers: { 'if-match': '"3"' },
    });
    const { alt, ...rest } = patched.json;

    expect(patched.json).toMatchObject({ version: 3, alt: 'A quay.', caption: 'The quay at dawn.', credit: null });
    expect(short.statusCode).toBe(422);
    expect(short.json.errors).toContainEqual({ pointer: '/alt', detail: 'is required; PATCH changes single fields' });
    expect([alt, rest.usable]).toEqual(['A quay.', true]);
    expect(await mediaViolations(app)).toEqual([]);
  });

  it('lets one of fifty changes of one version win', async () => {
    const file = await aReadyFile(editor);
    const people = Array.from({ length: 50 }, (_, index) => new Editor(app, `editor-${index}@example.org`));

    const answers = await Promise.all(people.map((each, index) => patch(file, { title: `Title ${index}` }, each)));

    const counts = Map.groupBy(answers, ({ statusCode }) => statusCode);
    expect([counts.get(200)?.length, counts.get(412)?.length]).toEqual([1, 49]);
    expect((await editor.get(`${MEDIA}/${file.id}`)).json.title).toBe(counts.get(200)?.[0]?.json.title);
    expect(await mediaViolations(app)).toEqual([]);
  });

  it('is recorded with who changed what', async () => {
    const file = await aReadyFile(editor, { title: 'Quay' });
    await patch(file, { alt: 'A quay.', caption: 'Dawn.' });

    const { json } = await editor.get('/v1/newsroom/acts?day=2026-11-23');

    expect(json.items).toMatchObject([
      {
        kind: 'media',
        name: file.id,
        act: 'save',
        by: 'ines@example.org',
        version: 3,
        headline: 'Quay',
        detail: 'alt, caption',
      },
      { kind: 'media', name: file.id, act: 'upload', version: 1 },
    ]);
  });

  it('asks for other crops when the focal point is another', async () => {
    const file = await aReadyFile(editor);

    const { json } = await patch(file, { focalPoint: { x: 10, y: 90 } });
    const asked = await app.objects.get(`incoming/${file.id}.focus`);
    await app.objects.delete(`incoming/${file.id}.focus`);
    await patch(json, { title: 'Quay' });

    expect(JSON.parse(Buffer.from(asked?.bytes ?? []).toString())).toEqual({ version: 3 });
    // Until then readers have those that are there.
    expect(json.picture.focalPoint).toEqual({ x: 50, y: 40 });
    expect(await app.objects.get(`incoming/${file.id}.focus`)).toBeUndefined();
  });
});

describe('DELETE /v1/newsroom/media/{id}', () => {
  it('removes a file, its objects and its entries', async () => {
    const file = await aReadyFile(editor, { title: 'Quay' });
    const keys = [`originals/${file.id}`, ...file.files.map(({ url }: { url: string }) => url.slice(1))];
    for (const key of keys) await app.objects.put(key, new Uint8Array(1), { mediaType: 'image/jpeg' });

    const removed = await remove(file);

    expect([removed.statusCode, removed.json.id]).toEqual([200, file.id]);
    expect((await editor.get(`${MEDIA}/${file.id}`)).statusCode).toBe(404);
    expect(keys.length).toBe(16);
    expect(await Promise.all(keys.map((key) => app.objects.head(key)))).toEqual(keys.map(() => undefined));
    expect((await scan(app, 'newsroom')).filter(({ pk }) => pk.startsWith('MEDIA'))).toEqual([]);
  });

  it('removes the crops about former focal points too, and nothing of another file', async () => {
    const file = await aReadyFile(editor);
    const other = await aReadyFile(editor);
    const former = Array.from({ length: 12 }, (_, x) => `media/${file.id}/1x1-x${x}y1-320.avif`);
    const kept = `media/${other.id}/1x1-x1y1-320.avif`;
    for (const key of [...former, kept]) await app.objects.put(key, new Uint8Array(1), { mediaType: 'image/avif' });

    await remove(file);

    expect(await app.objects.list('media/')).toEqual([kept]);
  });

  it('refuses while an article uses the file, and names the article', async () => {
    const file = await aReadyFile(editor);
    const story = await editor.create({ headline: 'The ferry sails again' });
    await useIn(story, file.id);

    const refused = await remove(file);

    expect([refused.statusCode, refused.json.code]).toEqual([409, 'media-in-use']);
    expect(refused.json.detail).toContain(`"The ferry sails again" (${story.slug})`);
    expect((await editor.get(`${MEDIA}/${file.id}`)).json.version).toBe(2);
    expect((await editor.get(`${MEDIA}/${file.id}/uses`)).json.items).toEqual([
      { article: story.id, headline: 'The ferry sails again', slug: story.slug, state: 'draft' },
    ]);
  });

  it('finishes what another removal was stopped in before the same file is uploaded again', async () => {
    const body = aFile();
    const { id } = (await editor.send('POST', MEDIA, { body })).json;
    const record = await makeReady(app, id);
    const media = createMediaStore(app.client, app.tables.newsroom);
    await media.write(
      { ...record, removing: true, version: 3 },
      { ...record, listed: (await media.find(id))?.listed ?? [] },
    );

    const again = await editor.send('POST', MEDIA, { body });

    expect([again.statusCode, again.json.version]).toEqual([201, 1]);
    expect(await mediaViolations(app)).toEqual([]);
  });
});
