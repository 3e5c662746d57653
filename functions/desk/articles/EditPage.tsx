import type { ComponentChildren } from 'preact';
import { articleUrl } from '../../articles/schema.ts';
import type { WorkingCopy } from '../../newsroom/articles/schema.ts';
import { withQuery } from '../../pages/addresses.ts';
import type { Section } from '../../sections/schema.ts';
import type { Instant } from '../../shared/instant.ts';
import { FormToken, Shell } from '../shell/Shell.tsx';
import type { DeskSite, Visitor } from '../shell/site.ts';
import { ArticleFields, Field, type FieldFault } from './ArticleFields.tsx';
import type { Act, TypedArticle } from './form.ts';
import { lifeSentences } from './lifeSentences.ts';

/** What was done a moment ago, and how it is taken back. */
export interface Notice {
  readonly text: string;
  readonly undo?: { readonly act: Act; readonly former?: Instant | undefined } | undefined;
}

export interface EditView {
  /** Nothing yet of a new article. */
  readonly copy: WorkingCopy | undefined;
  /** The name of the creation, so that it happens once. */
  readonly key: string;
  readonly typed: TypedArticle;
  readonly doing: { readonly when: string; readonly at: string; readonly note: string };
  readonly faults: readonly FieldFault[];
  readonly notice: Notice | undefined;
  /** What is missing, or would be refused or left out. */
  readonly checks: readonly string[];
  readonly sections: readonly Section[];
  readonly titles: ReadonlyMap<string, string>;
  readonly now: Date;
}

interface EditPageProps {
  readonly view: EditView;
  readonly site: DeskSite;
  readonly visitor: Visitor;
}

export const articleAddress = (id: string) => `/desk/articles/${id}`;

/** An article in one form, with what can be done with it. Every button saves first, so that nothing typed is left behind. */
export function EditPage({ view, site, visitor }: EditPageProps) {
  const { words } = site;
  const { writing } = words;
  const { copy, typed, faults, notice, sections } = view;
  const address = copy && articleAddress(copy.id);
  // What unscheduling can be taken back to.
  const former = copy?.state === 'scheduled' ? copy.publishedAt : notice?.undo?.former;
  return (
    <Shell site={site} visitor={visitor} room="articles" title={copy?.headline || writing.newArticle}>
      <h1 class="hidden">{copy ? copy.headline || words.noHeadline : writing.newArticle}</h1>
      <form class="writing" method="post" action={address ?? '/desk/articles/new'} novalidate>
        <FormToken visitor={visitor} />
        {/* Enter in a field presses the first button of the form. */}
        <Press act="save" class="hidden" tabIndex={-1}>
          {writing.save}
        </Press>
        {copy ? (
          <>
            <input type="hidden" name="version" value={String(copy.version)} />
            <input type="hidden" name="revision" value={String(copy.revision)} />
          </>
        ) : (
          <input type="hidden" name="key" value={view.key} />
        )}
        {former && <input type="hidden" name="former" value={former} />}
        {faults.length > 0 && <Faults faults={faults} site={site} />}
        {notice && <Told notice={notice} site={site} />}
        {copy && (
          <p class="state">
            {lifeSentences(copy, view, site).map((sentence) => (
              <>{sentence} </>
            ))}
          </p>
        )}
        {copy && address && (
          <p class="links">
            <a href={`${address}/preview`}>{words.preview}</a>
            <a href={`${address}/history`}>{writing.history}</a>
            {copy.state === 'published' && <a href={articleUrl(copy)}>{words.onTheSite}</a>}
            <a href={withQuery('/desk/articles', { state: copy.state })}>{words.backTo(words.states[copy.state])}</a>
          </p>
        )}
        <ArticleFields
          typed={typed}
          faults={faults}
          isNew={!copy}
          isHtml={copy?.format === 'html'}
          sections={sections}
          site={site}
        />
        <Life view={view} site={site} />
        <p class="bar-below">
          <Press act="save">{writing.save}</Press>
          <Press act="preview">{writing.saveAndPreview}</Press>
          <Foremost state={copy?.state} site={site} />
        </p>
      </form>
    </Shell>
  );
}

