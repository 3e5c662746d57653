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
 * Renders failures as pages, except for programs and redirects.
 * @param paper for the menus, which are those of an untouched paper without sections when it cannot be read.
 */
export const failurePages =
  (paper: () => Promise<Paper>, theme: Theme): FailurePage =>
  async ({ problem }, event) => {
    if (isForPrograms(event.rawPath) || problem.status < 400) return undefined;
    const site = pageSite(originOf(event), theme, await paper().catch(() => NO_PAPER));
    return page(renderMessage(messageFor(problem, event.rawPath, theme), site));
  };

function messageFor({ status, code }: Problem, path: string, { words: { message } }: Theme): MessageView {
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
