import type { Field } from './keptFields.ts';
import { FormToken, Shell } from './Shell.tsx';
import type { DeskSite, Visitor } from './site.ts';

/** A page with one message, and what was typed. */
export interface FailureView {
  readonly title: string;
  readonly text: string;
  /** Further sentences, such as what is wrong with each field. */
  readonly details?: readonly string[];
  /** Where to go on. */
  readonly link?: { readonly href: string; readonly label: string; readonly apart?: boolean } | undefined;
  /** What was typed, and where it can be sent again; nowhere when it came from another site. */
  readonly kept?: { readonly fields: readonly Field[]; readonly action: string | undefined } | undefined;
  readonly goesTo?: string | undefined;
}

interface FailurePageProps {
  readonly view: FailureView;
  readonly site: DeskSite;
  readonly visitor: Visitor | undefined;
}

export const FailurePage = ({ view, site, visitor }: FailurePageProps) => (
  <Shell site={site} visitor={visitor} title={view.title} goesTo={view.goesTo}>
    <h1>{view.title}</h1>
    <p>{view.text}</p>
    {view.details && view.details.length > 0 && (
      <ul>
        {view.details.map((detail) => (
          <li>{detail}</li>
        ))}
      </ul>
    )}
    {view.link && (
      <p>
        <a class="act" href={view.link.href} {...(view.link.apart && { target: '_blank', rel: 'noopener' })}>
          {view.link.label}
        </a>
      </p>
    )}
    {view.kept && view.kept.fields.length > 0 && <Kept {...view.kept} site={site} visitor={visitor} />}
  </Shell>
);

function Kept({ fields, action, site, visitor }: NonNullable<FailureView['kept']> & Omit<FailurePageProps, 'view'>) {
  const { words } = site;
  const texts = fields.map(({ name, value }, index) => (
    <div class="field">
      <label for={`kept-${index}`}>{name}</label>
      <textarea
        id={`kept-${index}`}
        name={name}
        rows={Math.min(12, value.split('\n', 12).length + 1)}
        dir="auto"
        readonly={action === undefined}
      >
        {`\n${value}`}
      </textarea>
    </div>
  ));
  return (
    <section>
      <h2>{words.failure.kept}</h2>
      {action === undefined ? (
        texts
      ) : (
        <form method="post" action={action}>
          <FormToken visitor={visitor} />
          {texts}
          <button type="submit">{words.failure.sendAgain}</button>
        </form>
      )}
    </section>
  );
}
