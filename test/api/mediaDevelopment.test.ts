import { DeleteCommand, GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { beforeEach, describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import type { DevelopedFile, Result } from '../../functions/media/develop/result.ts';
import { mediaDevelop } from '../../functions/media/develop.function.ts';
import type { Developer } from '../../functions/media/developUploads.ts';
import { recordKey } from '../../functions/media/keys.ts';
import { MediaRecord } from '../../functions/media/schema.ts';
import type { FocalPoint } from '../../functions/pictures/picture.ts';
import { toEvent as toBucketEvent } from '../../infra/local/bucketEvents.ts';
import { NOON } from '../../infra/local/testing.ts';
import { type App, startApp } from '../support/app.ts';
import { aFile, aRecord, putRecord, type RecordChanges, upload } from '../support/media.ts';

const file = aFile();
const { id } = file;
const PICTURE = { width: 640, height: 480, focalPoint: { x: 40, y: 60 }, color: '#336699' };

/** Renditions whose names follow from the focal point, as the real ones do. */
const renditions = ({ x, y }: { x: number; y: number }): readonly DevelopedFile[] => [
  { name: '640.jpg', mediaType: 'image/jpeg', bytes: Buffer.from('whole') },
  { name: `1x1-x${x}y${y}-320.avif`, mediaType: 'image/avif', bytes: Buffer.from('square') },
];

let app: App;
/** What the development is asked for, and what it does. */
let asked: (FocalPoint | null)[];
let develop: (focalPoint: FocalPoint | null) => Promise<Result>;

const aPicture = async (focalPoint: FocalPoint | null): Promise<Result> => {
  const picture = { ...PICTURE, focalPoint: focalPoint ?? PICTURE.focalPoint };
  const files = (async function* () {
    yield* renditions(picture.focalPoint);
  })();
  return { kind: 'picture', picture, details: { credit: 'Ines Calder', title: 'Ferry' }, files };
};

const developer: Developer = {
  develop: (_bytes, _declared, { focalPoint }) => developer.crop(_bytes, focalPoint),
  crop: (_bytes, focalPoint) => {
    asked.push(focalPoint);
    return develop(focalPoint);
  },
};

beforeEach(async () => {
  asked = [];
  develop = aPicture;
  app = await startApp({ developer });
});

async function record(): Promise<MediaRecord | undefined> {
  const { Item } = await app.client.send(new GetCommand({ TableName: app.tables.newsroom, Key: recordKey(id) }));
  return Item && z.parse(MediaRecord, Item);
}

const change = (changes: RecordChanges) =>
  app.client.send(
    new UpdateCommand({
      TableName: app.tables.newsroom,
      Key: recordKey(id),
      UpdateExpression: `SET ${Object.keys(changes)
        .map((name) => `#${name} = :${name}`)
        .join(', ')} ADD #version :one`,
      ExpressionAttributeNames: {
        '#version': 'version',
        ...Object.fromEntries(Object.keys(changes).map((name) => [`#${name}`, name])),
      },
      ExpressionAttributeValues: {
        ':one': 1,
        ...Object.fromEntries(Object.entries(changes).map(([name, value]) => [`:${name}`, value])),
      },
    }),
  );

const textOf = async (key: string) => {
  const found = await app.objects.get(key);
  return found && Buffer.from(found.bytes).toString();
};

/** Lets every collaborator's calls pass until the one of a number, counted from 0, which fails before it is made. */
function failingAt(step: number) {
  let calls = 0;
  const wrap = <Wrapped extends object>(target: Wrapped): Wrapped =>
    new Proxy(target, {
      get: (_, name) => {
        const value = Reflect.get(target, name);
        if (typeof value !== 'function') return value;
        return (...call: unknown[]) => {
          calls += 1;
          if (calls > step) throw new Error('A fault of the test');
          return value.apply(target, call);
        };
      },
    });
  return { wrap, count: () => calls };
}

/** Delivers the event of an object to the function, whose call of a number fails. @returns how many calls it made. */
async function deliver(key = `incoming/${id}`, failsAt = Number.POSITIVE_INFINITY): Promise<number> {
  const { wrap, count } = failingAt(failsAt);
  const handler = mediaDevelop({
    client: wrap(app.client),
    tables: app.tables,
    objects: wrap(app.objects),
    clock: () => new Date(NOON),
    ...developer,
    log: { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} },
  });
  await handler(toBucketEvent('media', { key, bytes: file.bytes.length, etag: '"a"', by: 'POST Object' }));
  return count();
}

/** Puts the record of an awaited upload, and uploads the file. */
async function uploaded(changes: RecordChanges = {}) {
  await putRecord(app, aRecord(file, changes));
  expect((await upload(app, file)).status).toBe(204);
}

