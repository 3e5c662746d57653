import type { VNode } from 'preact';
import { isStatusSortKey } from '../../newsroom/articles/keys.ts';
import { articleEditingRoutes, type previewRoutes } from '../../newsroom/articles/routes.ts';
import { decodeCursor } from '../../shared/api/cursor.ts';
import type { Input, Operations, Route } from '../../shared/api/route.ts';
import { later, toInstant } from '../../shared/instant.ts';
import { deskReply } from '../shell/answer.ts';
import { ask } from '../shell/ask.ts';
import { document } from '../shell/Shell.tsx';
import { visitorIn } from '../shell/visit.ts';
import type { Row } from './ArticleRows.tsx';
import { ListPage } from './ListPage.tsx';
import type { deskEditRoutes } from './routes.ts';
import { TodayPage } from './TodayPage.tsx';
import { type Writing, writingPages } from './writing.tsx';

export interface EditingPages extends Writing {
  /** What the API does; pages call the same. */
  readonly operations: Writing['operations'] &
    Pick<Operations<typeof articleEditingRoutes>, 'listCopies'> &
    Pick<Operations<typeof previewRoutes>, 'previewPage'>;
}

/** Rows of a page. */
const ROWS = 25;
/** What one page of a section looks through at most: so many times so many articles. */
const LOOKS = 5;
const LOOKED_AT_ONCE = 100;
const DAY_SECONDS = 24 * 60 * 60;

type Asking = Input<Route & { readonly audience: 'editor' }>['request'];
type State = Row['state'];

const reply = (page: VNode) => deskReply(document(page));

/** The pages for editors. */
export function editingPages({
  operations,
  sections,
  clock,
  site,
  ...writing
}: EditingPages): Operations<typeof deskEditRoutes> {
  const { listCopies } = articleEditingRoutes;
  const list = (request: Asking, state: State, limit: number, cursor?: string) =>
    ask(listCopies, operations.listCopies, request, { query: { state, limit, cursor } });

  /** The articles of a section, which the index does not know: pages of a state are looked through. */
  const listSection = async (request: Asking, state: State, section: string, cursor?: string) => {
    const first = await list(request, state, LOOKED_AT_ONCE, cursor);
    const isBackwards =
      cursor !== undefined && decodeCursor(`copies/${state}`, cursor, isStatusSortKey).direction === 'before';
    const pages = [first];
    const found = () => pages.flatMap(({ items }) => items).filter((row) => row.section === section);
    while (pages.length < LOOKS && found().length < ROWS) {
      const more = isBackwards ? pages[0]?.previous : pages.at(-1)?.next;
      if (!more) break;
      const page = await list(request, state, LOOKED_AT_ONCE, more);
      if (isBackwards) pages.unshift(page);
      else pages.push(page);
    }
    const looked = pages.reduce((sum, { items }) => sum + items.length, 0);
    return { rows: found(), looked, next: pages.at(-1)?.next ?? null, previous: pages[0]?.previous ?? null };
  };

  return {
    showToday: async ({ request }) => {
      const visitor = visitorIn(request);
      const until = toInstant(later(clock(), DAY_SECONDS));
      const [scheduled, drafts, titles] = await Promise.all([
        list(request, 'scheduled', LOOKED_AT_ONCE),
        list(request, 'draft', LOOKED_AT_ONCE),
        sections.titles(),
      ]);
      const view = {
        soon: scheduled.items.filter(({ publishedAt }) => publishedAt !== null && publishedAt <= until),
        drafts: drafts.items.filter(({ changedBy }) => changedBy === visitor.name).slice(0, ROWS),
        titles,
      };
      return reply(<TodayPage view={view} site={site} visitor={visitor} />);
    },

    showArticles: async ({ query: { state, cursor, ...query }, request }) => {
      const section = query.section || undefined;
      const listed = section
        ? listSection(request, state, section, cursor)
        : list(request, state, ROWS, cursor).then(({ items, next, previous }) => ({
            rows: items,
            looked: items.length,
            next,
            previous,
          }));
      const [found, all, titles] = await Promise.all([listed, sections.all(), sections.titles()]);
      const view = { ...found, state, section, sections: all, titles };
      return reply(<ListPage view={view} site={site} visitor={visitorIn(request)} />);
    },

    ...writingPages({ operations, sections, clock, site, ...writing }),

    showPreview: ({ params, request }) =>
      operations.previewPage({ params, query: undefined, headers: undefined, body: undefined, request }),
  };
}
