import type { Section } from '../sections/schema.ts';
import type { Reply, ReplyDetails } from '../shared/api/reply.ts';
import { page } from './answer.ts';
import { type FrontPageReading, readFrontPage, readSectionFront } from './readFrontPage.ts';
import { renderFront, renderListing } from './render.tsx';
import type { Site } from './view.ts';

/** The front page as of now. */
export const frontPage = async (reading: FrontPageReading, site: Site, details?: ReplyDetails): Promise<Reply> =>
  page(renderFront(await readFrontPage(reading), site), site, details);

/** The first page of a section as of now. */
export async function sectionFrontPage(
  reading: FrontPageReading,
  section: Section,
  site: Site,
  details?: ReplyDetails,
): Promise<Reply> {
  const { front, rest } = await readSectionFront(reading, section);
  return page(renderListing({ subject: { kind: 'section', section }, front, ...rest }, site), site, details);
}