describe('an upload', () => {
  it('is developed: renditions for readers, the original kept apart, the record ready', async () => {
    await uploaded();

    expect(await app.develop()).toBe(1);

    expect(await record()).toMatchObject({
      version: 2,
      state: 'ready',
      fault: null,
      picture: PICTURE,
      credit: 'Ines Calder',
      changedAt: NOON,
      changedBy: 'ines@example.org',
    });
    expect(await record()).not.toHaveProperty('request');
    expect(await textOf(`media/${id}/640.jpg`)).toBe('whole');
    expect(await app.get(`/media/${id}/1x1-x40y60-320.avif`)).toMatchObject({
      statusCode: 200,
      headers: { 'content-type': 'image/avif' },
    });
    expect(await textOf(`originals/${id}`)).toBe('a picture');
    expect(await app.objects.head(`incoming/${id}`)).toBeUndefined();
    expect(asked).toEqual([null]);
  });

  it('leaves what an editor has written as it is', async () => {
    await uploaded({ credit: 'Omar Reyes', focalPoint: { x: 10, y: 20 } });

    await app.develop();

    expect(await record()).toMatchObject({
      credit: 'Omar Reyes',
      title: 'Ferry',
      focalPoint: { x: 10, y: 20 },
      picture: { focalPoint: { x: 10, y: 20 } },
    });
  });

  it('that is refused tells why, and leaves nothing in the bucket', async () => {
    develop = async () => ({ kind: 'refused', fault: 'The file is not a JPEG.' });
    await uploaded();

    await app.develop();

    expect(await record()).toMatchObject({ state: 'failed', fault: 'The file is not a JPEG.', picture: null });
    for (const key of [`incoming/${id}`, `originals/${id}`]) expect(await app.objects.head(key)).toBeUndefined();
  });

  it('can be sent again after it was refused', async () => {
    develop = async () => ({ kind: 'refused', fault: 'The file is not a JPEG.' });
    await uploaded();
    await app.develop();
    develop = aPicture;

    await upload(app, file);
    await app.develop();

    expect(await record()).toMatchObject({ state: 'ready', fault: null });
  });

  it('that is no picture is served as it is, under the name that development gives it', async () => {
    const served = {
      name: "Küsten (1)'s.pdf",
      mediaType: 'application/pdf',
      bytes: file.bytes,
      disposition: 'attachment',
    };
    develop = async () => ({ kind: 'file', file: served as typeof served & { disposition: 'attachment' } });
    await uploaded({ kind: 'document', mediaType: 'application/pdf', fileName: 'x/Küsten (1)’s.PDF' });

    await app.develop();

    expect(await record()).toMatchObject({ state: 'ready', fileName: "Küsten (1)'s.pdf", picture: null });
    expect(await app.get(`/media/${id}/${encodeURIComponent("Küsten (1)'s.pdf")}`)).toMatchObject({
      statusCode: 200,
      headers: {
        'content-type': 'application/pdf',
        'content-disposition': "attachment; filename*=UTF-8''K%C3%BCsten%20%281%29%27s.pdf",
      },
    });
  });

  it('without a record is dropped', async () => {
    await upload(app, file);

    await app.develop();

    expect(asked).toEqual([]);
    expect(await app.objects.head(`incoming/${id}`)).toBeUndefined();
  });

  it('whose record is deleted while it is developed leaves nothing behind', async () => {
    develop = async (focalPoint) => {
      await app.client.send(new DeleteCommand({ TableName: app.tables.newsroom, Key: recordKey(id) }));
      return aPicture(focalPoint);
    };
    await uploaded();

    await deliver();

    const keys = [`media/${id}/640.jpg`, `media/${id}/1x1-x40y60-320.avif`, `originals/${id}`, `incoming/${id}`];
    for (const key of keys) expect(await app.objects.head(key)).toBeUndefined();
    expect(await record()).toBeUndefined();
  });

  it('keeps what an editor changes while it is developed', async () => {
    develop = async (focalPoint) => {
      await change({ caption: 'The night boat', credit: 'Omar Reyes' });
      return aPicture(focalPoint);
    };
    await uploaded();

    await app.develop();

    expect(await record()).toMatchObject({
      version: 3,
      state: 'ready',
      caption: 'The night boat',
      credit: 'Omar Reyes',
      title: 'Ferry',
    });
  });
});

describe('a focal point that is named while a file is developed', () => {
  const named = async () => {
    develop = async (focalPoint) => {
      if (asked.length === 1) await change({ focalPoint: { x: 10, y: 20 } });
      return aPicture(focalPoint);
    };
    await uploaded();
  };

  it('is that of the crops in the end', async () => {
    await named();

    await app.develop();

    expect(asked).toEqual([null, { x: 10, y: 20 }]);
    expect(await record()).toMatchObject({ state: 'ready', picture: { focalPoint: { x: 10, y: 20 } } });
    expect(await textOf(`media/${id}/1x1-x10y20-320.avif`)).toBe('square');
    expect(await app.objects.head(`incoming/${id}`)).toBeUndefined();
  });

  it('is so even when the function is ended before those', async () => {
    await named();
    // Its calls until the record is ready: the upload, the record, two files, the original; the record twice, as it changed.
    await expect(deliver(undefined, 9)).rejects.toThrow('A fault of the test');
    expect(await record()).toMatchObject({ state: 'ready', picture: { focalPoint: PICTURE.focalPoint } });

    await deliver();

    expect(await record()).toMatchObject({ picture: { focalPoint: { x: 10, y: 20 } } });
    expect(await app.objects.head(`incoming/${id}`)).toBeUndefined();
  });
});

