import { withQuery } from '../../pages/addresses.ts';
import type { Section } from '../../sections/schema.ts';
import { Shell } from '../shell/Shell.tsx';
import type { DeskSite, Visitor } from '../shell/site.ts';
import { ArticleRows, type Row } from './ArticleRows.tsx';

export interface ListView {
  readonly state: Row['state'];
  readonly section: string | undefined;
  readonly rows: readonly Row[];
  /** How many articles were looked through. */
  readonly looked: number;
  readonly next: string | null;
  readonly previous: string | null;
  readonly sections: readonly Section[];
  readonly titles: ReadonlyMap<string, string>;
}

interface ListPageProps {
  readonly view: ListView;
  readonly site: DeskSite;
  readonly visitor: Visitor;
}

const LIST = '/desk/articles';

export function ListPage({ view, site, visitor }: ListPageProps) {
  const { words } = site;
  const { state, section } = view;
  const states = Object.keys(words.states) as Row['state'][];
  const page = (cursor: string) => withQuery(LIST, { state, section, cursor });
  return (
    <Shell site={site} visitor={visitor} room="articles" title={words.states[state]}>
      <h1 class="hidden">{`${words.articles}: ${words.states[state]}`}</h1>
      <nav aria-label={words.lists}>
        <ul class="tabs">
          {states.map((each) => (
            <li>
              <a href={withQuery(LIST, { state: each, section })} aria-current={each === state ? 'page' : undefined}>
                {words.states[each]}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <p class="acts">
        <a class="act" href="/desk/articles/new">
          {words.writing.newArticle}
        </a>
      </p>
      <form class="filter" method="get" action={LIST}>
        <input type="hidden" name="state" value={state} />
        <label for="section">{words.section}</label>
        <select id="section" name="section">
          <option value="">{words.allSections}</option>
          {view.sections.map(({ name, title }) => (
            <option value={name} selected={name === section}>
              {title}
            </option>
          ))}
        </select>
        <button type="submit">{words.show}</button>
      </form>
      {view.rows.length > 0 ? (
        <ArticleRows rows={view.rows} titles={view.titles} site={site} />
      ) : (
        <p>{section && view.looked > 0 ? words.noneOfSection(view.looked) : words.noArticles}</p>
      )}
      {(view.previous ?? view.next) !== null && (
        <nav class="turn" aria-label={words.pages}>
          {view.previous !== null && (
            <a rel="prev" href={page(view.previous)}>
              {words.previous}
            </a>
          )}
          {view.next !== null && (
            <a rel="next" href={page(view.next)}>
              {words.next}
            </a>
          )}
        </nav>
      )}
    </Shell>
  );
}
