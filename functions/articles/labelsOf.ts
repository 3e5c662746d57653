import type { Words } from '../words/en.ts';
import type { ListedArticle } from './fields.ts';

/** What stands above an article's headline: that it is breaking or live, and its kind; news goes without saying. */
export function labelsOf({ kind, label }: Pick<ListedArticle, 'kind' | 'label'>, words: Words): string[] {
  const labels = [label === 'none' ? [] : words.labels[label], kind === 'news' ? [] : words.kinds[kind]];
  return [...new Set(labels.flat())];
}
