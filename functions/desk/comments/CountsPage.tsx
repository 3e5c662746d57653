import type { Total } from '../../shared/data/countUpTo.ts';
import { Shell } from '../shell/Shell.tsx';
import type { DeskSite, Visitor } from '../shell/site.ts';

interface CountsPageProps {
  readonly held: Total;
  readonly reported: Total;
  readonly site: DeskSite;
  readonly visitor: Visitor;
}

/** How many comments wait. */
export const CountsPage = ({ held, reported, site, visitor }: CountsPageProps) => (
  <Shell site={site} visitor={visitor} room="comments" title={site.words.comments}>
    <h1 class="hidden">{site.words.comments}</h1>
    <dl class="facts">
      <dt>{site.words.held}</dt>
      <dd>{site.words.heldComments(held.count, held.exact)}</dd>
      <dt>{site.words.reported}</dt>
      <dd>{site.words.reportedComments(reported.count, reported.exact)}</dd>
    </dl>
  </Shell>
);
