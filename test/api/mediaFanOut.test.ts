import { DeleteCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { beforeEach, describe, expect, it } from 'vitest';
import { entryKey, recordKey } from '../../functions/media/keys.ts';
import type { Picture } from '../../functions/pictures/picture.ts';
import { lineOf } from '../../infra/commands/invariants.ts';
import { mendPictures } from '../../infra/commands/verify.ts';
import { type App, startApp } from '../support/app.ts';
import { requestsOf } from '../support/faults.ts';
import { aReadyFile, libraryViolations, MEDIA, mediaViolations, useIn } from '../support/library.ts';
import { Editor, EVENING, intercepting, scan } from '../support/newsroom.ts';

const { seat, wrapClient } = intercepting();
let app: App;
let editor: Editor;
beforeEach(async () => {
  app = await startApp({ wrapClient });
  editor = new Editor(app);
});

const patch = ({ id, version }: { id: string; version: number }, body: object) =>
  editor.send('PATCH', `${MEDIA}/${id}`, { body, headers: { 'if-match': `"${version}"` } });

/** Every picture that an item of the Published table shows. */
const shown = async (): Promise<Partial<Picture>[]> =>
  (await scan(app, 'published')).flatMap(({ image, pictures }) =>
    [image, ...((pictures ?? []) as unknown[])].filter((each): each is Picture => Boolean(each)),
  );

describe('a change of a picture', () => {
  it('reaches the article and each of its listing entries, of what is out and of what is scheduled', async () => {
    const file = await aReadyFile(editor, { alt: 'A quay.' });
    await useIn(await editor.publish({ slug: 'ferry', tags: ['harbour', 'boats'] }), file.id);
    await useIn(await editor.story('scheduled', { slug: 'night-boat' }), file.id);
    await useIn(await editor.create({ slug: 'draft' }), file.id);

    const { statusCode } = await patch(file, { alt: 'The quay at dawn.', credit: 'Ines Calder', expires: EVENING });

    const pictures = await shown();
    expect(statusCode).toBe(200);
    // Of each the article's own two, and latest, section, author and tags.
    expect(pictures).toHaveLength(2 + 5 + 2 + 4);
    expect(pictures).toEqual(pictures.map(() => pictures[0]));
    expect(pictures[0]).toMatchObject({
      version: 3,
      alt: 'The quay at dawn.',
      credit: 'Ines Calder',
      expires: EVENING,
    });
    expect(await mediaViolations(app)).toEqual([]);
  });

  it('costs readers nothing when they see nothing of it', async () => {
    const file = await aReadyFile(editor, { alt: 'A quay.' });
    await useIn(await editor.publish(), file.id);

    const requests = await requestsOf(seat, () => patch(file, { title: 'Quay', keywords: ['dawn'] }));

    // The record; the record with its entries.
    expect(requests).toEqual(['BatchGetCommand', 'TransactWriteCommand']);
    expect((await shown())[0]).toMatchObject({ version: 2 });
    expect(await mediaViolations(app)).toEqual([]);
  });

  it('leaves other pictures of an article alone, and what was withdrawn', async () => {
    const file = await aReadyFile(editor, { alt: 'A quay.' });
    const other = await aReadyFile(editor, { alt: 'A boat.' });
    const story = await editor.publish({ slug: 'ferry' });
    await useIn(story, file.id);
    await useIn(story, other.id);
    await useIn(await editor.story('withdrawn', { slug: 'night-boat' }), file.id);

    const { statusCode } = await patch(file, { alt: 'Another quay.' });

    expect(statusCode).toBe(200);
    expect(new Set((await shown()).map(({ alt }) => alt))).toEqual(new Set(['A boat.']));
  });

  it('ends with the newest of several that are made one after another and applied at once', async () => {
    const file = await aReadyFile(editor, { alt: 'Version 2' });
    for (let index = 0; index < 10; index += 1) await useIn(await editor.publish({ slug: `ferry-${index}` }), file.id);
    const requests: Promise<unknown>[] = [];
    for (let version = 2; version < 8; version += 1) {
      const written = Promise.withResolvers<void>();
      seat.current = async (name, send) => {
        const answer = await send();
        if (name === 'TransactWriteCommand') written.resolve();
        return answer;
      };
      requests.push(patch({ ...file, version }, { alt: `Version ${version + 1}` }));
      await written.promise;
    }
    seat.current = undefined;

    await Promise.all(requests);

    expect(new Set((await shown()).map(({ alt }) => alt))).toEqual(new Set(['Version 8']));
    expect(await mediaViolations(app)).toEqual([]);
  });
});

describe('npm run verify', () => {
  const verify = () => libraryViolations(app);

  it('finds nothing in a library whose pictures are used', async () => {
    const file = await aReadyFile(editor, { alt: 'A quay.', title: 'Quay', expires: EVENING });
    await useIn(await editor.publish({ slug: 'ferry' }), file.id);
    await patch(file, { alt: 'Another quay.', expires: null });

    expect(await verify()).toEqual([]);
  });

  it('finds what a fan-out that was stopped has left, and finishes it', async () => {
    const file = await aReadyFile(editor, { alt: 'A quay.' });
    for (const slug of ['ferry', 'night-boat']) await useIn(await editor.publish({ slug }), file.id);
    let updates = 0;
    seat.current = (name, send) => {
      updates += name === 'UpdateCommand' ? 1 : 0;
      if (updates > 3) throw Object.assign(new Error('Time is up'), { name: 'TimeoutError' });
      return send();
    };
    await patch(file, { alt: 'The quay at dawn.' });
    seat.current = undefined;

    const found = await verify();
    const mended = await mendPictures(app, found);

    const outdated = found.filter(({ rule }) => rule === 'picture-outdated');
    expect(outdated.length).toBeGreaterThan(6);
    expect(mended).toBe(outdated.length);
    expect(await verify()).toEqual([]);
  });

  it('names entries that are missing or lead astray, and pictures of no record', async () => {
    const file = await aReadyFile(editor, { alt: 'A quay.', title: 'Quay' });
    await useIn(await editor.publish({ slug: 'ferry' }), file.id);
    const { sk } = entryKey('ready', file);
    await app.client.send(new DeleteCommand({ TableName: app.tables.newsroom, Key: { pk: 'MEDIA-LIST#ready', sk } }));
    const astray = { pk: 'MEDIA-LIST#word/boa', sk, type: 'media-entry' };
    await app.client.send(new PutCommand({ TableName: app.tables.newsroom, Item: astray }));

    const listed = await verify();
    await app.client.send(new DeleteCommand({ TableName: app.tables.newsroom, Key: recordKey(file.id) }));
    const rules = new Set((await verify()).map(({ rule }) => rule));

    expect(listed.map(lineOf).toSorted()).toEqual([
      `media-astray: MEDIA-LIST#word/boa ${sk} is not named by its record`,
      `media-unlisted: ${file.id} is not in MEDIA-LIST#ready`,
    ]);
    expect(rules).toEqual(new Set(['media-astray', 'picture-unknown']));
  });
});

describe('a fan-out that is stopped', () => {
  it('goes on with the retry of the change where it was stopped, and does nothing twice', async () => {
    const file = await aReadyFile(editor, { alt: 'A quay.' });
    for (let index = 0; index < 20; index += 1) await useIn(await editor.publish({ slug: `ferry-${index}` }), file.id);
    let updates = 0;
    seat.current = (name, send) => {
      updates += name === 'UpdateCommand' ? 1 : 0;
      if (updates > 60) throw Object.assign(new Error('Time is up'), { name: 'TimeoutError' });
      return send();
    };

    const stopped = await patch(file, { alt: 'The quay at dawn.' });
    const names = await requestsOf(seat, async () =>
      expect((await patch(file, { alt: 'The quay at dawn.' })).statusCode).toBe(200),
    );
    const again = await requestsOf(seat, () => patch(file, { alt: 'The quay at dawn.' }));

    expect(stopped.statusCode).toBe(503);
    expect(new Set((await shown()).map(({ alt }) => alt))).toEqual(new Set(['The quay at dawn.']));
    // Each article has its item, four entries and the use.
    expect(names.filter((name) => name === 'UpdateCommand').length).toBeLessThan(20 * 6 - 30);
    expect(again).toEqual(['BatchGetCommand']);
    expect(await mediaViolations(app)).toEqual([]);
  });
});
