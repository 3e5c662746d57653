import type { PersonalData } from '../../commenters/schema.ts';
import { Shell } from '../shell/Shell.tsx';
import { commentAddress, personAddress } from './addresses.ts';
import type { Showing } from './CommentCard.tsx';
import { Decision } from './Decisions.tsx';
import { cutParts } from './marks.ts';
import { When } from './When.tsx';

/** Longest beginning of each text. */
const SHOWN_CHARACTERS = 300;

/** All comments of a person, oldest first. */
export function PersonPage({
  data,
  showing,
}: {
  readonly data: PersonalData;
  readonly showing: Pick<Showing, 'site' | 'visitor' | 'now'>;
}) {
  const { site, visitor, now } = showing;
  const { queue, pages, next } = site.words;
  const [first] = data.comments;
  const title = first ? queue.personTitle(first.name || queue.nobody) : queue.noComments;
  return (
    <Shell site={site} visitor={visitor} room="comments" title={title}>
      <p class="meta">
        <a href="/desk/comments">{queue.back}</a>
      </p>
      <h1 dir="auto">{title}</h1>
      {first && (
        <p class="meta">
          <bdi>{first.email}</bdi>
          <span>{queue.record.approved(data.approvedComments)}</span>
          <span>
            {queue.since} <When at={first.submittedAt} now={now} site={site} />
          </span>
        </p>
      )}
      <ol class="rows">
        {data.comments.map(({ id, comment, submittedAt, history }) => (
          <li>
            <div class="typed" dir="auto">
              {beginningOf(comment)}
            </div>
            <p class="meta">
              <a href={commentAddress(id)}>
                <When at={submittedAt} now={now} site={site} />
              </a>
              {history.slice(-1).map((decided) => (
                <span>
                  <Decision decided={decided} now={now} site={site} />
                </span>
              ))}
            </p>
          </li>
        ))}
      </ol>
      {data.next !== null && (
        <nav class="turn" aria-label={pages}>
          <a rel="next" href={personAddress(data.person, data.next)}>
            {next}
          </a>
        </nav>
      )}
    </Shell>
  );
}

function beginningOf(text: string): string {
  const { head, tail } = cutParts([{ text, marked: false }], SHOWN_CHARACTERS);
  return `${head.map((part) => part.text).join('')}${tail.length > 0 ? ' …' : ''}`;
}
