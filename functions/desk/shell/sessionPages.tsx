import { DESK } from '../session/returnAddress.ts';
import type { SigningIn } from '../session/signIn.ts';
import { deskReply } from './answer.ts';
import { FailurePage, type FailureView } from './FailurePage.tsx';
import { document } from './Shell.tsx';
import type { DeskSite } from './site.ts';

/** The pages of signing in and out, for nobody in particular. */
export function sessionPages(site: DeskSite): Pick<SigningIn, 'showUnfinished' | 'showSignedOut'> {
  const { session, signIn } = site.words;
  const show = (view: FailureView) => document(<FailurePage view={view} site={site} visitor={undefined} />);
  return {
    showUnfinished: (why, details) => {
      const link = { href: DESK, label: session.again };
      return deskReply(show({ title: session.unfinishedTitle, text: session[why], link }), { ...details, status: 403 });
    },
    showSignedOut: (next) =>
      deskReply(
        show({
          title: session.signedOutTitle,
          text: next === undefined ? session.signedOutText : session.goingOn,
          link: next === undefined ? { href: DESK, label: signIn } : { href: next, label: session.continue },
          goesTo: next,
        }),
      ),
  };
}
