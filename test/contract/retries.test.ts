import { beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { detailsOf } from '../../functions/media/details.ts';
import { contentOf } from '../../functions/newsroom/articles/fields.ts';
import { WholePage } from '../../functions/newsroom/pages/schema.ts';
import { PaperContent } from '../../functions/newsroom/settings/schema.ts';
import { routes } from '../../functions/routes.ts';
import type { Route } from '../../functions/shared/api/route.ts';
import { type Answer, type App, startApp } from '../support/app.ts';
import { Commenting } from '../support/commenting.ts';
import { defaultsOf } from '../support/defaultsOf.ts';
import { aFile, aReadyFile, MEDIA } from '../support/library.ts';
import { findsJpegs } from '../support/media.ts';
import { Editor, NO_SLOTS, scan } from '../support/newsroom.ts';

/*
 * "A retry is safe": every route that changes something for those who have signed in is called, its answer is taken for lost,
 * and it is called again with the same bytes. A new route fails here until it is tried.
 */

const route = (id: string): Route => {
  const found = Object.entries(routes).find(([name]) => name === id)?.[1];
  if (!found) throw new Error(`There is no route ${id}`);
  return found;
};

/** What is sent; the body's whole, and the version where there is one. */
interface Sent {
  readonly path: string;
  readonly body?: object;
  readonly version?: number | undefined;
  readonly headers?: Record<string, string>;
}

let app: App;
let comments: Commenting;
let made = 0;

const call = (
  { method, audience }: Pick<Route, 'method' | 'audience'>,
  { path, body, version, headers }: Sent,
  name = 'ines',
) =>
  app.request(method, path, {
    ...(body && { body }),
    headers: { ...headers, ...(version === undefined ? {} : { 'if-match': `"${version}"` }) },
    caller: { name, groups: [audience === 'editor' ? 'editors' : 'moderators'] },
  });

const content = () => {
  made += 1;
  return { headline: `Article ${made}`, section: 'abroad', byline: ['Ines Calder'], body: 'Text.' };
};
const ARTICLES = '/v1/newsroom/articles';
const create = async () => (await call(route('createArticle'), { path: ARTICLES, body: content() })).json;

/** An article after steps, each from the version before. */
async function article(...steps: readonly (readonly [string, object?])[]): Promise<Answer['json']> {
  let copy = await create();
  for (const [step, body = {}] of steps) {
    const path = `${ARTICLES}/${copy.id}/${step}`;
    copy = (await call(route('publishArticle'), { path, body, version: copy.version })).json;
  }
  return copy;
}
const at = { at: '2030-01-01T00:00:00.000Z' };
const PAGES = '/v1/newsroom/pages';
const aPage = () => {
  made += 1;
  return { headline: `Page ${made}`, body: 'Text.' };
};
const createPage = async () => (await call(route('createPage'), { path: PAGES, body: aPage() })).json;
/** A step of a page after others. */
const pageStep =
  (name: string, body: object, ...before: readonly (readonly [string, object?])[]) =>
  async (): Promise<Sent> => {
    let page = await createPage();
    for (const [each, sent = {}] of before) {
      const path = `${PAGES}/${page.id}/${each}`;
      page = (await call(route('publishPage'), { path, body: sent, version: page.version })).json;
    }
    return { path: `${PAGES}/${page.id}/${name}`, body, version: page.version };
  };
const step =
  (name: string, body: object, ...before: readonly (readonly [string, object?])[]) =>
  async (): Promise<Sent> => {
    const { id, version } = await article(...before);
    return { path: `${ARTICLES}/${id}/${name}`, body, version };
  };
const versionAt = async (path: string, audience: 'editor' | 'moderator') =>
  (await call({ method: 'GET', audience }, { path })).json.version;

const SECTIONS = '/v1/newsroom/sections';
const aSection = async () => {
  made += 1;
  const body = { name: `section-${made}`, title: 'A section' };
  return (await call(route('createSection'), { path: SECTIONS, body })).json;
};

const REDIRECTS = '/v1/newsroom/redirects';
const aRedirect = async () => {
  made += 1;
  const sent = { path: REDIRECTS, body: { from: `/old-${made}`, to: '/abroad', status: 301 } };
  return (await call(route('createRedirect'), sent)).json;
};

const SETTINGS = '/v1/moderation/settings';
const FRONT = '/v1/newsroom/fronts/front-page';
const calls: Readonly<Record<string, () => Promise<Sent>>> = {
  createArticle: async () => ({ path: ARTICLES, body: content(), headers: { 'idempotency-key': `key-${made}` } }),
  saveArticle: async () => {
    const { id, version } = await create();
    const { json } = await call({ method: 'GET', audience: 'editor' }, { path: `${ARTICLES}/${id}` });
    return { path: `${ARTICLES}/${id}`, body: { ...contentOf(json), headline: 'Another' }, version };
  },
  patchArticle: async () => {
    const { id, version } = await create();
    return { path: `${ARTICLES}/${id}`, body: { headline: 'Another' }, version };
  },
  deleteDraft: async () => {
    const { id, version } = await create();
    return { path: `${ARTICLES}/${id}`, version };
  },
  publishArticle: step('publish', {}),
  unscheduleArticle: step('unschedule', {}, ['publish', at]),
  correctArticle: step('correct', { note: 'It was so.' }, ['publish']),
  withdrawArticle: step('withdraw', {}, ['publish']),
  restoreArticle: step('restore', {}, ['publish'], ['withdraw']),
  restoreRevision: step('revisions/1/restore', {}, ['publish']),
  createPage: async () => ({ path: PAGES, body: aPage(), headers: { 'idempotency-key': `page-${made}` } }),
  savePage: async () => {
    const { id, version } = await createPage();
    const { json } = await call({ method: 'GET', audience: 'editor' }, { path: `${PAGES}/${id}` });
    return { path: `${PAGES}/${id}`, body: { ...z.parse(WholePage, json), headline: 'Another' }, version };
  },
  patchPage: async () => {
    const { id, version } = await createPage();
    return { path: `${PAGES}/${id}`, body: { headline: 'Another' }, version };
  },
  deletePageDraft: async () => {
    const { id, version } = await createPage();
    return { path: `${PAGES}/${id}`, version };
  },
  publishPage: pageStep('publish', {}),
  unschedulePage: pageStep('unschedule', {}, ['publish', at]),
  withdrawPage: pageStep('withdraw', {}, ['publish']),
  restorePage: pageStep('restore', {}, ['publish'], ['withdraw']),
  restorePageRevision: pageStep('revisions/1/restore', {}, ['publish']),
  saveMenu: async () => {
    const path = '/v1/newsroom/menus/more';
    return { path, body: { items: [{ tag: `tag-${made}` }] }, version: await versionAt(path, 'editor') };
  },
  savePaper: async () => {
    const path = '/v1/newsroom/settings';
    const body = { ...defaultsOf(PaperContent.shape), tagline: `Edition ${made}` };
    return { path, body, version: await versionAt(path, 'editor') };
  },
  patchPaper: async () => {
    const path = '/v1/newsroom/settings';
    return { path, body: { tagline: `Number ${made}` }, version: await versionAt(path, 'editor') };
  },
  createSection: async () => ({
    path: '/v1/newsroom/sections',
    body: { name: 'letters', title: 'Letters', description: 'To the editor.' },
  }),
  saveSection: async () => {
    const path = '/v1/newsroom/sections/home';
    const body = { title: 'Homeward', description: 'The city.', open: true };
    return { path, body, version: await versionAt(path, 'editor') };
  },
  patchSection: async () => {
    const path = '/v1/newsroom/sections/home';
    return { path, body: { title: 'The city' }, version: await versionAt(path, 'editor') };
  },
  renameSection: async () => {
    const { name, version } = await aSection();
    return { path: `${SECTIONS}/${name}/rename`, body: { name: `${name}-renamed` }, version };
  },
  mergeSection: async () => {
    const { name, version } = await aSection();
    return { path: `${SECTIONS}/${name}/merge`, body: { into: 'home' }, version };
  },
  retireSection: async () => {
    const { name, version } = await aSection();
    return { path: `${SECTIONS}/${name}/retire`, body: {}, version };
  },
  orderSections: async () => {
    const path = '/v1/newsroom/sections';
    const { items, version } = (await call({ method: 'GET', audience: 'editor' }, { path })).json;
    return { path, body: { names: items.map(({ name }: { name: string }) => name).toReversed() }, version };
  },
  saveAuthor: async () => ({
    path: '/v1/newsroom/authors/ines-calder',
    body: { name: 'Ines Calder', biography: 'Reports.', role: '', portrait: null, contact: null, links: [] },
    version: 0,
  }),
  renameAuthor: async () => {
    made += 1;
    const path = `/v1/newsroom/authors/author-${made}`;
    const body = { name: 'Tobias Reed', biography: 'Writes.', role: '', portrait: null, contact: null, links: [] };
    const { version } = (await call(route('saveAuthor'), { path, body, version: 0 })).json;
    return { path: `${path}/rename`, body: { slug: `author-${made}-renamed` }, version };
  },
  patchAuthor: async () => ({
    path: '/v1/newsroom/authors/ines-calder',
    body: { biography: 'Reports from the quay.' },
    version: 1,
  }),
  saveTag: async () => ({
    path: '/v1/newsroom/tags/harbour',
    body: { name: 'The harbour', description: '' },
    version: 0,
  }),
  createRedirect: async () => ({ path: REDIRECTS, body: { from: '/postcards', to: '/abroad', status: 301 } }),
  saveRedirect: async () => {
    const { id, from, version } = await aRedirect();
    return { path: `${REDIRECTS}/${id}`, body: { from, to: '/home', status: 301 }, version };
  },
  deleteRedirect: async () => {
    const { id, version } = await aRedirect();
    return { path: `${REDIRECTS}/${id}`, version };
  },
  arrangeFront: async () => ({
    path: FRONT,
    body: { ...NO_SLOTS, from: '2030-01-01T06:00:00.000Z', lead: [{ article: 'ferry' }] },
    version: await versionAt(FRONT, 'editor'),
  }),
  rearrangeFront: async () => ({ path: FRONT, body: { briefs: [] }, version: await versionAt(FRONT, 'editor') }),
  removeEdition: async () => {
    const from = '2030-01-02T06:00:00.000Z';
    const body = { ...NO_SLOTS, from };
    const before = { path: FRONT, body, version: await versionAt(FRONT, 'editor') };
    const { version } = (await call(route('arrangeFront'), before)).json;
    return { path: `${FRONT}/editions/${from}`, version };
  },
  resetFront: async () => ({ path: FRONT, version: await versionAt(FRONT, 'editor') }),
  createMedia: async () => ({ path: MEDIA, body: aFile() }),
  fetchMedia: async () => ({ path: `${MEDIA}/fetched`, body: { url: 'https://agency.example/quay.jpg' } }),
  saveMedia: async () => {
    const { id, version, ...media } = await aReadyFile(new Editor(app));
    return { path: `${MEDIA}/${id}`, body: { ...detailsOf(media), title: 'Quay' }, version };
  },
  patchMedia: async () => {
    const { id, version } = await aReadyFile(new Editor(app));
    return { path: `${MEDIA}/${id}`, body: { alt: 'A quay.', focalPoint: { x: 10, y: 90 } }, version };
  },
  removeMedia: async () => {
    const { id, version } = await aReadyFile(new Editor(app));
    return { path: `${MEDIA}/${id}`, version };
  },
  decideComment: async () => ({
    path: `/v1/moderation/comments/${await comments.held()}/decisions`,
    body: { act: 'approve', version: 1 },
  }),
  decideComments: async () => {
    const ids = [await comments.held(), await comments.held()];
    const versions = Object.fromEntries(ids.map((id) => [id, 1]));
    return { path: '/v1/moderation/decisions', body: { act: 'spam', ids, versions } };
  },
  openThread: async () => ({ path: '/v1/moderation/threads/ferry', body: { open: true } }),
  saveSettings: async () => {
    const { settings, version } = (await call({ method: 'GET', audience: 'moderator' }, { path: SETTINGS })).json;
    return { path: SETTINGS, body: { ...settings, holdWords: ['coal'] }, version };
  },
  patchSettings: async () => ({
    path: SETTINGS,
    body: { holdWords: ['fuel'] },
    version: await versionAt(SETTINGS, 'moderator'),
  }),
  saveSectionSettings: async () => ({ path: `${SETTINGS}/home`, body: { open: true }, version: 0 }),
  patchSectionSettings: async () => ({ path: `${SETTINGS}/home`, body: { open: false }, version: 1 }),
  trySettings: async () => {
    const { settings } = (await call({ method: 'GET', audience: 'moderator' }, { path: SETTINGS })).json;
    return { path: '/v1/moderation/trials', body: { settings } };
  },
  findPerson: async () => ({ path: '/v1/moderation/people', body: { email: 'wren@example.org' } }),
  erasePerson: async () => ({ path: `/v1/moderation/people/${await app.personOf('nobody@example.org')}` }),
};

beforeAll(async () => {
  app = await startApp({ fetchFile: findsJpegs, rateLimit: { most: 1_000, seconds: 600 } });
  comments = new Commenting(app);
  const { id } = (await call(route('createArticle'), { path: ARTICLES, body: { ...content(), slug: 'ferry' } })).json;
  await call(route('publishArticle'), { path: `${ARTICLES}/${id}/publish`, body: {}, version: 1 });
});

const acts = async () => (await scan(app, 'newsroom')).filter(({ type }) => type === 'act').length;

describe('a retry of', () => {
  it('every route that changes something is tried here', () => {
    // Without the desk's forms (test/api/deskWriting.test.ts and deskComments.test.ts).
    const guarded = Object.entries(routes).filter(
      ([, { audience, method, proxy }]) => audience !== 'public' && method !== 'GET' && proxy === undefined,
    );

    expect(Object.keys(calls).toSorted()).toEqual(guarded.map(([id]) => id).toSorted());
  });

  it.each(Object.entries(calls))('%s is answered as the first was, and done once', async (id, prepare) => {
    const sent = await prepare();

    const first = await call(route(id), sent);
    const done = await acts();
    const again = await call(route(id), sent);

    expect(first.statusCode).toBeLessThan(300);
    // What it wanted is so; the text of the answer is gone with the draft, or the file.
    if (['deleteDraft', 'deletePageDraft', 'removeMedia', 'deleteRedirect'].includes(id))
      expect(again.statusCode).toBe(404);
    else expect([again.statusCode, again.body]).toEqual([first.statusCode, first.body]);
    expect(await acts()).toBe(done);
  });

  it('an act that is still under way is one act, and both are answered alike', async () => {
    const sent = await step('publish', {})();

    const answers = await Promise.all([1, 2, 3].map(() => call(route('publishArticle'), sent)));

    expect(answers.map(({ statusCode, body }) => [statusCode, body])).toEqual(
      Array(3).fill([200, answers[0]?.body ?? '']),
    );
  });
});

/** Acts that anybody may go on with where somebody was stopped in the middle. */
const GOES_ON: ReadonlySet<string> = new Set(['renameAuthor']);

describe('what is no retry', () => {
  it.each(Object.entries(calls).filter(([id]) => !GOES_ON.has(id)))(
    "%s: somebody else's same act is told that the first was there",
    async (id, prepare) => {
      const sent = await prepare();
      const first = await call(route(id), sent);

      const other = await call(route(id), sent, 'tobias');

      if (sent.version === undefined) expect(other.statusCode).toBeLessThan(500);
      else expect([id, other.statusCode]).toEqual([id, expect.toSatisfy((status) => [404, 412].includes(status))]);
      expect(first.statusCode).toBeLessThan(500);
    },
  );

  it('is another body from the same version', async () => {
    const { id, version } = await create();
    await call(route('patchArticle'), { path: `${ARTICLES}/${id}`, body: { headline: 'One' }, version });

    const other = await call(route('patchArticle'), { path: `${ARTICLES}/${id}`, body: { headline: 'Two' }, version });

    expect(other.statusCode).toBe(412);
  });

  it("is a comment's decision by somebody else, or another one by the same", async () => {
    const path = `/v1/moderation/comments/${await comments.held()}/decisions`;
    await call(route('decideComment'), { path, body: { act: 'approve', version: 1 } });

    const others = [
      await call(route('decideComment'), { path, body: { act: 'approve', version: 1 } }, 'tobias'),
      await call(route('decideComment'), { path, body: { act: 'spam', version: 1 } }),
    ];

    expect(others.map(({ statusCode }) => statusCode)).toEqual([409, 409]);
  });
});

describe('a decision that is forced', () => {
  it.each(['approve', 'reject', 'spam'])(
    'is answered again as it was, and by somebody else refused: %s',
    async (act) => {
      const id = await comments.held();
      const forced = (name?: string) =>
        call(
          route('decideComment'),
          { path: `/v1/moderation/comments/${id}/decisions`, body: { act, force: true } },
          name,
        );
      const together = () =>
        call(route('decideComments'), { path: '/v1/moderation/decisions', body: { act, force: true, ids: [id] } });

      const [first, again, listed, other] = [await forced(), await forced(), await together(), await forced('tobias')];

      expect([first.statusCode, again.statusCode, again.body]).toEqual([200, 200, first.body]);
      expect(listed.json.items).toMatchObject([{ id, verdict: first.json.verdict, code: null }]);
      expect(other.statusCode).toBe(409);
    },
  );
});

describe("an author's removal of their own comment", () => {
  it('is answered again as it was', async () => {
    const { json } = await comments.send();
    const remove = () => app.post(`/v1/comments/${json.id}/removal`, { token: json.edit.token });

    const [first, again] = [await remove(), await remove()];
    const edited = await app.post(`/v1/comments/${json.id}/edit`, { token: json.edit.token, comment: 'No.' });

    expect([first.statusCode, again.statusCode, again.body]).toEqual([200, 200, first.body]);
    expect(edited.statusCode).toBe(403);
  });
});
