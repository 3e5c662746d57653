import * as fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { articleEditingRoutes, previewRoutes } from '../../functions/newsroom/articles/routes.ts';
import { authorEditingRoutes } from '../../functions/newsroom/authors/routes.ts';
import { sectionEditingRoutes } from '../../functions/newsroom/sections/routes.ts';
import { Problem } from '../../functions/shared/api/problem.ts';
import { type Route, routeKeys } from '../../functions/shared/api/route.ts';
import { type App, startApp } from '../support/app.ts';
import { ARTICLES, aText, aWholeText, Editor, violations } from '../support/newsroom.ts';
import { almostInstant, encoded, forgedCursor, hostileText, hostileValue, oneOfWords } from '../support/requests.ts';

const routes: Readonly<Record<string, Route>> = {
  ...articleEditingRoutes,
  ...previewRoutes,
  ...sectionEditingRoutes,
  ...authorEditingRoutes,
};

let app: App;
let editor: Editor;
/** An article in each state, and one that is not there. */
let ids: string[];

beforeAll(async () => {
  app = await startApp();
  editor = new Editor(app);
  const stories = [];
  for (const state of ['draft', 'scheduled', 'published', 'withdrawn'] as const) {
    const story = await editor.story(state, { slug: `first-${state}` });
    await story.save({ slug: state, body: 'More.' });
    stories.push(story);
  }
  ids = [...stories.map(({ id }) => id), '00000000-0000-4000-8000-000000000000'];
});

/** What a request to each route may hold. A good one is answered well; a field or two of it are spoilt. */
const bodies: Readonly<Record<string, object>> = {
  createArticle: aText(),
  saveArticle: aWholeText(),
  patchArticle: { headline: 'The ferry has sailed', tags: ['night-boat'] },
  publishArticle: { at: '2026-11-24T06:00:00Z' },
  correctArticle: { note: 'It was nine days.' },
  createSection: { name: 'culture', title: 'Culture' },
  saveSection: { title: 'Abroad', description: 'The wide world.', open: true },
  orderSections: { names: ['home', 'abroad'] },
  patchSection: { title: 'Abroad', description: null },
  saveAuthor: { name: 'Ines Calder', biography: 'Writes.', role: '', portrait: null, contact: null, links: [] },
  patchAuthor: { biography: 'Wrote.' },
};

const values: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  at: fc.oneof(almostInstant, hostileValue),
  body: fc.oneof(
    hostileText,
    fc.string({ unit: oneOfWords('# * _ [ ] ( ) ` < > & ! | ~ : - 1. \\ a b <b> <script>') }),
  ),
  slug: fc.oneof(oneOfWords('draft scheduled published withdrawn first-published sitemap new'), hostileValue),
  section: fc.oneof(oneOfWords('home abroad nowhere'), hostileValue),
  tags: fc.oneof(fc.array(fc.oneof(oneOfWords('boats harbour'), hostileText), { maxLength: 25 }), hostileValue),
  byline: fc.oneof(fc.array(fc.oneof(oneOfWords('Ines Priya'), hostileText), { maxLength: 12 }), hostileValue),
  names: fc.oneof(fc.shuffledSubarray(['home', 'abroad', 'culture', 'nowhere']), hostileValue),
};
const FIELDS =
  'headline standfirst slug section tags byline body format language image commentsOpen at note name title description open names biography';

const spoiltBody = (good: object) =>
  fc
    .uniqueArray(oneOfWords(FIELDS), { maxLength: 3 })
    .chain((names) =>
      fc.tuple(...names.map((name) => (values[name] ?? hostileValue).map((value) => [name, value] as const))),
    )
    .map((changes) => JSON.stringify({ ...good, ...Object.fromEntries(changes) }));

const query = fc
  .array(
    fc.oneof(
      oneOfWords('state=draft state=scheduled state=published state=withdrawn day=2026-11-23 with=1 with=2 limit=1'),
      fc
        .tuple(oneOfWords('state day with limit cursor'), encoded(fc.oneof(forgedCursor, hostileText)))
        .map((pair) => pair.join('=')),
    ),
    { maxLength: 3 },
  )
  .map((pairs) => (pairs.length > 0 ? `?${pairs.join('&')}` : ''));

/** Stands for the version that an article has by then. */
const CURRENT = 'current';

const headers = fc
  .record(
    {
      'if-match': fc.oneof({ weight: 5, arbitrary: oneOfWords(`${CURRENT} "1"`) }, hostileText),
      'idempotency-key': fc.oneof(oneOfWords('one two'), hostileText),
    },
    { requiredKeys: [] },
  )
  .map((sent) => ({ 'content-type': 'application/json', ...sent }));

function hostileRequestTo(id: string, route: Route) {
  const parameters: Readonly<Record<string, fc.Arbitrary<string>>> = {
    '{id}': fc.nat(4).map((index) => ids[index] ?? ''),
    '{revision}': oneOfWords('1 2 3'),
    '{section}': oneOfWords('home abroad culture'),
    '{author}': oneOfWords('ines-calder priya'),
  };
  const segments = route.path.split('/').map((segment) => {
    const good = parameters[segment];
    return good ? fc.oneof({ weight: 5, arbitrary: good }, encoded(hostileText)) : fc.constant(segment);
  });
  const path = fc.tuple(...segments).map((parts) => parts.join('/'));
  const body = route.body
    ? fc.oneof({ weight: 5, arbitrary: spoiltBody(bodies[id] ?? {}) }, fc.json(), hostileText)
    : fc.constant(undefined);
  return fc.record({ path, query, headers, body });
}

async function currentVersion(path: string): Promise<string> {
  const address = ids.map((id) => `${ARTICLES}/${id}`).find((each) => path.startsWith(each));
  return (address && (await editor.get(address)).headers.etag) || '"1"';
}

describe('whatever an editor sends', () => {
  const requests = Object.entries(routes).flatMap(([id, route]) =>
    routeKeys(route).map((key) => [key, id, route] as const),
  );

  it.each(requests)('%s answers well or says clearly what is wrong, and both tables agree', async (key, id, route) => {
    const method = key.split(' ', 1)[0] ?? '';

    await fc.assert(
      fc.asyncProperty(hostileRequestTo(id, route), async ({ path, query, headers, body }) => {
        const version = headers['if-match'] === CURRENT ? { 'if-match': await currentVersion(path) } : {};
        const answer = await editor.send(method, path + query, { headers: { ...headers, ...version }, body });

        expect(answer.statusCode).toBeLessThan(500);
        if ((answer.statusCode ?? 0) < 400 || method === 'HEAD') return;
        const problem = Problem.parse(answer.json);
        expect(problem.status).toBe(answer.statusCode);
        expect(problem.detail).toMatch(/\S/);
        // What is wrong with a request is named; what is only so by now (a version, a state) has nothing to name.
        if ([400, 413, 415, 422].includes(problem.status) && !/too-large|limit/.test(problem.code)) {
          expect(problem.errors?.length).toBeGreaterThan(0);
        }
      }),
      { numRuns: 150 },
    );

    expect(app.logs.filter(({ level }) => level === 'error')).toEqual([]);
    expect(await violations(app)).toEqual([]);
  });
});
