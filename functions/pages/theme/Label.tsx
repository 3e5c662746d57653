import { labelsOf } from '../../articles/labelsOf.ts';
import { sectionPath } from '../addresses.ts';
import type { CardView, Site } from '../view.ts';
import type { Speech } from './speech.ts';

interface LabelProps {
  readonly article: Pick<CardView, 'kind' | 'label' | 'section'>;
  /** Whether to name its section. */
  readonly sectioned?: boolean;
  readonly site: Site;
  readonly papers: Speech['papers'];
}

/** The line above a headline: the section, whether it is breaking or live, and what kind of text it is. */
export function Label({ article, sectioned = true, site, papers }: LabelProps) {
  const { section } = article;
  const labels = labelsOf(article, site.words);
  if (!sectioned && labels.length === 0) return null;
  return (
    <p class="label" {...papers}>
      {sectioned && <a href={sectionPath(section.name)}>{section.title}</a>}
      {labels.map((label) => (
        <>
          {' '}
          <span class="kind">{label}</span>
        </>
      ))}
    </p>
  );
}

/** By what theme.css sets a text apart; not by classes, which reader modes would judge. */
export const styleOf = ({ kind, label }: Pick<CardView, 'kind' | 'label'>) => ({
  'data-kind': kind === 'news' ? undefined : kind,
  'data-label': label === 'none' ? undefined : label,
});
