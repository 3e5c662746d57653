import { withQuery } from '../../pages/addresses.ts';
import { GROUP_OF } from '../../shared/api/caller.ts';
import { Shell } from '../shell/Shell.tsx';
import type { DeskSite, Visitor } from '../shell/site.ts';
import { ArticleRows, type Row } from './ArticleRows.tsx';

export interface TodayView {
  readonly soon: readonly Row[];
  readonly drafts: readonly Row[];
  readonly titles: ReadonlyMap<string, string>;
}

interface TodayPageProps {
  readonly view: TodayView;
  readonly site: DeskSite;
  readonly visitor: Visitor;
}

export function TodayPage({ view: { soon, drafts, titles }, site, visitor }: TodayPageProps) {
  const { words } = site;
  const list = (state: Row['state']) => withQuery('/desk/articles', { state });
  return (
    <Shell site={site} visitor={visitor} room="today" title={words.today}>
      <h1 class="hidden">{words.today}</h1>
      <p class="acts">
        <a class="act" href="/desk/articles/new">
          {words.writing.newArticle}
        </a>
      </p>
      <section aria-labelledby="soon">
        <h2 id="soon">{words.goesOutSoon}</h2>
        {soon.length > 0 ? <ArticleRows rows={soon} titles={titles} site={site} /> : <p>{words.nothingGoesOut}</p>}
        <p>
          <a href={list('scheduled')}>{words.allScheduled}</a>
        </p>
      </section>
      <section aria-labelledby="mine">
        <h2 id="mine">{words.myDrafts}</h2>
        {drafts.length > 0 ? <ArticleRows rows={drafts} titles={titles} site={site} /> : <p>{words.noDrafts}</p>}
        <p>
          <a href={list('draft')}>{words.allDrafts}</a>
        </p>
      </section>
      {visitor.groups.includes(GROUP_OF.moderator) && (
        <section aria-labelledby="waiting">
          <h2 id="waiting">{words.comments}</h2>
          <p>
            {words.commentsWait} <a href="/desk/comments">{words.comments}</a>
          </p>
        </section>
      )}
    </Shell>
  );
}
