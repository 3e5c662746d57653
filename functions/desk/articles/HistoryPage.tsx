import type * as z from 'zod/mini';
import type { AuditEntry } from '../../audit/schema.ts';
import type { RevisionSummary, WorkingCopy } from '../../newsroom/articles/schema.ts';
import { withQuery } from '../../pages/addresses.ts';
import { isInstant } from '../../shared/instant.ts';
import { FormToken, Shell } from '../shell/Shell.tsx';
import type { DeskSite, Visitor } from '../shell/site.ts';
import { DeskTime } from '../shell/times.tsx';
import type { Block } from './compareTexts.ts';
import { articleAddress } from './EditPage.tsx';
import type { FieldName } from './form.ts';
import { fullTime } from './instants.ts';

export interface ComparedField {
  readonly field: FieldName;
  readonly block: Block;
}

export interface HistoryView {
  readonly copy: WorkingCopy;
  readonly revisions: readonly z.output<typeof RevisionSummary>[];
  readonly next: string | null;
  readonly acts: readonly AuditEntry[];
  /** Two revisions beside each other. */
  readonly comparison:
    | {
        readonly from: number;
        readonly to: number;
        /** The fields that differ. */
        readonly fields: readonly ComparedField[];
        /** Of the text; empty when it is the same. */
        readonly text: readonly Block[];
      }
    | undefined;
}

interface HistoryPageProps {
  readonly view: HistoryView;
  readonly site: DeskSite;
  readonly visitor: Visitor;
}

/** What an article was, and who did what to it. */
export function HistoryPage({ view, site, visitor }: HistoryPageProps) {
  const { words } = site;
  const { writing } = words;
  const { copy, revisions, comparison } = view;
  const address = articleAddress(copy.id);
  const [newest, second] = revisions;
  const from = comparison?.from ?? second?.revision;
  const to = comparison?.to ?? newest?.revision;
  return (
    <Shell site={site} visitor={visitor} room="articles" title={writing.history}>
      <p class="links">
        <a href={address}>{writing.backToArticle}</a>
      </p>
      <h1 lang={copy.language} dir="auto">
        {copy.headline || words.noHeadline}
      </h1>
      {comparison && <Compared comparison={comparison} view={view} site={site} visitor={visitor} />}
      <h2>{writing.revisions}</h2>
      <form method="get" action={`${address}/history`}>
        <ul class="rows">
          {revisions.map(({ revision, savedAt, savedBy, changed }) => (
            <li>
              <p class="meta">
                <strong>{writing.revision(revision)}</strong>
                <DeskTime at={savedAt} site={site} />
                <bdi>{words.changedBy(savedBy)}</bdi>
                {revision > 1 && changed.length > 0 && <span>{writing.changedFields(fieldList(changed, site))}</span>}
              </p>
              <p class="tick">
                <Pick name="from" revision={revision} label={writing.from} picked={from} />
                <Pick name="to" revision={revision} label={writing.to} picked={to} />
              </p>
            </li>
          ))}
        </ul>
        <p class="acts">
          <button type="submit">{writing.compare}</button>
        </p>
      </form>
      {view.next !== null && (
        <p class="turn">
          <a rel="next" href={withQuery(`${address}/history`, { cursor: view.next })}>
            {words.next}
          </a>
        </p>
      )}
      <h2>{writing.acts}</h2>
      <ul class="rows">
        {view.acts.map(({ at, by, act, detail }) => (
          <li class="meta">
            <strong>{writing.act[act] ?? act}</strong>
            <DeskTime at={at} site={site} />
            <bdi>{words.changedBy(by)}</bdi>
            {detail && <span dir="auto">{detailOf({ act, detail }, site)}</span>}
          </li>
        ))}
      </ul>
    </Shell>
  );
}

/** The labels of fields; what no form shows is left out. */
const fieldList = (changed: readonly string[], { words: { writing } }: DeskSite) => {
  const labels: Readonly<Record<string, string>> = { ...writing.field, image: writing.picture };
  return changed.flatMap((name) => labels[name] ?? []).join(', ');
};

/** What the audit log notes of an act: fields, an instant, a revision, or words of the editor's. */
function detailOf({ act, detail }: { readonly act: string; readonly detail: string }, site: DeskSite): string {
  const { writing } = site.words;
  if (act === 'save') return fieldList(detail.split(', '), site);
  const [, at] = /^for (\S+)$/.exec(detail) ?? [];
  if (act === 'publish' && at !== undefined && isInstant(at)) return fullTime(at, site.theme.settings);
  const [, revision] = /^revision (\d+)$/.exec(detail) ?? [];
  return act === 'restore revision' && revision !== undefined ? writing.revision(Number(revision)) : detail;
}

interface PickProps {
  readonly name: 'from' | 'to';
  readonly revision: number;
  readonly label: string;
  readonly picked: number | undefined;
}

const Pick = ({ name, revision, label, picked }: PickProps) => (
  <>
    <input type="radio" id={`${name}-${revision}`} name={name} value={String(revision)} checked={revision === picked} />
    <label for={`${name}-${revision}`}>{label}</label>
  </>
);

interface ComparedProps extends HistoryPageProps {
  readonly comparison: NonNullable<HistoryView['comparison']>;
}

function Compared({ comparison, view: { copy }, site, visitor }: ComparedProps) {
  const { writing } = site.words;
  const { from, to, fields, text } = comparison;
  return (
    <section class="compared" aria-labelledby="compared">
      <h2 id="compared">{writing.comparison(from, to)}</h2>
      {fields.length + text.length === 0 && <p>{writing.same}</p>}
      {fields.length > 0 && (
        <dl class="facts">
          {fields.map(({ field, block }) => (
            <>
              <dt>{writing.field[field]}</dt>
              <dd lang={copy.language} dir="auto">
                <Marked block={block} />
              </dd>
            </>
          ))}
        </dl>
      )}
      {text.map((block) => (
        <p class="prose" lang={copy.language} dir="auto">
          <Marked block={block} />
        </p>
      ))}
      {from !== copy.revision && (
        <form method="post" action={`${articleAddress(copy.id)}/history`}>
          <FormToken visitor={visitor} />
          <input type="hidden" name="version" value={String(copy.version)} />
          <p class="acts">
            <button type="submit" name="restore" value={String(from)}>
              {writing.restoreVersion(from)}
            </button>
          </p>
        </form>
      )}
    </section>
  );
}

const Marked = ({ block }: { readonly block: Block }) => (
  <>
    {block.map(({ change, text }) =>
      change === 'added' ? <ins>{text}</ins> : change === 'removed' ? <del>{text}</del> : text,
    )}
  </>
);
