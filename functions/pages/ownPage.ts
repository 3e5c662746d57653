import type { Page } from '../articles/page.ts';
import type { Reply, ReplyDetails } from '../shared/api/reply.ts';
import { page } from './answer.ts';
import { renderOwnPage } from './render.tsx';
import { jsonLd, webPage } from './structuredData.ts';
import type { CorrectionsView, Site } from './view.ts';

/** @param corrections what the page lists, if it does. */
export const ownPage = (shown: Page, corrections: CorrectionsView | null, site: Site, details?: ReplyDetails): Reply =>
  page(renderOwnPage({ page: shown, corrections, jsonLd: jsonLd(webPage(shown, site)) }, site), site, details);
