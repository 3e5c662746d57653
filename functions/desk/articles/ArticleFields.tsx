import type { ComponentChildren } from 'preact';
import { KINDS, LABELS } from '../../articles/fields.ts';
import type { Section } from '../../sections/schema.ts';
import type { DeskSite } from '../shell/site.ts';
import type { FieldName, TypedArticle } from './form.ts';

/** Something wrong with what was typed, as a whole sentence. */
export interface FieldFault {
  readonly field: FieldName | 'when' | 'note' | undefined;
  readonly sentence: string;
}

interface FieldsProps {
  readonly typed: TypedArticle;
  readonly faults: readonly FieldFault[];
  readonly isNew: boolean;
  readonly isHtml: boolean;
  readonly sections: readonly Section[];
  readonly site: DeskSite;
}

/** Fields that stand folded together, because few articles need them. */
const RARE: ReadonlySet<FieldName> = new Set<FieldName>([
  'kicker',
  'shortHeadline',
  'slug',
  'kind',
  'importance',
  'label',
  'language',
  'keptOffFronts',
]);

/** All fields of an article: the writing first, then what is set once, then what is set rarely. */
export function ArticleFields({ typed, faults, isNew, isHtml, sections, site }: FieldsProps) {
  const { writing } = site.words;
  const { field: labels, hint } = writing;
  const faultOf = (name: FieldName) => faults.filter(({ field }) => field === name).map(({ sentence }) => sentence);
  const common = (name: FieldName) => ({ name, value: typed[name], faults: faultOf(name), label: labels[name] });
  const lang = typed.language;
  const isRareFaulty = faults.some(({ field }) => RARE.has(field as FieldName));
  return (
    <>
      <Field {...common('headline')}>
        {(given) => (
          <input {...given} class="title" type="text" dir="auto" lang={lang} autofocus={isNew && faults.length === 0} />
        )}
      </Field>
      <Field {...common('standfirst')}>
        {(given) => <Area {...given} class="lead" rows={2} dir="auto" lang={lang} />}
      </Field>
      <Field {...common('body')} label={isHtml ? labels.html : labels.body}>
        {(given) => <Area {...given} class="body" rows={16} dir="auto" lang={lang} />}
      </Field>
      <div class="pair">
        <Field {...common('section')}>
          {({ value, ...given }) => (
            <select {...given}>
              {isNew && <option value="">{writing.chooseSection}</option>}
              {sections.map(({ name, title }) => (
                <option value={name} selected={name === value}>
                  {title}
                </option>
              ))}
            </select>
          )}
        </Field>
        <Field {...common('byline')} hint={hint.byline}>
          {(given) => <Area {...given} rows={1} dir="auto" />}
        </Field>
        <Field {...common('tags')} hint={hint.tags}>
          {(given) => <input {...given} type="text" dir="auto" />}
        </Field>
      </div>
      <fieldset>
        <legend>{writing.picture}</legend>
        <Field {...common('picture')} hint={hint.picture}>
          {(given) => <input {...given} type="text" dir="ltr" />}
        </Field>
        <Field {...common('pictureAlt')} hint={hint.pictureTexts}>
          {(given) => <input {...given} type="text" dir="auto" lang={lang} />}
        </Field>
        <div class="pair">
          <Field {...common('pictureCaption')}>
            {(given) => <input {...given} type="text" dir="auto" lang={lang} />}
          </Field>
          <Field {...common('pictureCredit')}>{(given) => <input {...given} type="text" dir="auto" />}</Field>
        </div>
      </fieldset>
      <Tick {...common('commentsOpen')} />
      <details class="rare" open={isRareFaulty}>
        <summary>{writing.more}</summary>
        <Field {...common('kicker')} hint={hint.kicker}>
          {(given) => <input {...given} type="text" dir="auto" lang={lang} />}
        </Field>
        <Field {...common('shortHeadline')} hint={hint.shortHeadline}>
          {(given) => <input {...given} type="text" dir="auto" lang={lang} />}
        </Field>
        <Field {...common('slug')} hint={isNew ? hint.newSlug : undefined}>
          {(given) => <input {...given} type="text" dir="auto" />}
        </Field>
        <div class="pair">
          <Choices {...common('kind')} options={KINDS.map((each) => [each, kindName(each, site)])} />
          <Choices
            {...common('importance')}
            options={([3, 2, 1] as const).map((each) => [String(each), writing.importances[each]])}
          />
          <Choices {...common('label')} options={LABELS.map((each) => [each, labelName(each, site)])} />
          <Field {...common('language')}>{(given) => <input {...given} type="text" dir="ltr" size={8} />}</Field>
        </div>
        <Tick {...common('keptOffFronts')} />
      </details>
    </>
  );
}

const kindName = (kind: (typeof KINDS)[number], { words, theme }: DeskSite) =>
  kind === 'news' ? words.writing.news : theme.words.kinds[kind];
const labelName = (label: (typeof LABELS)[number], { words, theme }: DeskSite) =>
  label === 'none' ? words.writing.noLabel : theme.words.labels[label];

interface Common {
  readonly name: string;
  readonly value: string;
  readonly label: string;
  readonly faults: readonly string[];
  readonly hint?: string | undefined;
}

interface Given {
  readonly id: string;
  readonly name: string;
  readonly value: string;
  readonly 'aria-invalid': true | undefined;
  readonly 'aria-describedby': string | undefined;
}

/** A labelled field with its hint, and with what is wrong with it. */
export function Field({
  name,
  value,
  label,
  faults,
  hint,
  children,
}: Common & { readonly children: (given: Given) => ComponentChildren }) {
  const described = [hint && `${name}-hint`, faults.length > 0 && `${name}-fault`].filter(Boolean);
  return (
    <div class="field">
      <label for={name}>{label}</label>
      {children({
        id: name,
        name,
        value,
        'aria-invalid': faults.length > 0 || undefined,
        'aria-describedby': described.length > 0 ? described.join(' ') : undefined,
      })}
      {hint && (
        <p class="hint" id={`${name}-hint`}>
          {hint}
        </p>
      )}
      {faults.length > 0 && (
        <p class="fault" id={`${name}-fault`}>
          {faults.join(' ')}
        </p>
      )}
    </div>
  );
}

interface AreaProps extends Given {
  readonly rows: number;
  readonly class?: string;
  readonly dir?: 'auto';
  readonly lang?: string;
}

/** A text area; browsers drop a line break at its beginning, so it gets one more. */
export const Area = ({ value, ...given }: AreaProps) => <textarea {...given}>{`\n${value}`}</textarea>;

const Choices = ({
  options,
  ...common
}: Common & { readonly options: readonly (readonly [value: string, label: string])[] }) => (
  <Field {...common}>
    {({ value, ...given }) => (
      <select {...given}>
        {options.map(([each, label]) => (
          <option value={each} selected={each === value}>
            {label}
          </option>
        ))}
      </select>
    )}
  </Field>
);

const Tick = ({ name, value, label }: Common) => (
  <p class="tick">
    <input type="checkbox" id={name} name={name} value="yes" checked={value === 'yes'} />
    <label for={name}>{label}</label>
  </p>
);
