import type { WorkingCopy } from '../../newsroom/articles/schema.ts';
import { FormToken, Shell } from '../shell/Shell.tsx';
import type { DeskSite, Visitor } from '../shell/site.ts';
import { articleAddress } from './EditPage.tsx';
import { type Choice, choiceName, choices, type FieldName, fieldNames, type TypedArticle } from './form.ts';
import { nearTime } from './instants.ts';
import type { Conflict } from './mergeTyped.ts';

export interface MergeView {
  /** As somebody else saved it. */
  readonly copy: Pick<WorkingCopy, 'id' | 'version' | 'revision' | 'changedAt' | 'changedBy' | 'language'>;
  /** What was typed, and the revision that it was made from. */
  readonly typed: TypedArticle;
  readonly revision: number;
  readonly conflicts: readonly Conflict[];
  readonly chosen: readonly (Choice | undefined)[];
  /** Whether it was sent before, so that what is not chosen is missing. */
  readonly isAgain: boolean;
  readonly now: Date;
}

interface MergePageProps {
  readonly view: MergeView;
  readonly site: DeskSite;
  readonly visitor: Visitor;
}

/** Asks which words shall stand where two people changed the same ones. */
export function MergePage({ view, site, visitor }: MergePageProps) {
  const { writing } = site.words;
  const { merge } = writing;
  const { copy, typed, conflicts } = view;
  const names = fieldNames.filter((name) => name !== 'body');
  return (
    <Shell site={site} visitor={visitor} room="articles" title={merge.title}>
      <h1>{merge.title}</h1>
      <p>{merge.text(copy.changedBy, nearTime(copy.changedAt, view.now, site.theme.settings))}</p>
      <form class="merge" method="post" action={`${articleAddress(copy.id)}/merge`}>
        <FormToken visitor={visitor} />
        <input type="hidden" name="version" value={String(copy.version)} />
        <input type="hidden" name="revision" value={String(view.revision)} />
        <input type="hidden" name="against" value={String(copy.revision)} />
        {names.map((name) => (
          <input type="hidden" name={name} value={typed[name]} />
        ))}
        {conflicts.map((conflict, index) => (
          <Question conflict={conflict} index={index} view={view} site={site} />
        ))}
        <p class="acts">
          <button type="submit">{merge.save}</button>
        </p>
        <div class="field">
          <label for="body">{merge.yours}</label>
          <textarea id="body" name="body" class="body" rows={8} dir="auto" lang={typed.language} readonly>
            {`\n${typed.body}`}
          </textarea>
        </div>
      </form>
    </Shell>
  );
}

interface QuestionProps extends Omit<MergePageProps, 'visitor'> {
  readonly conflict: Conflict;
  readonly index: number;
}

function Question({ conflict, index, view, site }: QuestionProps) {
  const { merge, field: labels, choiceMissing } = site.words.writing;
  const { copy, chosen, isAgain } = view;
  const { field } = conflict;
  const name = choiceName(index);
  const label = site.theme.words.sentence(labels[field], choiceMissing);
  const options = choices.filter((choice) => choice !== 'both' || conflict.canBoth);
  const says: Readonly<Record<Choice, string>> = {
    mine: merge.mine,
    theirs: merge.theirs(copy.changedBy),
    both: merge.both,
  };
  return (
    <fieldset>
      <legend>{merge.place(labels[field])}</legend>
      {isAgain && chosen[index] === undefined && <p class="fault">{label}</p>}
      {options.map((choice) => (
        <div class="choice">
          <p class="tick">
            <input
              type="radio"
              id={`${name}-${choice}`}
              name={name}
              value={choice}
              checked={chosen[index] === choice}
              required
            />
            <label for={`${name}-${choice}`}>{says[choice]}</label>
          </p>
          {choice !== 'both' && <Words text={shown(field, conflict[choice], site)} lang={copy.language} site={site} />}
        </div>
      ))}
      <details>
        <summary>{merge.before}</summary>
        <Words text={shown(field, conflict.before, site)} lang={copy.language} site={site} />
      </details>
    </fieldset>
  );
}

/** Values of boxes and choices in the words that their fields have. */
function shown(field: FieldName, value: string, { words: { writing } }: DeskSite): string {
  if (field !== 'commentsOpen' && field !== 'keptOffFronts') return value;
  return value === '' ? '' : writing.field[field];
}

const Words = ({ text, lang, site }: { readonly text: string; readonly lang: string; readonly site: DeskSite }) =>
  text.trim() === '' ? (
    <p class="hint">{site.words.writing.merge.nothing}</p>
  ) : (
    <div class="words" lang={lang} dir="auto">
      {text}
    </div>
  );
