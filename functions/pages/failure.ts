import { isNowhere, type Redirecting } from '../redirects/redirecting.ts';
import { NO_PAPER, type Paper } from '../sections/menus.ts';
import type { Problem } from '../shared/api/problem.ts';
import { originOf } from '../shared/api/siteOrigin.ts';
import type { FailurePage } from '../shared/api/stack.ts';
import { page } from './answer.ts';
import { renderMessage } from './render.tsx';
import { pageSite, type Theme } from './site.ts';
import type { MessageView } from './view.ts';

/** Whether a path is for programs: the API, or a file other than a page. */
export const isForPrograms = (path: string) => /^\/v1(\/|$)/.test(path) || /\.(?!html?$|php$)[a-z0-9]+$/i.test(path);

/**
 * Renders failures as pages, except for programs and redirects. Where there is nothing at an address, or nothing any more,
 * redirects are asked first.
 * @param paper for the menus, which are those of an untouched paper without sections when it cannot be read.
 */
export const failurePages =
  (paper: () => Promise<Paper>, theme: Theme, redirecting: Redirecting): FailurePage =>
  async ({ problem }, event) => {
    const led = isNowhere(problem) ? await redirecting(event, problem.status === 404) : undefined;
    if (led && (led.details.status !== 410 || isForPrograms(event.rawPath))) return led;
    if (isForPrograms(event.rawPath) || problem.status < 400) return undefined;
    const site = pageSite(originOf(event), theme, await paper().catch(() => NO_PAPER));
    const { removedTitle: title, removedText: text } = site.words.message;
    const shown = led ? { status: 410, title, text } : messageFor(problem, event.rawPath, site);
    return page(renderMessage(shown, site), site, led?.details);
  };

function messageFor(
  { status, code }: Problem,
  path: string,
  { words: { message } }: Pick<Theme, 'words'>,
): MessageView {
  switch (status) {
    case 400:
      return {
        status,
        title: message.listTitle,
        text: message.listText,
        link: { href: path, label: message.listStart },
      };
    case 410:
      return code === 'page-withdrawn'
        ? { status, title: message.pageGoneTitle, text: message.pageGoneText }
        : { status };
    case 405:
      return { status, title: message.methodTitle, text: message.methodText };
    default:
      return { status };
  }
}
