import type { JSX } from 'preact';
import type { Words } from '../../words/en.ts';
import { FIELDS, type FilledField, type ReplyFormView, type Site } from '../view.ts';

interface ReplyFormProps {
  readonly form: ReplyFormView;
  /** The target of "Cancel reply". */
  readonly cancel: string;
  readonly site: Pick<Site, 'settings' | 'words'>;
}

/** The form for a comment or a reply. */
export function ReplyForm({ form, cancel, site: { settings, words: allWords } }: ReplyFormProps) {
  const { form: words } = allWords;
  const shared = { form, words: allWords };
  const { action, replyTo, values, faults, fault, offersMail, offersWebsite, remembered, rendered } = form;
  return (
    <form class="form reply" id="reply" method="post" action={action} aria-labelledby="page-reply">
      <h2 class="form-title" id="page-reply">
        {replyTo ? words.titleTo(replyTo.name) : words.title}
      </h2>
      {replyTo && (
        <p>
          <a href={cancel}>{words.cancel}</a>
        </p>
      )}
      {settings.commentPolicy?.split('\n').map((text) => (
        <p class="note">{text}</p>
      ))}
      {settings.contact && (
        <p class="note">{words.contact(<a href={settings.contact}>{settings.contact.replace(/^mailto:/, '')}</a>)}</p>
      )}
      <p class="note">
        <span id="page-email-note">{words.emailNote}</span> {words.required(<span class="required">*</span>)}
      </p>
      {remembered && (
        <p class="note">
          <a href={remembered} rel="nofollow">
            {words.useSaved}
          </a>
        </p>
      )}
      {(faults.length > 0 || fault) && <Faults {...shared} />}
      <Field {...shared} field="comment">
        {(attributes) => (
          <textarea {...attributes} rows={8} required dir="auto" data-kept>
            {/* Browsers drop the first line break, so an extra one precedes the text. */}
            {`\n${values.comment ?? ''}`}
          </textarea>
        )}
      </Field>
      <Field {...shared} field="name">
        {(attributes) => (
          <input
            {...attributes}
            type="text"
            required
            dir="auto"
            maxLength={100}
            autocomplete="name"
            value={values.name ?? ''}
          />
        )}
      </Field>
      <Field {...shared} field="email" note="page-email-note">
        {(attributes) => (
          <input
            {...attributes}
            type="email"
            required
            dir="auto"
            maxLength={254}
            autocomplete="email"
            value={values.email ?? ''}
          />
        )}
      </Field>
      {offersWebsite && (
        <Field {...shared} field="website" optional>
          {(attributes) => (
            <input
              {...attributes}
              type="url"
              dir="auto"
              maxLength={200}
              autocomplete="url"
              value={values.website ?? ''}
            />
          )}
        </Field>
      )}
      <Box name={FIELDS.remember} checked={values.remember}>
        {words.save}
      </Box>
      {offersMail && (
        <Box name={FIELDS.notify} checked={values.notify}>
          {words.notify}
        </Box>
      )}
      <div class="trap" aria-hidden="true">
        <label for="page-remarks">{words.trap}</label>
        <input
          id="page-remarks"
          name={FIELDS.trap}
          type="text"
          tabIndex={-1}
          autocomplete="off"
          {...LEFT_ALONE}
          value=""
        />
      </div>
      <Hidden fields={{ [FIELDS.parent]: replyTo?.id, [FIELDS.rendered]: rendered }} />
      <p>
        <button type="submit">{words.post}</button>
      </p>
    </form>
  );
}

/** Excludes a field from the password managers 1Password, Bitwarden, Dashlane and LastPass. */
const LEFT_ALONE = {
  'data-1p-ignore': 'true',
  'data-bwignore': 'true',
  'data-form-type': 'other',
  'data-lpignore': 'true',
} as const;

/** Hidden fields; those without a value are left out. */
export const Hidden = ({ fields }: { readonly fields: Readonly<Record<string, string | undefined>> }) => (
  <>
    {Object.entries(fields).map(
      ([name, value]) => value !== undefined && <input type="hidden" name={name} value={value} />,
    )}
  </>
);

/** In the order of the form. */
const ORDER: readonly FilledField[] = ['comment', 'name', 'email', 'website'];
const idOf = (field: FilledField) => `page-${field}`;

interface Shared {
  readonly form: ReplyFormView;
  readonly words: Words;
}

/** A summary of all faults, each with a link to its field. */
const Faults = ({ form: { faults, fault }, words }: Shared) => (
  <div class="faults" role="alert">
    <p>
      <strong>{words.form.notSent}</strong> {fault}
    </p>
    {faults.length > 0 && (
      <ul>
        {inOrder(faults).map(({ field, detail }) => (
          <li>
            <a href={`#${idOf(field)}`}>{words.sentence(words.form[field], detail)}</a>
          </li>
        ))}
      </ul>
    )}
  </div>
);

/** The attributes that connect a field to its label, note and fault. */
interface FieldAttributes {
  readonly id: string;
  readonly name: string;
  readonly autoFocus?: true;
  readonly 'aria-invalid'?: 'true';
  readonly 'aria-describedby'?: string;
}

interface FieldProps extends Shared {
  readonly field: FilledField;
  /** The id of an explanatory text. */
  readonly note?: string;
  readonly optional?: boolean;
  readonly children: (attributes: FieldAttributes) => JSX.Element;
}

function Field({ form: { faults }, words, field, note, optional = false, children }: FieldProps) {
  const id = idOf(field);
  const own = faults.filter((each) => each.field === field);
  const faulty = own.length > 0;
  const descriptions = [note, faulty ? `${id}-fault` : undefined].filter((each) => each !== undefined);
  return (
    <div class="field">
      <label for={id}>
        {words.form[field]}{' '}
        {!optional && (
          <span class="required" aria-hidden="true">
            *
          </span>
        )}
      </label>
      {faulty && (
        <p class="fault" id={`${id}-fault`}>
          {own.map(({ detail }) => `${words.sentence(words.form[field], detail)}.`).join(' ')}
        </p>
      )}
      {children({
        id,
        name: FIELDS[field],
        ...(descriptions.length > 0 ? { 'aria-describedby': descriptions.join(' ') } : {}),
        ...(faulty ? { 'aria-invalid': 'true' } : {}),
        // Focus the first field with a fault.
        ...(field === inOrder(faults)[0]?.field ? { autoFocus: true } : {}),
      })}
    </div>
  );
}

const inOrder = (faults: ReplyFormView['faults']) =>
  faults.toSorted((one, other) => ORDER.indexOf(one.field) - ORDER.indexOf(other.field));

interface BoxProps {
  readonly name: string;
  readonly checked: boolean | undefined;
  readonly children: string;
}

const Box = ({ name, checked = false, children }: BoxProps) => (
  <p class="box">
    <input id={`page-${name}`} name={name} type="checkbox" value="yes" checked={checked} />
    <label for={`page-${name}`}>{children}</label>
  </p>
);
