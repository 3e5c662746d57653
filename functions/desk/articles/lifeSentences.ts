import type { WorkingCopy } from '../../newsroom/articles/schema.ts';
import type { DeskSite } from '../shell/site.ts';
import { distance, fullTime, nearTime, utcTime } from './instants.ts';

interface Around {
  readonly titles: ReadonlyMap<string, string>;
  readonly now: Date;
}

/** What is true of an article, in sentences. */
export function lifeSentences(copy: WorkingCopy, { titles, now }: Around, { words, theme }: DeskSite): string[] {
  const { writing } = words;
  const { settings } = theme;
  const section = titles.get(copy.section) ?? copy.section;
  const changed = nearTime(copy.changedAt, now, settings);
  const at = copy.publishedAt;
  switch (copy.state) {
    case 'draft':
      return [writing.draft(changed, copy.changedBy)];
    case 'withdrawn':
      return [writing.withdrawn(changed, copy.changedBy)];
    case 'scheduled': {
      if (at === null) return [];
      const when = `${fullTime(at, settings)} (${utcTime(at, settings)} · ${distance(at, now, settings)})`;
      return [writing.withComments(writing.goesOut(when, section), copy.commentsOpen), writing.savedChangesGoOut];
    }
    case 'published': {
      if (at === null) return [];
      const sentence = writing.withComments(writing.published(fullTime(at, settings), section), copy.commentsOpen);
      return [sentence, ...(copy.unpublishedChanges ? [writing.changesWait] : [])];
    }
  }
}
