import { AsyncLocalStorage } from 'node:async_hooks';
import { beforeEach, describe, expect, it } from 'vitest';
import { createRecordStore } from '../../functions/media/recordStore.ts';
import { type Answer, type App, startApp } from '../support/app.ts';
import { faults, isAsItShould, requestsOf, withFault } from '../support/faults.ts';
import { aFile, aReadyFile, MEDIA, makeReady, mediaViolations, useIn } from '../support/library.ts';
import { Editor, intercepting, scan } from '../support/newsroom.ts';

const { seat, wrapClient } = intercepting();
let app: App;
let editor: Editor;
beforeEach(async () => {
  app = await startApp({ wrapClient });
  editor = new Editor(app);
});

interface Change {
  /** Brings the library to where the act can be done. @returns the request. */
  readonly begin: () => Promise<() => Promise<Answer>>;
  readonly success: number;
  /** What a retry of the done act is answered. */
  readonly again?: number | undefined;
}

const changing =
  (method: string, { id, version }: { id: string; version: number }, body?: object) =>
  () =>
    editor.send(method, `${MEDIA}/${id}`, { ...(body && { body }), headers: { 'if-match': `"${version}"` } });

let slugs = 0;
const usedFile = async () => {
  const file = await aReadyFile(editor, { alt: 'A quay.', title: 'Quay' });
  for (let index = 0; index < 2; index += 1) {
    slugs += 1;
    await useIn(await editor.publish({ slug: `ferry-${slugs}` }), file.id);
  }
  return file;
};

const acts: Readonly<Record<string, Change>> = {
  'begin an upload': {
    begin: async () => {
      const body = aFile({ title: 'Quay' });
      return () => editor.send('POST', MEDIA, { body });
    },
    success: 201,
  },
  'begin a refused upload again': {
    begin: async () => {
      const body = aFile();
      const { id } = (await editor.send('POST', MEDIA, { body })).json;
      await makeReady(app, id, { state: 'failed', fault: 'This is no JPEG.', picture: null });
      return () => editor.send('POST', MEDIA, { body });
    },
    success: 201,
  },
  'change what readers see': {
    begin: async () => changing('PATCH', await usedFile(), { alt: 'The quay at dawn.', caption: 'Dawn.' }),
    success: 200,
  },
  'change what editors see': {
    begin: async () => changing('PATCH', await usedFile(), { title: 'Market', keywords: ['dawn'] }),
    success: 200,
  },
  remove: {
    begin: async () => changing('DELETE', await aReadyFile(editor, { title: 'Quay' })),
    success: 200,
    again: 404,
  },
};

describe.each(Object.entries(acts))('to %s', (_name, { begin, success, again: done }) => {
  it.each(Object.entries(faults))('can be tried again when any request is %s', async (fault, faultFor) => {
    // The library remembers the settings of the paper.
    await editor.get(MEDIA);
    const requests = await requestsOf(seat, await begin());
    const ended: unknown[] = [];

    for (const [index, request] of requests.entries()) {
      const meet = faultFor(request);
      if (!meet) continue;
      const act = await begin();
      const answer = await withFault(seat, index + 1, meet, act);
      const again = await act();
      ended.push({
        at: `${index + 1} ${request}`,
        answered: isAsItShould(fault, answer, success) ? 'well' : answer.body,
        again: again.statusCode === success || again.statusCode === done ? 'well' : again.body,
        inOrder: await mediaViolations(app),
      });
    }

    const wanted = requests.flatMap((request, index) =>
      faultFor(request) ? { at: `${index + 1} ${request}`, answered: 'well', again: 'well', inOrder: [] } : [],
    );
    expect(wanted.length).toBeGreaterThan(0);
    expect(ended).toEqual(wanted);
  });
});

describe('a file that an article begins to use while it is removed', () => {
  it('stays, with all that belongs to it', async () => {
    const file = await aReadyFile(editor, { title: 'Quay', alt: 'A quay.' });
    const story = await editor.create();
    let queries = 0;
    seat.current = async (name, send) => {
      const answer = await send();
      queries += name === 'QueryCommand' ? 1 : 0;
      if (name !== 'QueryCommand' || queries > 1) return answer;
      seat.current = undefined;
      await useIn(story, file.id);
      return answer;
    };

    const removed = await changing('DELETE', file)();

    expect([removed.statusCode, removed.json.code]).toEqual([409, 'media-in-use']);
    expect((await editor.get(`${MEDIA}/${file.id}`)).json).toMatchObject({ state: 'ready', usable: true });
    expect((await editor.get(`${MEDIA}?q=quay`)).json.items).toHaveLength(1);
    expect(await mediaViolations(app)).toEqual([]);
  });
});

describe('objects that cannot be deleted', () => {
  it('are deleted by the retry, and the record last', async () => {
    const file = await aReadyFile(editor);
    const key = `originals/${file.id}`;
    await app.objects.put(key, new Uint8Array(1), { mediaType: 'image/jpeg' });
    const act = changing('DELETE', file);
    seat.current = (name, send) => {
      // The second transaction deletes the record.
      if (name === 'TransactWriteCommand') writes += 1;
      if (writes === 2) throw Object.assign(new Error('Time is up'), { name: 'TimeoutError' });
      return send();
    };
    let writes = 0;

    const stopped = await act();
    seat.current = undefined;
    const between = await editor.get(`${MEDIA}/${file.id}`);
    const again = await act();

    expect([stopped.statusCode, between.statusCode, between.json.usable, again.statusCode]).toEqual([
      503,
      200,
      false,
      200,
    ]);
    expect(await app.objects.head(key)).toBeUndefined();
    expect((await scan(app, 'newsroom')).filter(({ pk }) => pk.startsWith('MEDIA'))).toEqual([]);
  });
});

describe('a file that is being removed', () => {
  it('is not there for an article that would begin to use it', async () => {
    const file = await aReadyFile(editor);
    const records = createRecordStore(app.client, app.tables.newsroom);
    seat.current = (name, send) => {
      if (name === 'QueryCommand') queries += 1;
      if (queries > 1) throw Object.assign(new Error('Time is up'), { name: 'TimeoutError' });
      return send();
    };
    let queries = 0;

    const before = await records.readAll([file.id]);
    const stopped = await changing('DELETE', file)();
    seat.current = undefined;

    expect([before.size, stopped.statusCode]).toEqual([1, 503]);
    expect(await records.readAll([file.id])).toEqual(new Map());
    await expect(records.read(file.id)).rejects.toMatchObject({ code: 'media-not-found' });
    expect((await changing('DELETE', file)()).statusCode).toBe(200);
  });

  it('is removed though its development ends at the same moment', async () => {
    const { id, version } = (await editor.send('POST', MEDIA, { body: aFile() })).json;
    const key = `media/${id}/1280.jpg`;
    let transactions = 0;
    // By another function than the one that removes.
    const outside = AsyncLocalStorage.snapshot();
    const endDevelopment = async () => {
      await app.objects.put(key, new Uint8Array(1), { mediaType: 'image/jpeg' });
      await makeReady(app, id);
    };
    seat.current = async (name, send) => {
      if (name === 'TransactWriteCommand') transactions += 1;
      // The first one marks the file, the second one forgets it.
      if (transactions === 2) {
        seat.current = undefined;
        await outside(endDevelopment);
      }
      return send();
    };

    const removed = await changing('DELETE', { id, version })();

    expect(removed.statusCode).toBe(200);
    expect(await app.objects.head(key)).toBeUndefined();
    expect((await scan(app, 'newsroom')).filter(({ pk }) => pk.startsWith('MEDIA'))).toEqual([]);
  });
});
