import type { Kind } from '../../articles/fields.ts';
import { labelOf } from '../../articles/labelOf.ts';
import { sectionPath } from '../addresses.ts';
import type { CardView, Site } from '../view.ts';
import type { Speech } from './speech.ts';

interface LabelProps {
  readonly kind: Kind;
  /** The section to name. */
  readonly section: CardView['section'] | undefined;
  readonly site: Site;
  readonly papers: Speech['papers'];
}

/** The line above a headline: the section, and what kind of text it is. News goes without saying. */
export function Label({ kind, section, site, papers }: LabelProps) {
  const name = labelOf(kind, site.words);
  if (!section && name === '') return null;
  return (
    <p class="label" {...papers}>
      {section && <a href={sectionPath(section.name)}>{section.title}</a>}
      {section && name !== '' && ' '}
      {name !== '' && <span class="kind">{name}</span>}
    </p>
  );
}

/** The value of `data-kind`, by which theme.css sets a text apart; not a class, which reader modes would judge. */
export const styleOf = (kind: Kind): Kind | undefined => (kind === 'news' ? undefined : kind);
