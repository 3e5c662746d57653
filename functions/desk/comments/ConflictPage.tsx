import { diffWordsWithSpace } from 'diff';
import type { QueuedComment } from '../../moderation/schema.ts';
import { Shell } from '../shell/Shell.tsx';
import { queueAddress } from './addresses.ts';
import { CommentCard, type Showing } from './CommentCard.tsx';
import { Decision } from './Decisions.tsx';
import type { Notice } from './notice.ts';
import { Done } from './QueuePage.tsx';
import { When } from './When.tsx';

/** A comment on which nothing was decided, as it is now. */
export interface Undecided {
  readonly comment: QueuedComment;
  /** The version that the moderator saw. */
  readonly version: number;
  /** The words that they saw, where these are known. */
  readonly seen?: string | undefined;
  /** Whether its article is the reason. */
  readonly lacksArticle: boolean;
}

interface ConflictPageProps {
  readonly undecided: readonly Undecided[];
  /** How many of those that were sent are not there any more. */
  readonly missing: number;
  /** What was decided beside them. */
  readonly notice: Notice | undefined;
  readonly next: string | undefined;
  readonly showing: Showing;
}

/** Shows what has changed since comments were seen, and lets decide again. Nothing of it was overrun. */
export function ConflictPage({ undecided, missing, notice, next, showing }: ConflictPageProps) {
  const { site, visitor, place } = showing;
  const { conflict } = site.words.queue;
  return (
    <Shell site={site} visitor={visitor} room="comments" title={conflict.title}>
      <h1>{conflict.title}</h1>
      {undecided.length > 0 && <p>{conflict.text}</p>}
      {missing > 0 && <p>{conflict.gone}</p>}
      {notice && notice.comments.length > 0 && (
        <div class="notice" role="status">
          <Done notice={notice} showing={showing} />
        </div>
      )}
      {undecided.map((each) => (
        <section>
          <Changes undecided={each} showing={showing} />
          <CommentCard comment={each.comment} showing={showing} next={next} hasKeys={undecided.length === 1} />
        </section>
      ))}
      <p>
        <a class="act" href={`${queueAddress(place)}${next === undefined ? '' : `#c-${next}`}`}>
          {conflict.leave}
        </a>
      </p>
    </Shell>
  );
}

/** What happened to a comment since it was seen. */
function Changes({ undecided, showing: { site, now } }: { readonly undecided: Undecided; readonly showing: Showing }) {
  const { conflict } = site.words.queue;
  const { comment, version, seen, lacksArticle } = undecided;
  const since = comment.history.slice(version);
  const { editedAt } = comment;
  const isEdited = editedAt !== null && since.some(({ at }) => at === editedAt);
  return (
    <>
      <ul class="changes">
        {isEdited && (
          <li>
            <strong>{conflict.words}</strong>, <When at={editedAt} now={now} site={site} />
          </li>
        )}
        {since
          .filter(({ at }) => !(isEdited && at === editedAt))
          .map((decided) => (
            <li>
              <Decision decided={decided} now={now} site={site} />
            </li>
          ))}
        {lacksArticle && <li>{conflict.noArticle}</li>}
        {!lacksArticle && since.length === 0 && <li>{conflict.impossible}</li>}
      </ul>
      {isEdited && seen !== undefined && comment.comment !== '' && (
        <Compared was={seen} is={comment.comment} showing={{ site }} />
      )}
    </>
  );
}

/** Most words that differ before two texts are shown without marks: comparing takes as many steps as words, times this. */
const MOST_DIFFERENT = 400;

interface ComparedProps {
  readonly was: string;
  readonly is: string;
  readonly showing: Pick<Showing, 'site'>;
}

/** The words that were seen and those that are there, each with what differs. */
function Compared({ was, is, showing: { site } }: ComparedProps) {
  const { conflict } = site.words.queue;
  const parts = diffWordsWithSpace(was, is, { maxEditLength: MOST_DIFFERENT }) ?? [
    { value: was, removed: true, added: false },
    { value: is, removed: false, added: true },
  ];
  return (
    <dl class="compared">
      <dt>{conflict.was}</dt>
      <dd class="typed" dir="auto">
        {parts.filter(({ added }) => !added).map(({ value, removed }) => (removed ? <del>{value}</del> : value))}
      </dd>
      <dt>{conflict.is}</dt>
      <dd class="typed" dir="auto">
        {parts.filter(({ removed }) => !removed).map(({ value, added }) => (added ? <ins>{value}</ins> : value))}
      </dd>
    </dl>
  );
}