interface PressProps {
  readonly act: Act;
  readonly class?: string;
  readonly tabIndex?: number;
  readonly children: ComponentChildren;
}

const Press = ({ act, children, ...given }: PressProps) => (
  <button type="submit" name="act" value={act} {...given}>
    {children}
  </button>
);

/** What most often comes next. */
function Foremost({ state, site }: { readonly state: WorkingCopy['state'] | undefined; readonly site: DeskSite }) {
  const { writing } = site.words;
  if (state === 'withdrawn') return <Press act="restore">{writing.restore}</Press>;
  return (
    <Press act="publish" class="foremost">
      {state === 'published' ? writing.publishChanges : writing.publish}
    </Press>
  );
}

const Faults = ({ faults, site: { words } }: { readonly faults: readonly FieldFault[]; readonly site: DeskSite }) => (
  <div class="faults" role="alert" tabIndex={-1} autofocus>
    <h2>{words.writing.notSaved(faults.length)}</h2>
    <ul>
      {faults.map(({ field, sentence }) => (
        <li>{field ? <a href={`#${field}`}>{sentence}</a> : sentence}</li>
      ))}
    </ul>
    <p>{words.writing.notSavedHint}</p>
  </div>
);

const Told = ({ notice: { text, undo }, site: { words } }: { readonly notice: Notice; readonly site: DeskSite }) => (
  <div class="notice" role="status">
    <p>{text}</p>
    {undo && <Press act={undo.act}>{words.writing.undo}</Press>}
  </div>
);

/** What can be done with an article in its state, beside saving it. */
function Life({ view, site }: Pick<EditPageProps, 'view' | 'site'>) {
  const { writing } = site.words;
  const { copy, checks, doing, faults } = view;
  const state = copy?.state ?? 'draft';
  const faultOf = (name: 'when' | 'note') =>
    faults.filter(({ field }) => field === name).map(({ sentence }) => sentence);
  return (
    <section class="life" aria-labelledby="life">
      <h2 id="life">{writing.life}</h2>
      {checks.length > 0 && (
        <>
          <h3>{writing.checks}</h3>
          <ul class="checks">
            {checks.map((check) => (
              <li dir="auto">{check}</li>
            ))}
          </ul>
        </>
      )}
      {(state === 'draft' || state === 'scheduled') && (
        <div class="pair">
          <Field
            name="when"
            value={doing.when}
            label={writing.field.when}
            faults={faultOf('when')}
            hint={writing.hint.when(site.theme.settings.timeZone)}
          >
            {(given) => <input {...given} type="text" dir="auto" autocomplete="off" />}
          </Field>
          <Field name="at" value={doing.at} label={writing.field.at} faults={[]}>
            {(given) => <input {...given} type="datetime-local" />}
          </Field>
          <p class="acts">
            <Press act="schedule">{state === 'scheduled' ? writing.changeTime : writing.schedule}</Press>
            {state === 'scheduled' && <Press act="unschedule">{writing.unschedule}</Press>}
          </p>
        </div>
      )}
      {state === 'published' && (
        <>
          <Field
            name="note"
            value={doing.note}
            label={writing.field.note}
            faults={faultOf('note')}
            hint={writing.hint.note}
          >
            {(given) => <input {...given} type="text" dir="auto" lang={copy?.language} />}
          </Field>
          <p class="acts">
            <Press act="correct">{writing.correct}</Press>
          </p>
          <details>
            <summary>{writing.withdraw}</summary>
            <p>{writing.withdrawHint}</p>
            <p class="acts">
              <Press act="withdraw">{writing.withdrawNow}</Press>
            </p>
          </details>
        </>
      )}
    </section>
  );
}
