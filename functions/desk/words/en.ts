import { speaker } from '../../words/speaker.ts';

/**
 * Every word of the desk, in English: the pattern of the other languages, which compile only when they are complete. They are
 * not among the site's words, so that no function for readers has them.
 */
export const en = (locale: string) => {
  const { plural, number } = speaker<'en'>(locale);
  /** A count that may be a lower bound. */
  const total = (count: number, exact: boolean) => (exact ? number(count) : `${number(count)} or more`);
  return {
    language: locale,
    desk: 'Desk',
    skip: 'Skip to content',
    nav: 'Desk',
    today: 'Today',
    articles: 'Articles',
    comments: 'Comments',
    theSite: 'Read the paper',
    signedInAs: (name: string) => `Signed in as ${name}`,
    signOut: 'Sign out',
    signOutEverywhere: 'Sign out everywhere',
    signIn: 'Sign in',
    states: { draft: 'Drafts', scheduled: 'Scheduled', published: 'Published', withdrawn: 'Withdrawn' },
    state: { draft: 'Draft', scheduled: 'Scheduled', published: 'Published', withdrawn: 'Withdrawn' },
    unpublishedChanges: 'changes not published',
    lists: 'States',
    section: 'Section',
    allSections: 'All sections',
    show: 'Show',
    next: 'Next page',
    previous: 'Previous page',
    pages: 'Pages of this list',
    noArticles: 'Nothing is here.',
    /** @param count of articles that were looked through for a section. */
    noneOfSection: (count: number) =>
      `None of the ${number(count)} articles that this page looked through is in this section.`,
    noHeadline: 'No headline yet',
    goesOut: 'Goes out',
    cameOut: 'Published',
    changed: 'Changed',
    changedBy: (name: string) => `by ${name}`,
    goesOutSoon: 'Goes out in the next 24 hours',
    nothingGoesOut: 'Nothing is scheduled for the next 24 hours.',
    allScheduled: 'Everything scheduled',
    myDrafts: 'My drafts',
    noDrafts: 'None of the newest drafts is yours.',
    allDrafts: 'All drafts',
    commentsWait: 'Comments that wait are counted on their own page.',
    held: 'Held',
    reported: 'Reported',
    heldComments: (count: number, exact: boolean) =>
      exact
        ? plural(count, { one: `${number(count)} comment is held.`, other: `${number(count)} comments are held.` })
        : `${total(count, exact)} comments are held.`,
    reportedComments: (count: number, exact: boolean) =>
      exact
        ? plural(count, {
            one: `${number(count)} comment was reported by readers.`,
            other: `${number(count)} comments were reported by readers.`,
          })
        : `${total(count, exact)} comments were reported by readers.`,
    facts: 'About this article',
    facet: {
      state: 'State',
      section: 'Section',
      byline: 'Byline',
      slug: 'Address',
      language: 'Language',
      tags: 'Tags',
      created: 'Created',
      changed: 'Last change',
      version: 'Version',
    },
    preview: 'Preview',
    onTheSite: 'On the site',
    backTo: (list: string) => `Back to ${list}`,
    failure: {
      missingTitle: 'There is nothing here',
      missingText: 'The desk has no page at this address, or what was here has been deleted.',
      forbiddenTitle: 'This page is not for you',
      /** @param group of the issuer. */
      forbiddenText: (group: string) =>
        `It is for people in the group “${group}”. Whoever manages the paper’s people can add you to it.`,
      noGroupText:
        'You are in no group of this paper. Whoever manages its people can add you to “editors” or “moderators”.',
      troubleTitle: 'Something went wrong',
      troubleText: 'Nothing was changed. Try again in a moment.',
      badTitle: 'That could not be done',
      crossSiteTitle: 'This form came from another site',
      crossSiteText: 'Nothing was done. Open the page here and send it from here.',
      expiredTitle: 'This form is from an earlier sign-in',
      expiredText: 'Nothing was done yet, and what you typed is below. Read it, and send it again.',
      signedOutTitle: 'You are signed out',
      signedOutText:
        'Nothing was done yet, and what you typed is below. Sign in, in a new tab, then come back and send it again.',
      kept: 'What you typed',
      sendAgain: 'Send again',
    },
    session: {
      unfinishedTitle: 'You are not signed in',
      expired: 'This sign-in was begun in another browser or too long ago, or was used already.',
      refused: 'You were not signed in where your account is.',
      tooLong: 'The tokens of your account are longer than a browser can keep. Tell whoever manages the paper.',
      again: 'Sign in again',
      signedOutTitle: 'You are signed out',
      signedOutText: 'On this computer the desk has forgotten you.',
      goingOn: 'Signing out of your account …',
      continue: 'Continue',
    },
  };
};

export type DeskWords = ReturnType<typeof en>;
export type DeskWordsIn = (locale: string) => DeskWords;
