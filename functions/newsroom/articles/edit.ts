import type { MeasurePicture } from '../../media/fetching/measurePicture.ts';
import type { Operations } from '../../shared/api/route.ts';
import type { FormerAddresses } from '../formerAddresses.ts';
import { articleType } from './documentType.ts';
import { editDrafts } from './drafts.ts';
import { listArticles } from './lists.ts';
import type { Naming } from './presentNames.ts';
import type { Publication } from './publication.ts';
import { createRelease, releaseArticles } from './release.ts';
import { reviseArticles } from './revisions.ts';
import type { articleEditingRoutes } from './routes.ts';
import { createSteps, type Stepping } from './steps.ts';

export interface Editing extends Omit<Stepping, 'type'>, Naming {
  /** Default: articles. */
  readonly type?: Stepping['type'];
  readonly publication: Publication;
  readonly formerAddresses: FormerAddresses;
  readonly measure: MeasurePicture;
  readonly newId: () => string;
  /** The paper's language (BCP 47). */
  readonly language: () => Promise<string>;
}

/** The operations on articles, or on pages. Each change is one transaction over both tables, including an audit log entry. */
export function editArticles(editing: Editing): Operations<typeof articleEditingRoutes> {
  const stepping = { type: articleType, ...editing };
  const around = { ...stepping, ...createSteps(stepping), release: createRelease(stepping) };
  return {
    ...editDrafts(around),
    ...reviseArticles(around),
    ...releaseArticles(around),
    ...listArticles(around),
  };
}