describe('events', () => {
  it('that come twice are one', async () => {
    await uploaded();

    await deliver();
    await deliver();

    expect(asked).toHaveLength(1);
    expect(await record()).toMatchObject({ version: 2, state: 'ready' });
  });

  it('that come twice at the same moment are one', async () => {
    await uploaded();

    await Promise.all([deliver(), deliver()]);

    expect(await record()).toMatchObject({ version: 2, state: 'ready' });
    expect(await textOf(`originals/${id}`)).toBe('a picture');
    expect(await textOf(`media/${id}/640.jpg`)).toBe('whole');
  });

  it('of an upload that was developed before drop the copy', async () => {
    await uploaded();
    await app.develop();
    const before = await record();

    await upload(app, file);
    await app.develop();

    expect(await record()).toEqual(before);
    expect(asked).toHaveLength(1);
    expect(await app.objects.head(`incoming/${id}`)).toBeUndefined();
  });

  it.each(['incoming/nonsense', 'incoming/../x', `originals/${id}`, `incoming/${id}.other`])(
    'of the key %s are ignored',
    async (key) => {
      expect(await deliver(key)).toBe(0);
    },
  );

  it('are tried again after a fault at any step, and end in the same state', async () => {
    await uploaded();
    const steps = await deliver();
    const whole = await record();
    expect(steps).toBe(7);

    for (let step = 0; step < steps; step += 1) {
      for (const name of ['640.jpg', '1x1-x40y60-320.avif']) await app.objects.delete(`media/${id}/${name}`);
      await app.objects.delete(`originals/${id}`);
      await uploaded();
      await expect(deliver(undefined, step)).rejects.toThrow('A fault of the test');
      await deliver();

      expect(await record()).toEqual(whole);
      expect(await textOf(`media/${id}/640.jpg`)).toBe('whole');
      expect(await textOf(`originals/${id}`)).toBe('a picture');
      expect(await app.objects.head(`incoming/${id}`)).toBeUndefined();
    }
  });
});

describe('a changed focal point', () => {
  const ask = () => app.objects.put(`incoming/${id}.focus`, Buffer.from('{}'), { mediaType: 'application/json' });

  beforeEach(async () => {
    await uploaded();
    await app.develop();
    asked = [];
  });

  it('makes new crops from the original, under new names', async () => {
    await change({ focalPoint: { x: 10, y: 20 } });
    await ask();

    await app.develop();

    expect(await record()).toMatchObject({ version: 4, picture: { focalPoint: { x: 10, y: 20 } } });
    expect(await textOf(`media/${id}/1x1-x10y20-320.avif`)).toBe('square');
    expect(await textOf(`media/${id}/1x1-x40y60-320.avif`)).toBe('square');
    expect(await app.objects.head(`incoming/${id}.focus`)).toBeUndefined();
  });

  it('is not made twice, nor for a picture that has those crops', async () => {
    await change({ focalPoint: { x: 10, y: 20 } });
    await ask();
    await app.develop();
    await ask();
    await app.develop();

    expect(asked).toHaveLength(1);
    expect(await record()).toMatchObject({ version: 4 });
  });

  it('that changes again meanwhile is left to the later event', async () => {
    develop = async (focalPoint) => {
      if (asked.length === 1) await change({ focalPoint: { x: 70, y: 80 } });
      return aPicture(focalPoint);
    };
    await change({ focalPoint: { x: 10, y: 20 } });
    await ask();
    await app.develop();
    expect(await record()).toMatchObject({ picture: { focalPoint: PICTURE.focalPoint } });
    // It stays, so that it is announced again where the later event is lost.
    expect(await app.objects.head(`incoming/${id}.focus`)).toBeDefined();
    await ask();
    await app.develop();

    expect(await record()).toMatchObject({ picture: { focalPoint: { x: 70, y: 80 } } });
    expect(await app.objects.head(`incoming/${id}.focus`)).toBeUndefined();
  });

  it('leaves no crops of a file that is removed meanwhile', async () => {
    develop = async (focalPoint) => {
      await app.client.send(new DeleteCommand({ TableName: app.tables.newsroom, Key: recordKey(id) }));
      return aPicture(focalPoint);
    };
    await change({ focalPoint: { x: 10, y: 20 } });
    await ask();

    await deliver(`incoming/${id}.focus`);

    expect(await app.objects.head(`media/${id}/1x1-x10y20-320.avif`)).toBeUndefined();
    expect(await app.objects.head(`incoming/${id}.focus`)).toBeUndefined();
  });

  it('of a file that is not there, or is no picture, is dropped', async () => {
    await app.client.send(new DeleteCommand({ TableName: app.tables.newsroom, Key: recordKey(id) }));
    await ask();

    await app.develop();

    expect(asked).toEqual([]);
    expect(await app.objects.head(`incoming/${id}.focus`)).toBeUndefined();
  });
});
