import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { withQuery } from '../../pages/addresses.ts';
import { GROUP_OF } from '../../shared/api/caller.ts';
import type { Problem } from '../../shared/api/problem.ts';
import { redirection } from '../../shared/api/reply.ts';
import { originOf } from '../../shared/api/siteOrigin.ts';
import type { FailurePage as RenderFailure } from '../../shared/api/stack.ts';
import { DESK } from '../session/returnAddress.ts';
import { deskReply } from './answer.ts';
import { FailurePage, type FailureView } from './FailurePage.tsx';
import { keptFields } from './keptFields.ts';
import { document } from './Shell.tsx';
import type { DeskSite, Visitor } from './site.ts';
import { visitorOf } from './visit.ts';

/** Where to sign in and come back from. On a laptop it is another host than the one that may have been asked. */
const signInAddress = (origin: string, to?: string) => `${origin}${withQuery('/desk/session/sign-in', { to })}`;

/**
 * Renders failures as pages of the desk. Nothing that was typed is lost: it stands on the page, to be sent again. Who is not
 * signed in goes to sign in and comes back.
 */
export const deskFailures =
  (site: DeskSite): RenderFailure =>
  async ({ problem, cause }, event) => {
    const visitor = visitorOf(event);
    const asked = event.rawQueryString
      ? `${encodeURI(event.rawPath.toWellFormed())}?${event.rawQueryString}`
      : encodeURI(event.rawPath.toWellFormed());
    const isPost = event.requestContext.http.method === 'POST';
    if (problem.code === 'unauthenticated' && !isPost) return redirection(303, signInAddress(originOf(event), asked));
    // Whoever only moderates begins with the comments.
    if (problem.code === 'forbidden' && event.rawPath === DESK && visitor?.groups.includes(GROUP_OF.moderator)) {
      return redirection(303, '/desk/comments');
    }
    const view = viewOf(problem, { site, visitor, event, say: cause.say(site.theme.words) });
    const fields = keptFields(event);
    const kept = { fields, action: problem.code === 'cross-site' ? undefined : asked };
    return deskReply(document(<FailurePage view={{ ...view, kept }} site={site} visitor={visitor} />), {
      status: problem.status,
    });
  };

interface Around {
  readonly site: DeskSite;
  readonly visitor: Visitor | undefined;
  readonly event: APIGatewayProxyEventV2;
  readonly say: string;
}

function viewOf({ code, status, errors }: Problem, { site, visitor, event, say }: Around): FailureView {
  const { failure, today, comments, signIn } = site.words;
  const isEditor = visitor?.groups.includes(GROUP_OF.editor);
  const home = isEditor ? { href: DESK, label: today } : { href: '/desk/comments', label: comments };
  const link = isEditor || visitor?.groups.includes(GROUP_OF.moderator) ? home : undefined;
  switch (code) {
    case 'unauthenticated':
      return {
        title: failure.signedOutTitle,
        text: failure.signedOutText,
        link: { href: signInAddress(originOf(event)), label: signIn, apart: true },
      };
    case 'forbidden': {
      const group = GROUP_OF[event.rawPath.startsWith('/desk/comments') ? 'moderator' : 'editor'];
      const text = link ? failure.forbiddenText(group) : failure.noGroupText;
      return { title: failure.forbiddenTitle, text, link };
    }
    case 'form-expired':
      return { title: failure.expiredTitle, text: failure.expiredText };
    case 'cross-site':
      return { title: failure.crossSiteTitle, text: failure.crossSiteText, link };
  }
  if (status >= 500) return { title: failure.troubleTitle, text: failure.troubleText };
  if (status === 404 || status === 410) return { title: failure.missingTitle, text: failure.missingText, link };
  const details = (errors ?? []).map(({ pointer, parameter, detail }) => {
    const name = parameter ?? pointer?.slice(1);
    return name ? site.theme.words.sentence(name, detail) : detail;
  });
  return { title: failure.badTitle, text: details.length > 0 ? '' : say, details, link };
}
