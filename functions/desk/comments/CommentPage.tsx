import type { QueuedComment } from '../../moderation/schema.ts';
import { Shell } from '../shell/Shell.tsx';
import { queueAddress } from './addresses.ts';
import { CommentCard, type Showing } from './CommentCard.tsx';
import { Decision } from './Decisions.tsx';
import { When } from './When.tsx';

/** One comment with every decision on it. */
export function CommentPage({ comment, showing }: { readonly comment: QueuedComment; readonly showing: Showing }) {
  const { site, visitor, now, place } = showing;
  const { queue, comments } = site.words;
  return (
    <Shell site={site} visitor={visitor} room="comments" title={comment.name || queue.nobody}>
      <h1 class="hidden">{comments}</h1>
      <p class="meta">
        <a href={queueAddress(place)}>{queue.back}</a>
      </p>
      <CommentCard comment={comment} showing={showing} isAlone hasKeys />
      <h2>{queue.history}</h2>
      <ol class="rows">
        <li>
          {queue.sent} <When at={comment.submittedAt} now={now} site={site} />
        </li>
        {comment.history.map((decided) => (
          <li>
            <Decision decided={decided} now={now} site={site} />
          </li>
        ))}
      </ol>
    </Shell>
  );
}
