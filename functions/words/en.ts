import { speaker } from './speaker.ts';

/**
 * Every word that people read, in English: the pattern of the other languages, which have the same names and compile only
 * when they are complete. A fault is a sentence without its subject; what `Node` is a parameter of is an element of a page.
 */
export const en = (locale: string) => {
  const { plural, number, all, any } = speaker<'en'>(locale);
  const comments = (count: number) =>
    plural(count, { one: `${number(count)} comment`, other: `${number(count)} comments` });
  /** A count that may be a lower bound. */
  const total = (count: number, exact: boolean) => (exact ? number(count) : `${number(count)} or more`);
  return {
    /** The tag (BCP 47) that it was made for. */
    language: locale,
    quote: (text: string) => `“${text}”`,
    /** A fault with its subject: a field's name or label. */
    sentence: (subject: string, fault: string) => `${subject} ${fault}`,

    page: {
      skip: 'Skip to content',
      sections: 'Sections',
      footer: 'Footer',
      publishedBy: (publisher: string) => `Published by ${publisher}.`,
      top: 'Back to top',
      front: 'Go to the front page',
      noArticlesYet: 'There are no articles yet.',
      more: 'More',
      follow: 'Follow us',
      /** @param month such as `November 2026`. */
      allOf: (month: string) => `All articles of ${month}`,
    },
    article: {
      by: <Node>(authors: readonly Node[]) => ['By ', ...all(authors)],
      updated: <Node>(time: Node): readonly (string | Node)[] => ['Updated ', time],
      reading: (minutes: number) => `${number(minutes)} min read`,
      corrections: (count: number) => plural(count, { one: 'Correction', other: 'Corrections' }),
      /** @param credit who made a picture. */
      credit: (credit: string) => `Credit: ${credit}`,
      about: 'About this article',
      tags: 'Tags',
      share: 'Share',
      email: 'Email',
      link: 'Link to copy',
      more: (section: string) => `More from ${section}`,
      /** Of a text's footnotes. */
      footnotes: 'Footnotes',
      /** @param place such as `2`, or `2-2` for the second reference. */
      footnoteBack: (place: string) => `Back to reference ${place}`,
      done: 'Done',
      toDo: 'To do',
      player: (site: string) => `${site} video`,
    },
    /** The label of each kind of article; what is paid for is called as the law asks. */
    kinds: {
      analysis: 'Analysis',
      opinion: 'Opinion',
      review: 'Review',
      interview: 'Interview',
      obituary: 'Obituary',
      live: 'Live',
      brief: 'In brief',
      sponsored: 'Advertisement',
    },
    labels: { breaking: 'Breaking', live: 'Live' },
    listing: {
      section: 'Section',
      tag: 'Tag',
      author: 'Author',
      contact: 'Contact',
      archive: 'Archive',
      months: 'Months',
      feed: 'RSS feed',
      empty: 'There are no articles here.',
      /** Of a listing that has no description of its own, for search engines. */
      described: (kind: string, title: string) => `${kind}: ${title}`,
      pages: 'Pages',
      newer: 'Newer articles',
      older: 'Older articles',
    },
    corrections: {
      title: 'Corrections',
      none: 'Nothing has been corrected yet.',
      feed: 'Feed of corrections',
      pages: 'Pages of corrections',
      newer: 'Newer corrections',
      older: 'Older corrections',
    },
    thread: {
      count: (count: number) => (count === 0 ? 'No comments yet' : comments(count)),
      closed: 'Comments are closed.',
      newer: 'Newer comments',
      older: 'Older comments',
      orders: 'Order of comments',
      oldestFirst: 'Oldest first',
      newestFirst: 'Newest first',
      pages: 'Pages of comments',
      pagesAbove: 'Pages of comments, above',
      removed: 'This comment was removed.',
      waiting: 'This comment is waiting for a moderator.',
      edited: <Node>(time: Node): readonly (string | Node)[] => ['Edited ', time],
      inReplyTo: <Node>(comment: Node): readonly (string | Node)[] => ['In reply to ', comment],
      notShown: 'a comment that is not shown',
      reply: 'Reply',
      replyTo: (name: string) => `Reply to ${name}`,
      report: 'Report',
      reportOf: (name: string) => `Report what ${name} wrote`,
    },
    form: {
      title: 'Leave a Reply',
      titleTo: (name: string) => `Leave a Reply to ${name}`,
      cancel: 'Cancel reply',
      emailNote: 'Your email address will not be published.',
      required: <Node>(mark: Node): readonly (string | Node)[] => ['Required fields are marked ', mark],
      contact: <Node>(link: Node): readonly (string | Node)[] => ['Questions about comments: ', link],
      useSaved: 'Use the name and email saved in this browser',
      comment: 'Comment',
      name: 'Name',
      email: 'Email',
      website: 'Website',
      save: 'Save my name and email in this browser for the next time I comment',
      notify: 'Email me when somebody replies',
      trap: 'Leave this empty',
      post: 'Post Comment',
      notSent: 'Your comment was not sent.',
      /** @param title of the page that shows the form again. */
      notSentTitle: (title: string) => `Not sent: ${title}`,
      replyTitle: (headline: string) => `Leave a Reply: ${headline}`,
      sendAgain:
        'Many are sending something at the moment. Please send it again in a few seconds: it is never there twice.',
    },
    /** A comment's page for its author. */
    ownComment: {
      published: 'Your comment is published',
      held: 'Your comment is awaiting moderation',
      publishedText: 'Thank you. Everybody can read it now.',
      heldText: 'Thank you. A moderator will read it; until then only you can see it, on this page.',
      back: (headline: string) => `Back to ${headline}`,
      confirmFirst:
        'Before replies are mailed to you, please confirm your address with the link that is on its way to you.',
      sendAgain: 'Send it again',
      change: 'Change your comment',
      until: <Node>(time: Node): readonly (string | Node)[] => ['You may change or delete it until ', time, '.'],
      save: 'Save changes',
      delete: 'Delete comment',
      removedTitle: 'Your comment is removed',
      removedText: 'What you wrote is gone, here and in our records.',
    },
    report: {
      title: 'Report this comment?',
      text: 'A moderator will look at it, and is not told who you are.',
      back: 'Back to the conversation',
      reason: 'Why? (optional)',
      button: 'Report',
      receivedTitle: 'Thank you',
      receivedText: 'Your report was received. A moderator will look at the comment.',
    },
    /** Pages with one message. */
    message: {
      closedTitle: 'Comments are closed',
      closedText: 'This article takes no more comments.',
      missingTitle: 'Page not found',
      missingText: 'There is nothing at this address. The link may be old, or mistyped.',
      goneTitle: 'This article has been withdrawn',
      goneText: 'The editors have taken it down, and its comments with it.',
      removedTitle: 'This page is gone',
      removedText: 'The editors have taken it away for good.',
      pageGoneTitle: 'This page has been withdrawn',
      pageGoneText: 'The editors have taken it down.',
      tooManyTitle: 'Too many at once',
      tooManyText: 'You are sending faster than we can take it. Please wait a little and try again.',
      troubleTitle: 'Something went wrong',
      troubleText: 'The fault is ours, not yours. Please try again in a moment.',
      listTitle: 'This part of the list is not there',
      listText: 'The link to it is damaged or comes from somewhere else.',
      listStart: 'Go to the start of the list',
      methodTitle: 'That is not done here',
      methodText: 'This address can be read, and nothing else.',
      kept: 'What you wrote, to copy',
      openHere: 'Open the page on this site',
      backToForm: 'Back to the form',
    },
    /** What commenters do about themselves. */
    person: {
      mailSentTitle: 'Please read your mail',
      mailSent: 'If the address can be written to, a mail with a link is on its way to it.',
      mailAgain: 'It can be had again after ten minutes, three times a day.',
      confirmTitle: 'Is this your address?',
      confirmText:
        'Your comments are then known to be yours in this browser, and replies are mailed to you where you asked.',
      confirmButton: 'Yes, this address is mine',
      confirmedTitle: 'Thank you',
      confirmedText: 'Your address is confirmed, and this browser is known to be yours.',
      unsubscribeTitle: 'No more mails?',
      unsubscribeButton: 'No more mails',
      unsubscribedTitle: 'No more mails',
      unsubscribedText: 'We will not write to you about replies any more.',
      dataTitle: 'What you have sent to us',
      dataText: 'All of it can be read, and erased: name, address and text go, for good.',
      dataRead: 'Read it (JSON)',
      eraseButton: 'Erase everything',
      eraseRest: 'Erase the rest',
      partlyTitle: 'Not all of it yet',
      partlyText: (count: number) =>
        `${plural(count, { one: `${comments(count)} is`, other: `${comments(count)} are` })} erased. There are more than can be erased at once.`,
      erasedTitle: 'It is erased',
      erasedText: 'What you have sent to us is gone.',
    },
    /** What the API answers to what was sent. */
    answer: {
      held: 'Thank you. Your comment is awaiting moderation.',
      published: 'Thank you. Your comment is published.',
      removed: 'Your comment has been removed.',
      reported: 'Thank you. A moderator will look at this comment.',
    },
    mail: {
      confirmationSubject: 'Please confirm your address',
      confirmation: (link: string) => [
        'Somebody, hopefully you, has commented under this address and wants to be known by it.',
        `Please confirm that it is yours, and that replies may be mailed to it:\n${link}`,
        'If it was not you, there is nothing to do: without your confirmation, nothing is sent to you.',
      ],
      replySubject: 'A reply to your comment',
      reply: (name: string, link: string, quoted: string, unsubscribe: string) => [
        `${name} has replied to your comment:\n${link}`,
        quoted,
        `No more mails about replies:\n${unsubscribe}`,
      ],
      dataSubject: 'What you have sent to us',
      data: (link: string) => [
        'Here is what was asked for: all that was sent to us under this address, to read or to erase.',
        link,
        'The link is good for a day. If you did not ask for it, there is nothing to do.',
      ],
      heldSubject: (count: number, exact: boolean) =>
        `${total(count, exact)} ${plural(count, { one: 'comment', other: 'comments' })} to decide`,
      held: (count: number, exact: boolean, site: string) =>
        `At ${site} there ${plural(count, { one: 'is', other: 'are' })} ${total(count, exact)} ${plural(count, { one: 'comment', other: 'comments' })} for a moderator to decide on.`,
      reportedSubject: (count: number, exact: boolean) =>
        `${total(count, exact)} ${plural(count, { one: 'comment', other: 'comments' })} reported by readers`,
      reported: (count: number, exact: boolean, site: string) =>
        `At ${site} there ${plural(count, { one: 'is', other: 'are' })} ${total(count, exact)} ${plural(count, { one: 'comment', other: 'comments' })} that readers have reported, for a moderator to look at.`,
    },
    feed: {
      /** @param above a kicker or a label. */
      title: (above: string, headline: string) => `${above}: ${headline}`,
      about: (tag: string) => `Articles about ${tag}.`,
      by: (author: string) => `Articles by ${author}.`,
      comments: (headline: string) => `Comments on ${headline}`,
      commentBy: (name: string) => `By ${name}`,
      corrections: 'Corrections to published articles.',
      correction: (headline: string) => `Correction: ${headline}`,
    },
    /** Around the reference of the API, which is in English itself. */
    docs: {
      description: (paper: string) =>
        `Every operation of the API of ${paper}: what it takes, what it answers, and how it fails.`,
      intro: <Node>(file: Node): readonly (string | Node)[] => [
        'For programs, the same is at ',
        file,
        ' (OpenAPI 3.1). The examples read the address of the paper and your token from two variables:',
      ],
    },

    /** The title of a problem document, by its code. */
    problems: {
      'address-not-found': 'There is nothing at this address',
      'address-moved': 'The address is another one',
      'method-not-allowed': 'This address does not answer that method',
      'parameter-invalid': 'There is nothing at this address',
      'query-invalid': 'A query parameter is invalid',
      'cursor-invalid': 'The cursor is invalid',
      'header-invalid': 'A header is invalid',
      'body-malformed': 'The body cannot be read',
      'body-too-large': 'The body is too large',
      'media-type-unsupported': 'The body has a media type that is not read here',
      'field-invalid': 'A field is missing or invalid',
      'article-not-found': 'There is no such article',
      'article-moved': 'The article has moved',
      'article-withdrawn': 'The article has been withdrawn',
      'page-not-found': 'There is no such page',
      'page-moved': 'The page has moved',
      'page-withdrawn': 'The page has been withdrawn',
      'section-not-found': 'There is no such section',
      'comments-closed': 'Comments are closed',
      'comment-duplicate': 'This comment was sent before',
      'comment-not-found': 'There is no such comment',
      'comment-already-decided': 'The comment has been decided already',
      'edit-window-closed': 'The comment cannot be changed any more',
      'link-expired': 'The link is not good any more',
      'mail-unavailable': 'This site sends no mail',
      'idempotency-key-reused': 'The idempotency key belongs to another submission',
      'too-many-comments': 'Too many comments from here',
      unauthenticated: 'Who you are is not known',
      forbidden: 'This is not for you to do',
      'cross-site': 'This form was sent from another site',
      'form-expired': 'This form is from an earlier sign-in',
      'step-not-allowed': 'The article is not in a state for that',
      'slug-taken': 'The slug is taken',
      'source-taken': 'The source belongs to another article',
      'version-required': 'The version the change was made from is missing',
      'version-stale': 'Somebody has changed it since',
      'revision-not-found': 'There is no such revision',
      'section-exists': 'There is such a section already',
      'edition-not-found': 'There is no such edition of the front',
      'author-not-found': 'There is no such author',
      'media-not-found': 'There is no such file in the media library',
      'media-in-use': 'An article uses the file',
      'tag-not-found': 'There is no such tag',
      'redirect-not-found': 'There is no such redirect',
      'redirect-exists': 'There is a redirect for this address already',
      'redirect-automatic': 'This redirect is automatic',
      'limit-exceeded': 'More than one transaction can hold',
      'service-unavailable': 'The service is busy',
      internal: 'Something went wrong here',
    },

    /** What is wrong with a part of a request. */
    faults: {
      // Of any field.
      invalid: 'Invalid input',
      required: 'is required',
      requiredOrPatch: 'is required; PATCH changes single fields',
      object: 'must be a JSON object',
      aText: 'must be a text',
      aNumber: 'must be a number',
      wholeNumber: 'must be a whole number',
      trueOrFalse: 'must be true or false',
      aList: 'must be a list',
      atLeast: (least: number | bigint) => `must be ${least} or more`,
      atMost: (most: number | bigint) => `must be ${most} or less`,
      holdsAtLeast: (least: number | bigint) => `must hold at least ${least}`,
      holdsAtMost: (most: number | bigint) => `must hold at most ${most}`,
      empty: 'must not be empty',
      longerThan: (least: number | bigint) => `must be at least ${least} characters long`,
      shorterThan: (most: number | bigint) => `must be at most ${most} characters long`,
      oneOf: (values: readonly string[]) => `must be ${values.join(' or ')}`,
      unknownField: (nearest: string | undefined) =>
        `is not a field here${nearest === undefined ? '' : ` (did you mean "${nearest}"?)`}`,
      unknownParameter: (nearest: string | undefined) =>
        `is not a parameter here${nearest === undefined ? '' : ` (did you mean "${nearest}"?)`}`,
      longField: (length: number) => `holds a name of ${length} characters, which is no field here`,
      longParameter: (length: number) => `holds a name of ${length} characters, which is no parameter here`,

      // Of texts.
      undecoded: 'holds bytes or escapes that are not valid Unicode text',
      invisible: 'must hold something visible',
      slug: 'must be lower-case letters and digits, in words joined by single hyphens',
      mixedScripts: 'must not have Latin letters and others in one word',
      heaped: 'must not heap more than 8 marks on one letter',
      controlOrBreak: 'must not hold control characters or line breaks',
      control: 'must not hold control characters',
      direction: 'must not hold characters that turn the direction of writing',
      oneLine: 'must be one line',
      email: 'must be an email address such as name@example.com',
      webAddress: 'must be an http or https address',
      httpsAddress: 'must be an https address',
      language: 'must be a language tag such as en-GB',
      visibleAscii: 'must be 1 to 200 visible ASCII characters',
      instant: 'must be an instant such as 2026-11-23T09:00:00.000Z',
      dateTime: 'must be an RFC 3339 date-time such as 2026-11-23T09:00:00Z',
      month: 'must be a year and a month such as 2026-11',
      day: 'must be a day such as 2026-11-23',
      reserved: 'is reserved for a page of the site',

      // Of requests.
      pageSize: 'must be a whole number from 1 to 100',
      laterThanFrom: 'must be later than from',
      laterThanNow: 'must be later than now',
      version: 'must be the one version the change was made from, such as "7"',
      yesOrBoolean: 'must be true, false or "yes"',
      commentId: 'must be the id of a comment',
      articleId: 'must be the id of an article',
      mediaId: 'must be the id of a file in the media library',
      fileName: 'must be the name of a file',
      license: 'needs license too, as in {"name": "CC BY 4.0", "url": "https://…"}',
      mostFileBytes: (most: number) => `must be at most ${most} (50 MB)`,
      sha256: 'must be the SHA-256 of the file, in 64 hexadecimal digits',
      oneWord: 'must hold a word',
      otherFile: 'begins as that of another file',
      personName: 'must be the name of a person',
      revision: 'must be the number of a revision',
      json: 'must be application/json',
      bodyEmpty: 'is empty',
      notUtf8: 'is not valid UTF-8',
      byteOrderMark: 'starts with a byte order mark, which JSON must not have',
      /** @param why the parser's reason, in English. */
      notJson: (why: string) => `is not JSON: ${why}`,
      forbiddenKey: (key: string) => `holds the key ${key}`,
      tooDeep: (most: number) => `nests deeper than ${most} levels`,
      keyTwice: (key: string) => `names the key ${key} twice in one object`,
      tooManyFields: (most: number) => `holds more than ${most} fields`,
      fieldTwice: (field: string) => `holds the field ${field} twice`,
      longCursor: (most: number) => `is longer than ${most} characters`,
      noCursor: 'is not a cursor',
      otherCursor: 'belongs to another list',
      noPosition: 'names no position',

      // Of comments and their rules.
      parent: 'must be a visible comment of this article',
      keyOfOtherComment: 'was sent with another comment; use a new one',
      words: 'must hold a letter or a digit; wildcards belong among the patterns',
      pattern:
        'must be a pattern: words of letters and digits, at least two in each, where * stands for any run of them and ? ' +
        'for one of them, as in casino* or ch??p pills; regular expressions are not understood, and Chinese, Japanese or Thai, found anywhere, ' +
        'belong among the words',
      staffEmail: 'must be an email address, or @ and a domain as in @example.com',
      mostWords: (most: number) => `must list at most ${most} words in all`,
      mostPatterns: (most: number) => `must list at most ${most} patterns in all`,
      mostOpenPatterns: (most: number) => `must list at most ${most} patterns in all that begin with * or ?`,
      mostListBytes: (most: number) => `must list at most ${most} bytes of words and patterns in all`,
      reportedAlone: 'is a queue of its own, with one order: it goes with no verdict, article or order',
      undoWithoutReason: 'must be left out when a decision is undone',
      forceBesideVersion: 'must not be true beside a version: that is for what was read, and nothing newer',
      commentTwice: 'must not name a comment twice',
      versionOfOther: 'must not name a comment that is not among the ids',
      versionOrForce: 'is required: that of the comment as it was read; or force, for whatever it is now',
      ownSetting: "is the section's own and is required; PATCH with null takes it away",

      // Of articles, sections and authors.
      widthTwice: 'must not name a width twice, nor the image’s own',
      oneSize: 'must be named with the width, or neither of them',
      unsized: 'has no width and height: they could not be read at its address; name them',
      tagTwice: 'must not name a tag twice',
      sectionTwice: 'must not name a section twice',
      useTwice: 'must not name a use twice',
      personTwice: 'must not name a person twice',
      keywordTwice: 'must not name a keyword twice',
      authorTwice: 'must not name an author twice',
      languageTwice: 'must not name a language twice, nor the article’s own',
      sourceOrSlug: 'or slug must be given, and not both',
      taken: 'belongs to another article',
      keyOfOtherArticle: 'was sent with another article; use a new one',
      noSection: 'is not a section of the paper',
      ownSection: 'must be another section',
      noArticle: 'is no article of the paper',
      notReleased: 'is neither out nor scheduled',
      articleTwice: 'is on this front already',
      paidFor: 'is paid for, and cannot stand in the first or the second rank',
      closedSection: 'is closed to new articles',
      sectionExists: 'is the name of a section already',
      sectionSlug: 'is the name of a section',
      pageSlug: 'is the address of a page, or was one',
      takenByPage: 'belongs to another page',
      menuAddress:
        'must be a path of the site that begins with one /, an https address, or mailto: and an email address',
      menuTarget: 'must name one of section, page, tag and address',
      noPage: 'is not a page of the paper',
      itemTwice: 'must not lead twice to the same place',
      socialAddress: 'must be the https address of an account',
      allSections: (names: readonly string[]) => `must name each of ${names.join(', ')} once`,
      keepsName: (name: string) => `must be "${name}", as in the address: rename changes it`,
      contact: 'must be mailto: with an email address, or an https address',
      noPortrait: 'must be a picture of the media library that can be shown now',

      // Of the paper's settings.
      colour: 'must be a colour such as #8f1d22',
      timeZone: 'must be a time zone such as Europe/London',
      spoken: (languages: string) => `must be one of the languages that the paper speaks: ${languages}`,
      /** @param ratio such as `3.1`. @param pair the two colours. */
      tooFaint: (pair: string, ratio: string, least: string) =>
        `can hardly be read: ${pair} has a contrast of ${ratio}, and needs ${least}`,
      notForSharing: 'must be a picture that may be shown with shared links',
      takenAddress: 'is the address of another author',
      stillMoving: 'cannot change again before all articles have come from the last one',
      noAddress: (name: string) =>
        `"${name}" has no letter or digit for an address; name the author's own slug, as in {"name": "…", "slug": "…"}`,
      sharesAddress: (address: string, holder: string) =>
        `would share the address ${address} with "${holder}"; name the author's own slug, as in {"name": "…", "slug": "…"}`,

      // Of redirects.
      ownPath: 'must be a path of this site, such as /old/page, and none of the API',
      target: 'must be a path of this site or an https address',
      star: (most: number) => `must hold * only as its last part, after at most ${most} others and without a query`,
      starTarget: 'must hold * once at most, in its path, and only where "from" ends with /*',
      goneTarget: 'must be an address with status 301, and null with 410',
      /** @param chain of addresses. */
      circle: (chain: string) => `leads in a circle: ${chain}`,
      /** @param page its path, and what it is. */
      hides: (page: string) => `would never be followed: ${page} is there`,
      redirectExists: (id: string) => `has the redirect ${id} already`,
      keepsFrom: (from: string) => `must be "${from}": another address is another redirect`,

      // Of an article's text.
      /** @param character such as `U+FFFD`. */
      damaged: (character: string, line: number) =>
        `holds ${character} on line ${line}: the text was damaged when it was decoded; write &#xFFFD; where the sign itself is meant`,
      windows1252: (character: string, line: number) =>
        `holds ${character} on line ${line}: the text is in Windows-1252, and was decoded as Latin-1`,
      iso2022: (character: string, line: number) =>
        `holds ${character} on line ${line}: the text is in ISO-2022, as of old mails, and was not decoded`,
      turning: (character: string, line: number) =>
        `holds ${character} on line ${line}: it turns the direction of writing`,
      noCharacter: (character: string, line: number) => `holds ${character} on line ${line}: it is no character`,
      footnotes: (most: number) => `marks more than ${most} footnotes`,
      repeatedLinks: 'repeats its links too often for their length',
      ambiguousHtml: 'holds HTML that browsers would not agree on',
      elements: (most: number) => `holds more than ${most} elements`,
      deepElements: (most: number) => `nests elements more than ${most} levels deep`,
      longText: (most: number) => `is longer than ${most} characters`,
      tangled: 'is too tangled to be read',

      // What an article names of the media library.
      manyFiles: (count: number, most: number) =>
        `uses ${count} files of the media library; an article can use ${most}`,
      manyPlaces: (count: number, most: number) =>
        `names files of the media library in ${count} places, more than ${most}`,
      unknownFile: (id: string) => `names the file ${id}, which the media library does not have`,
      noFileName: (address: string) =>
        `names "${address}"; a file of the media library is media: and its id, and a picture may have #wide or #full after it`,
      /** @param name of a file; and so below. */
      showsRecording: (name: string) => `shows ${name}, which is a recording; link to it instead`,
      showsDocument: (name: string) => `shows ${name}, which is a document; link to it instead`,
      playsPicture: (name: string) => `plays ${name}, which is a picture`,
      playsDocument: (name: string) => `plays ${name}, which is a document`,
      linksPicture: (name: string) => `links to ${name}, which is a picture; show it instead`,
      /** @param fault why; sentences without the last full stop. */
      refusedFile: (name: string, fault: string) => `names ${name}, which was refused: ${fault}`,
      unreadFile: 'it could not be read',
      fileNotReady: (name: string) => `names ${name}, which is not ready yet`,
      noAlt: (name: string) => `shows ${name} without an alternative text; write one, or tick "decorative"`,
      rightEnds: (name: string, at: string) => `shows ${name}, the right to which ends at ${at}`,
      onLine: (fault: string, line: number) => `${fault} (line ${line})`,

      // Of an address from which a file is fetched.
      notHttps: 'is not https',
      usesPort: (port: string) => `uses port ${port}`,
      namesPassword: 'contains a name and password',
      noUrl: 'is no address',
      unknownHost: (host: string) => `names a host that does not exist: ${host}`,
      privateHost: (host: string) => `does not lead to the public internet: ${host}`,
      leadsNowhere: 'leads to what is no address',
      leadsOn: (most: number) => `leads on more than ${most} times`,
      /** @param status of HTTP. */
      answers: (status: number) => `answers ${status}`,
      longFile: (most: number) => `is longer than ${most} bytes`,
      endsEarly: 'ended before its end',
      slowAnswer: (seconds: number) => `took longer than ${seconds} s`,
      unreachable: 'could not be reached',
      noMediaFile: 'leads to no picture, audio file or PDF',

      // Why the media library has refused a file: whole sentences, what is wrong and then what to do.
      emptyFile: 'The file is empty. Upload it again.',
      unknownKind:
        'The file is none of the kinds that can be uploaded: JPEG, PNG, WebP, AVIF, GIF, SVG, MP3, M4A, Ogg, PDF.',
      /** @param found what the file is, as `image/jpeg`, and what it was sent as. */
      otherKind: (found: string, declared: string) =>
        `The file is of the type ${found}, but was sent as ${declared}. Give its name the right ending, and upload it again.`,
      heic:
        'The file is a HEIC picture, whatever its name says. On an iPhone, choose Settings, Camera, Formats, Most Compatible, ' +
        'or share it with the option Most Compatible; on a Mac, export it as JPEG in Preview. Then upload that.',
      animated: 'The picture is animated. Upload it as a still picture, or link to it as a video.',
      damagedFile: 'The file is damaged or incomplete: it cannot be read to its end. Export it again, and upload that.',
      tellsPlace:
        'The file tells a place (GPS): where it was recorded, or where a picture in it was taken. It would be served as it is. ' +
        'Export it without its location, and upload that.',
      slowPicture: 'The picture takes too long to develop. Export it smaller or simpler, and upload that.',
      largePicture: (megapixels: number) =>
        `The picture has more than ${megapixels} megapixels. Export it smaller, and upload that.`,
      tallPicture: (times: number) =>
        `The picture is more than ${times} times as high as it is wide. Cut it into several, and upload those.`,
      drawingRefers:
        'The drawing refers to another file or address, which is not fetched: put everything into it, and upload it again.',
      damagedDrawing: 'The file is no drawing: its XML is damaged. Export it again as plain SVG, and upload that.',
      drawingPage: 'The drawing holds a piece of a web page (foreignObject): export it without, or as PNG.',
      drawingText:
        'The drawing holds letters as text, whose font is not here: convert text to paths, or export it as PNG.',
      drawingPhotograph: 'The drawing holds a photograph: export it as PNG or JPEG.',
      largeDrawing: (megabytes: number) =>
        `The drawing is larger than ${megabytes} MB: simplify it, or export it as PNG.`,
      drawingEntities: 'The drawing defines entities, which are not expanded: export it again as plain SVG.',
    },

    /** The detail of a problem document: whole sentences. */
    failures: {
      busy: 'Nothing is wrong with your request. Please send it again, unchanged, after the seconds in Retry-After; a comment that was stored already is not stored twice.',
      internal: 'The fault is ours and has been noted. Quote the instance when you report it.',
      theBody: 'The body',
      more: (count: number) => `and ${count} more`,
      nothingHere: 'There is nothing at this address.',
      moved: (address: string) => `The address is ${address}.`,
      methods: (allowed: readonly string[], method: string) =>
        `This address answers ${allowed.join(', ')}, not ${method}.`,
      noFile: 'There is no such file.',
      noContact: 'No contact is named here.',
      noSitemap: 'The sitemap has no such file.',
      cursor: (fault: string) => `The cursor ${fault}. Use "next" or "previous" of an answer as they are.`,
      sendJson: 'Send the body as application/json.',
      bodyTooLarge: (bytes: number, most: number) =>
        `The body is ${bytes} bytes as it was sent. At most ${most} are read here, which holds the longest texts however they are escaped.`,
      sendToken: 'Send a token: Authorization: Bearer …',
      group: (group: string) => `This is for the group "${group}".`,
      siteItself: 'Ask for this at the address of the site itself.',
      formExpired: 'This form is from an earlier sign-in, and nothing was done.',
      crossSite:
        'It came from a page of another site, and nothing was done. Please open the page on this site, and send it from there.',
      sendVersion: 'Send If-Match with the version (ETag) that the change was made from.',
      reserved: (name: string) => `"${name}" is reserved for a page of the site.`,

      // Of articles, sections and authors.
      noArticleAt: (slug: string) => `There is no article at "${slug}".`,
      articleWithdrawn: (slug: string) => `The article at "${slug}" has been withdrawn by its publisher.`,
      articleMoved: (slug: string) => `The article is now at "${slug}".`,
      noArticle: (id: string) => `There is no article ${id}.`,
      noPageAt: (slug: string) => `There is no page at "${slug}".`,
      pageWithdrawn: (slug: string) => `The page at "${slug}" has been withdrawn by its publisher.`,
      pageMoved: (slug: string) => `The page is now at "${slug}".`,
      noPage: (id: string) => `There is no page ${id}.`,
      noPageWithSlug: (slug: string) => `No page has or had the slug "${slug}".`,
      pageSlugTaken: (slug: string) => `The slug "${slug}" belongs to another page.`,
      slugIsSection: (slug: string) => `"${slug}" is the address of a section.`,
      sectionIsPage: (name: string) => `"${name}" is the address of a page.`,
      mostPages: (most: number) => `A paper has at most ${most} pages that readers see.`,
      pageStale: (by: string | undefined) => `${by ?? 'Somebody'} has changed the page since; nothing was overwritten.`,
      menuStale: (by: string | undefined) => `${by ?? 'Somebody'} has changed the menu since; nothing was overwritten.`,
      noArticleWithSlug: (slug: string) => `No article has or had the slug "${slug}".`,
      noArticleFrom: (source: string) => `No article was made from "${source}".`,
      noTag: (tag: string) => `No article carries the tag "${tag}".`,
      noRevision: (revision: number, article: string) => `There is no revision ${revision} of article ${article}.`,
      noSection: (name: string) => `There is no section "${name}".`,
      sectionExists: (name: string) => `There is a section "${name}" already.`,
      sectionUnfit: (name: string, fault: string) => `section "${name}" ${fault}.`,
      mostSections: (most: number) => `A paper has at most ${most} sections.`,
      formerNames: (most: number) => `More than ${most} names would lead to the section.`,
      everySection: 'names must name every section of the paper once.',
      noAuthor: (slug: string) => `Nothing by an author "${slug}" is out.`,
      authorMoved: (slug: string) => `This author is at "${slug}" now.`,
      noBiography: (slug: string) => `Nobody has written about an author "${slug}".`,
      noMedia: (id: string) => `The media library has no file ${id}.`,
      noSuchMedia: 'There is no such file in the media library.',
      mediaInUse: (names: string, more: boolean) =>
        `The file is used by ${names}${more ? ' and others' : ''}; it stays.`,
      notItsHash: 'sha256 is not that of the file with this id.',
      fileStale: (by: string | undefined) => `${by ?? 'Somebody'} has changed the file since; nothing was overwritten.`,
      keyOfOtherArticle: 'This Idempotency-Key was sent with another article.',
      slugTaken: (slug: string) => `The slug "${slug}" belongs to another article.`,
      sourceTaken: (source: string) => `The source "${source}" belongs to another article.`,
      articleStale: (by: string | undefined) =>
        `${by ?? 'Somebody'} has changed the article since; nothing was overwritten.`,
      sectionStale: (by: string | undefined) =>
        `${by ?? 'Somebody'} has changed the section since; nothing was overwritten.`,
      sectionsStale: (by: string | undefined) =>
        `${by ?? 'Somebody'} has changed the sections since; nothing was overwritten.`,
      authorStale: (by: string | undefined) =>
        `${by ?? 'Somebody'} has changed the author since; nothing was overwritten.`,
      frontStale: (by: string | undefined) =>
        `${by ?? 'Somebody'} has changed the front since; nothing was overwritten.`,
      frontUnfit: 'The front cannot be arranged like that.',
      noEdition: (from: string) => `The front has no edition from ${from} on.`,
      mostEditions: (most: number) => `A front has at most ${most} editions to come.`,
      settingsStale: (by: string | undefined) =>
        `${by ?? 'Somebody'} has changed the settings since; nothing was overwritten.`,
      tagUnnamed: (tag: string) => `Nobody has named the tag "${tag}".`,
      tagStale: (by: string | undefined) => `${by ?? 'Somebody'} has changed the tag since; nothing was overwritten.`,
      noRedirect: (id: string) => `There is no redirect ${id}.`,
      automaticRedirect: (from: string, to: string | null) =>
        `${from} is a former address, and leads to ${to ?? 'nothing'} by itself. It goes when what had it has it again.`,
      redirectStale: (by: string | undefined) =>
        `${by ?? 'Somebody'} has changed the redirect since; nothing was overwritten.`,
      tooManyWrites: (count: number, most: number) =>
        `This takes ${count} writes; one transaction of DynamoDB holds ${most}.`,
      threadChanged:
        'A comment was counted, or the thread closed or opened, at the same moment. Please send the same request again.',
      readersChanged: 'What readers see was changed at the same moment. Please send the same request again.',
      mediaChanged: 'A file of the media library was changed at the same moment. Please send the same request again.',
      stepNotAllowed: (step: string, state: string, from: readonly string[]) =>
        `"${step}" is not possible while the article is ${state}; it must be ${from.join(' or ')}.`,
      hasInstant: '"publish" at an instant is not possible while the article is published; it has its instant already.',
      formerSlugs: (most: number) => `An article can have had at most ${most} other slugs.`,
      mostCorrections: (most: number) => `An article can carry at most ${most} corrections.`,
      textTooLarge: (characters: number, bytes: number, most: number) =>
        `The text is ${characters} characters long, ${bytes} bytes in UTF-8; an article holds at most ${most} bytes.`,

      // Of comments and their authors.
      commentsClosed: 'Comments on this article are closed.',
      parent: 'The comment replied to is not a visible comment of this article.',
      keyOfOtherComment: 'This Idempotency-Key was sent with another comment.',
      duplicate: 'You have said exactly this here within the last hour; it was received.',
      tooMany: (most: number, minutes: number) =>
        `At most ${most} comments are taken in ${minutes} minutes. Please come back later.`,
      noChange: 'This comment cannot be changed any more, or not with this token.',
      othersChange: 'Others change this comment at the moment. Please try again.',
      noComment: (id: string) => `There is no comment ${id}.`,
      notPublished: 'There is no such comment, or it is not published.',
      noMail: 'This site sends no mail. Please write to its editors instead.',
      linkExpired: 'This link is not good, or not any more. Please ask for another.',
      takenBack: (id: string) => `Comment ${id} was taken back by its author; its text is gone.`,
      /** @param act and verdict as the API names them. */
      notPossible: (act: string, id: string, verdict: string, by: string | undefined) =>
        `"${act}" is not possible: comment ${id} is ${verdict}${by === undefined ? '' : `, by ${by}`}.`,
      decidedMeanwhile: (id: string, verdict: string, by: string) =>
        `Comment ${id} is not what you decided on any more: it is ${verdict}, by ${by}.`,
      parentNotPublished: (id: string) => `What comment ${id} answers is not published; decide on that first.`,
      articleMoving: 'The article is being moved. Please try again.',
      theVersion: (fault: string) => `The version ${fault}.`,
      settingsTooLarge: (bytes: number, most: number) =>
        `The settings are ${bytes} bytes; at most ${most} can be kept.`,
    },

    /** What a rule found in a comment, for moderators. */
    matched: {
      /** @param field as the API names it. */
      listed: (entry: string, field: string) => `${entry} (in the ${field})`,
      tooFast: (seconds: number) => `sent ${seconds} s after the form was made`,
      tooOld: (hours: number) => `sent more than ${hours} hours after the form was made`,
      links: (count: number, some: string) => `${count} links: ${some}`,
      rejected: (count: number) => `${count} put away in a row`,
      turnedOff: 'comments are turned off',
      reports: (count: number) => plural(count, { one: `${number(count)} report`, other: `${number(count)} reports` }),
      closedByHand: 'closed by hand',
      closedAfter: (days: number) => `closed ${days} days after publication`,
    },

    /** What of an article's text readers do not get as it was written, and why. */
    dropped: {
      more: (count: number) => `${count} more`,
      moreWhy: 'are not told one by one',
      asText: 'is shown as text in Markdown',
      comment: 'comment',
      tag: (start: string) => `tag ${start}`,
      element: (name: string) => `<${name}>`,
      endless: 'never ends, and takes the rest of the text along',
      link: (address: string) => `link to ${address}`,
      noTarget: 'nothing in the text is called that; the words stay',
      unseen: 'is not seen, but changes how others are; left out wherever it stands',
      noPart: 'is not part of an article; left out',
      foreign: 'is not part of an article; left out with all that is in it',
      relative: 'is not a whole address, nor a path of this site that begins with /; the words stay',
      nowhere: 'leads nowhere here; the words stay',
      picture: (address: string | undefined) => `picture ${address ?? 'without an address'}`,
      pictureNotHttps: 'is not at an https address; its words stay',
      amongWords: 'stands in the middle of words; give it a paragraph of its own; its words stay',
      title: (title: string) => `title “${title}”`,
      captioned: 'is left out; its figure has a caption',
      frame: (address: string | undefined) => `frame of ${address ?? 'no address'}`,
      frameLinked: 'became a link',
      frameLost: 'has no whole address; left out',
      recording: (kind: string, address: string | undefined) => `${kind} ${address ?? 'without an address'}`,
      noTracks: 'has lost its text tracks',
      recordingLinked: 'is not at an https address; became a link',
      recordingLost: 'is not at an https address; left out',
    },

    either: (parts: readonly string[]) => any(parts),
  };
};

/** The words of a language, made for a tag (BCP 47) of it. */
export type WordsIn = (locale: string) => Words;

/** The words of a language. */
export type Words = ReturnType<typeof en>;

/** Something to say, in whatever language it will be read. */
export type Say = (words: Words) => string;
