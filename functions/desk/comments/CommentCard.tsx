import { isPossible, type ModerationAction } from '../../moderation/actions.ts';
import type { QueuedComment } from '../../moderation/schema.ts';
import { FormToken } from '../shell/Shell.tsx';
import type { DeskSite, Visitor } from '../shell/site.ts';
import { branchAddress, commentAddress, personAddress, publicAddress, queueLike } from './addresses.ts';
import { Decision, isModerators } from './Decisions.tsx';
import { cutParts, type MarkedField, markedParts, type Part } from './marks.ts';
import type { QueuePlace } from './schema.ts';
import { When } from './When.tsx';

/** Where a comment is shown, and to whom. */
export interface Showing {
  readonly site: DeskSite;
  readonly visitor: Visitor;
  readonly now: Date;
  /** The list to return to after a decision. */
  readonly place: QueuePlace;
  /** How long authors may change their comments. Words that may change are sent along, to be compared. */
  readonly editMinutes: number;
}

interface CommentCardProps {
  readonly comment: QueuedComment;
  readonly showing: Showing;
  /** The comment to go on with after this. */
  readonly next?: string | undefined;
  /** Whether it can be ticked for the form of several. */
  readonly ticks?: boolean | undefined;
  /** Whether keys decide on it. */
  readonly hasKeys?: boolean | undefined;
  /** Whether it is the page's only subject: the whole text is shown, and a reason can be given. */
  readonly isAlone?: boolean | undefined;
}

/** In the order of their buttons, with their access keys. */
const BUTTONS: readonly (readonly [Exclude<ModerationAction, 'undo'>, string])[] = [
  ['approve', 'a'],
  ['reject', 'r'],
  ['spam', 's'],
  ['remove', 'd'],
  ['restore', 'b'],
];

/** Longest text that a list shows whole. */
const SHOWN_CHARACTERS = 800;

/** A comment with what decides about it, text first, and the decisions. */
export function CommentCard({ comment, showing, next, ticks, hasKeys, isAlone = false }: CommentCardProps) {
  const { site, now } = showing;
  const { queue } = site.words;
  const name = comment.name || queue.nobody;
  const sent = <When at={comment.submittedAt} now={now} site={site} />;
  return (
    <article class="comment" id={`c-${comment.id}`}>
      <header>
        {ticks && comment.comment !== '' && (
          <label class="tick">
            <input
              type="checkbox"
              form="bulk"
              name={comment.id}
              value={comment.version}
              aria-label={queue.tick(name)}
            />
          </label>
        )}
        <h2>
          <bdi>
            <Marked parts={partsOf(comment, 'name', site) ?? [{ text: name, marked: false }]} />
          </bdi>
        </h2>
        <span class="meta">
          {isAlone ? sent : <a href={commentAddress(comment.id, showing.place)}>{sent}</a>}
          {comment.editedAt !== null && (
            <strong>
              {queue.edited} <When at={comment.editedAt} now={now} site={site} />
            </strong>
          )}
        </span>
      </header>
      {comment.comment === '' ? (
        <p>{queue.goneText}</p>
      ) : (
        <Text parts={partsOf(comment, 'comment', site) ?? []} isWhole={isAlone} site={site} />
      )}
      <Place comment={comment} showing={showing} />
      <Reasons comment={comment} showing={showing} />
      <Record comment={comment} site={site} />
      {comment.comment !== '' && (
        <Buttons comment={comment} showing={showing} next={next} hasKeys={hasKeys} isAlone={isAlone} />
      )}
    </article>
  );
}

/** A field with what the rules have matched; undefined where it is empty. */
function partsOf(comment: QueuedComment, field: MarkedField, { words }: DeskSite): readonly Part[] | undefined {
  const text = comment[field];
  if (text === null || text === '') return undefined;
  const { rule = '', matched = null } = comment.history.findLast(({ by }) => by === 'rules') ?? {};
  return markedParts(text, { rule, matched, field, language: words.language });
}

const Marked = ({ parts }: { readonly parts: readonly Part[] }) => (
  <>{parts.map(({ text, marked }) => (marked ? <mark>{text}</mark> : text))}</>
);

/** A text as it was typed. */
function Text({ parts, isWhole, site }: { readonly parts: readonly Part[]; isWhole: boolean; site: DeskSite }) {
  const { head, tail } = isWhole ? { head: parts, tail: [] } : cutParts(parts, SHOWN_CHARACTERS);
  const rest = tail.reduce((sum, { text }) => sum + text.length, 0);
  return (
    <>
      <div class="typed" dir="auto">
        <Marked parts={head} />
      </div>
      {rest > 0 && (
        <details>
          <summary>{site.words.queue.rest(rest)}</summary>
          <div class="typed" dir="auto">
            <Marked parts={tail} />
          </div>
        </details>
      )}
    </>
  );
}

