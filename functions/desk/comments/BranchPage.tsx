import type * as z from 'zod/mini';
import type { Branch } from '../../moderation/schema.ts';
import { FormToken, Shell } from '../shell/Shell.tsx';
import { commentAddress, decisionsAddress, queueAddress } from './addresses.ts';
import { ReasonField, type Showing } from './CommentCard.tsx';
import { When } from './When.tsx';

interface BranchPageProps {
  /** The comment that was asked for. */
  readonly id: string;
  readonly branch: z.output<typeof Branch>;
  readonly showing: Showing;
}

/** A conversation in the order of its thread. What hangs under the comment is ticked, to be taken down together with it. */
export function BranchPage({ id, branch, showing }: BranchPageProps) {
  const { site, visitor, now, place } = showing;
  const { queue } = site.words;
  const under = branchUnder(id, branch.items);
  return (
    <Shell site={site} visitor={visitor} room="comments" title={queue.branch}>
      <p class="meta">
        <a href={queueAddress(place)}>{queue.back}</a>
      </p>
      <h1>{queue.branch}</h1>
      <form class="branch" method="post" action={decisionsAddress(place)}>
        <FormToken visitor={visitor} />
        <ol class="rows">
          {branch.items.map((each) => (
            <li class={`depth-${Math.min(each.depth, 4)}`} aria-current={each.id === id ? 'true' : undefined}>
              <div class="meta">
                {each.verdict === 'published' && (
                  <label class="tick">
                    <input
                      type="checkbox"
                      name={each.id}
                      value={each.version}
                      checked={under.has(each.id)}
                      aria-label={queue.tick(each.name || queue.nobody)}
                    />
                  </label>
                )}
                <strong>
                  <bdi>{each.name || queue.nobody}</bdi>
                </strong>
                <span>{queue.name[each.verdict]}</span>
                <a href={commentAddress(each.id, place)}>
                  <When at={each.submittedAt} now={now} site={site} />
                </a>
              </div>
              <div class="typed" dir="auto">
                {each.comment || queue.goneText}
              </div>
            </li>
          ))}
        </ol>
        {branch.more && <p>{queue.branchLonger}</p>}
        {branch.items.some(({ verdict }) => verdict === 'published') && (
          <fieldset class="acts">
            <legend>{queue.ticked}</legend>
            <ReasonField site={site} />
            <button type="submit" name="act" value="remove">
              {queue.act.remove}
            </button>
          </fieldset>
        )}
      </form>
    </Shell>
  );
}

/** A comment and all that answers it. Answers stand after what they answer. */
function branchUnder(id: string, comments: BranchPageProps['branch']['items']): ReadonlySet<string> {
  const under = new Set([id]);
  for (const each of comments) if (under.has(each.parentId ?? '')) under.add(each.id);
  return under;
}