interface PartProps {
  readonly comment: QueuedComment;
  readonly showing: Showing;
}

/** Its article, and what it answers. */
function Place({ comment, showing: { site, place } }: PartProps) {
  const { queue } = site.words;
  const { headline, parent, article } = comment;
  return (
    <>
      <p class="meta">
        <span>
          {queue.on}{' '}
          {headline === null ? queue.withdrawn : <a href={publicAddress(comment)}>{<bdi>{headline}</bdi>}</a>}
        </span>
        {(comment.parentId !== null || comment.verdict === 'published') && (
          <a href={branchAddress(comment.id, place)}>{queue.branch}</a>
        )}
        {place.article === undefined && <a href={queueLike(place, { article })}>{queue.ofArticle}</a>}
      </p>
      {parent && (
        <blockquote>
          <p class="meta">
            <a href={commentAddress(parent.id, place)}>
              <bdi>{queue.answers(parent.name || queue.nobody)}</bdi>
            </a>
            <span>{queue.name[parent.verdict]}</span>
          </p>
          <div class="typed" dir="auto">
            {parent.comment}
          </div>
        </blockquote>
      )}
    </>
  );
}

/** Why it is where it is. */
function Reasons({ comment, showing: { site, now } }: PartProps) {
  const { queue } = site.words;
  const { history, reports, reasons } = comment;
  const judged = history.findLast((each) => !isModerators(each));
  const decided = history.findLast((each) => !each.undone);
  return (
    <ul class="reasons">
      {reports > 0 && (
        <li>
          <strong>{queue.reports(reports)}</strong>
          {reasons.length > 0 && ': '}
          {reasons.map((reason, index) => (
            <>
              {index > 0 && ' · '}
              <q dir="auto">{reason}</q>
            </>
          ))}
        </li>
      )}
      {judged && (
        <li>
          <Decision decided={judged} sentAt={comment.submittedAt} now={now} site={site} />
        </li>
      )}
      {decided && decided !== judged && (
        <li>
          <Decision decided={decided} now={now} site={site} />
        </li>
      )}
    </ul>
  );
}

/** The record of its author. */
function Record({ comment, site }: { readonly comment: QueuedComment; readonly site: DeskSite }) {
  const { record } = site.words.queue;
  const { author, person, proven, website } = comment;
  if (person === '') return null;
  const address = partsOf(comment, 'email', site);
  return (
    <p class="meta">
      <span>
        {record.title}: {record.approved(author.approved)}
        {author.rejectedInRow > 0 && `, ${record.putAway(author.rejectedInRow)}`}
      </span>
      <span>
        <bdi>{address && <Marked parts={address} />}</bdi> ({proven ? record.proven : record.typed})
      </span>
      {website !== null && (
        <bdi>
          <Marked parts={partsOf(comment, 'website', site) ?? []} />
        </bdi>
      )}
      <a href={personAddress(person)}>{record.all}</a>
    </p>
  );
}

/** The decisions that are possible, in one form with the version that is shown. */
function Buttons({ comment, showing, next, hasKeys, isAlone }: PartProps & Omit<CommentCardProps, 'comment'>) {
  const { site, visitor, now, place, editMinutes } = showing;
  const { queue } = site.words;
  const { id, verdict, reports, version, submittedAt } = comment;
  const isPublic = verdict === 'published';
  const mayChange = now.getTime() - Date.parse(submittedAt) < editMinutes * 60_000;
  return (
    <form class="acts" method="post" action={commentAddress(id, place)}>
      <FormToken visitor={visitor} />
      <input type="hidden" name="version" value={version} />
      {mayChange && <input type="hidden" name="seen" value={comment.comment} />}
      {next !== undefined && <input type="hidden" name="next" value={next} />}
      {isAlone && <ReasonField site={site} />}
      {BUTTONS.filter(([act]) => isPossible(act, { verdict, reports, undoable: undefined })).map(([act, key]) => (
        // biome-ignore lint/a11y/noAccessKey: sixty decisions by keys, without a script
        <button type="submit" name="act" value={act} accessKey={hasKeys ? key : undefined}>
          {act === 'approve' && isPublic ? queue.act.keep : queue.act[act]}
        </button>
      ))}
    </form>
  );
}

/** A reason for a decision. Enter in it decides nothing: the first button of its form is off. */
export const ReasonField = ({ site: { words } }: { readonly site: DeskSite }) => (
  <>
    <button type="submit" disabled hidden />
    <label class="reason">
      {words.queue.reasonField}
      <input type="text" name="why" maxLength={200} dir="auto" autocomplete="off" />
    </label>
  </>
);
