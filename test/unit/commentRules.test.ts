import { describe, expect, it } from 'vitest';
import { type Candidate, type Facts, judge, judgeAgain, rules } from '../../functions/comments/judging/rules.ts';
import { defaultSettings } from '../../functions/comments/settings/resolve.ts';
import type { CommentSettings } from '../../functions/comments/settings/schema.ts';
import { placeUnder } from '../../functions/comments/threads/place.ts';
import { toProblem } from '../../functions/shared/api/problem.ts';
import { paperWords } from '../../functions/words/words.ts';
import { NOON } from '../support/builders.ts';

const PARENT = '00000000-0000-4000-8000-000000000000';

/** What a proven author sends, whom a moderator approved before; nothing objects to it. */
const aCandidate = (changes: Partial<Candidate> = {}): Candidate => ({
  name: 'Wren Adeyemi',
  email: 'wren@example.org',
  website: null,
  comment: 'It smelt of paint.',
  parentId: null,
  honeypot: '',
  ...changes,
});

const someFacts = (changes: Partial<Facts> = {}): Facts => ({
  now: new Date(NOON),
  article: { thread: 'ferry', publishedAt: '2026-11-23T09:00:00.000Z', commentsOpen: true },
  parent: undefined,
  language: 'en-GB',
  proven: true,
  approvedBefore: 1,
  rejectedBefore: 0,
  rendered: { at: '2026-11-23T11:50:00.000Z' },
  akismet: undefined,
  ...changes,
});

const article = someFacts().article;
const AKISMET = { akismet: { enabled: true } };
const STRANGER = { proven: false, approvedBefore: 0 };

interface Case {
  readonly candidate?: Partial<Candidate>;
  readonly facts?: Partial<Facts>;
  readonly settings?: Partial<CommentSettings>;
}

const decide = ({ candidate, facts, settings }: Case) =>
  judge(aCandidate(candidate), someFacts(facts), { ...defaultSettings, ...settings });

/** Each: what is the matter, the verdict, the rule and what it matched. */
type Objection = readonly [string, Case, string, string, string];
const objections: readonly Objection[] = [
  [
    'a closed thread',
    { facts: { article: { ...article, commentsOpen: false } } },
    'rejected',
    'comments-closed',
    'closed by hand',
  ],
  [
    'an old thread',
    { settings: { closeAfterDays: 1 }, facts: { now: new Date('2026-11-24T09:00:00.000Z') } },
    'rejected',
    'comments-closed',
    'closed 1 days after publication',
  ],
  [
    'a section without comments',
    { settings: { open: false } },
    'rejected',
    'comments-closed',
    'comments are turned off',
  ],
  ['a parent that is not there', { candidate: { parentId: PARENT } }, 'rejected', 'parent-not-visible', PARENT],
  [
    'a parent that is not visible',
    { candidate: { parentId: PARENT }, facts: { parent: { thread: 'ferry', visible: false } } },
    'rejected',
    'parent-not-visible',
    PARENT,
  ],
  [
    'a parent of another article',
    { candidate: { parentId: PARENT }, facts: { parent: { thread: 'harbour', visible: true } } },
    'rejected',
    'parent-not-visible',
    PARENT,
  ],
  [
    'a filled honeypot',
    { candidate: { honeypot: 'https://a.example' } },
    'held',
    'honeypot-filled',
    'https://a.example',
  ],
  ['a blank in the honeypot', { candidate: { honeypot: ' ' } }, 'held', 'honeypot-filled', ' '],
  ['a forged form', { facts: { rendered: 'forged' } }, 'held', 'form-forged', ''],
  ['a spam word', { settings: { spamWords: ['paint'] } }, 'spam', 'spam-word', 'paint (in the comment)'],
  ['a spam word in the name', { settings: { spamWords: ['wren'] } }, 'spam', 'spam-word', 'wren (in the name)'],
  [
    'a spam word in the email',
    { settings: { spamWords: ['example.org'] } },
    'spam',
    'spam-word',
    'example.org (in the email)',
  ],
  [
    'a spam word in the website',
    { settings: { spamWords: ['shop'] }, candidate: { website: 'https://shop.example' } },
    'spam',
    'spam-word',
    'shop (in the website)',
  ],
  [
    'a spam word in disguise',
    { settings: { spamWords: ['paint'] }, candidate: { comment: 'p@1nt' } },
    'spam',
    'spam-word',
    'paint (in the comment)',
  ],
  ['a spam pattern', { settings: { spamPatterns: ['p?in*'] } }, 'spam', 'spam-pattern', 'p?in* (in the comment)'],
  ['what Akismet takes for spam', { settings: AKISMET, facts: { akismet: 'spam' } }, 'spam', 'akismet-spam', ''],
  [
    'a form sent too fast',
    { facts: { rendered: { at: '2026-11-23T11:59:57.500Z' } } },
    'held',
    'form-too-fast',
    'sent 2.5 s after the form was made',
  ],
  [
    'a form of the future',
    { facts: { rendered: { at: '2026-11-23T12:00:05.000Z' } } },
    'held',
    'form-too-fast',
    'sent -5 s after the form was made',
  ],
  [
    'an old form',
    { facts: { rendered: { at: '2026-11-22T11:59:59.999Z' } } },
    'held',
    'form-too-old',
    'sent more than 24 hours after the form was made',
  ],
  [
    'an expired form',
    { facts: { rendered: 'expired' } },
    'held',
    'form-too-old',
    'sent more than 24 hours after the form was made',
  ],
  ['two links', { candidate: { comment: 'https://a.example b.com' } }, 'held', 'links', '2 links: a.example b.com'],
  [
    'a link in each field',
    { candidate: { name: 'a.com', website: 'https://b.example', comment: 'c.org' } },
    'held',
    'links',
    '3 links: a.com b.example c.org',
  ],
  [
    'a link where none is allowed',
    { candidate: { comment: 'b.com' }, settings: { linksAllowed: 0 } },
    'held',
    'links',
    '1 links: b.com',
  ],
  ['a word to look at', { settings: { holdWords: ['paint'] } }, 'held', 'hold-word', 'paint (in the comment)'],
  ['a pattern to look at', { settings: { holdPatterns: ['pain*'] } }, 'held', 'hold-pattern', 'pain* (in the comment)'],
  [
    "a staff member's name",
    { settings: { staffNames: ['Ines Calder', 'Wren Adeyemi'] } },
    'held',
    'staff-name',
    'Wren Adeyemi',
  ],
  [
    "a stranger with a staff member's name",
    { settings: { staffNames: ['wren adeyemi'] }, facts: STRANGER },
    'held',
    'staff-name',
    'wren adeyemi',
  ],
  [
    "a staff member's name with a title",
    { settings: { staffNames: ['Ines Calder'] }, candidate: { name: 'Ines Calder, editor' } },
    'held',
    'staff-name',
    'Ines Calder',
  ],
  [
    "a staff member's name without its space",
    { settings: { staffNames: ['Ines Calder'] }, candidate: { name: 'inescalder' } },
    'held',
    'staff-name',
    'Ines Calder',
  ],
  [
    "a staff member's name with l for I",
    { settings: { staffNames: ['Ines Calder'] }, candidate: { name: 'lnes Ca1der' } },
    'held',
    'staff-name',
    'Ines Calder',
  ],
  [
    "a staff member's name in some Cyrillic",
    { settings: { staffNames: ['Ines Calder'] }, candidate: { name: 'Inеs Саldеr' } },
    'held',
    'staff-name',
    'Ines Calder',
  ],
  [
    "a staff member's name in Greek capitals",
    { settings: { staffNames: ['Nina Moss'] }, candidate: { name: 'Νina Μoss' } },
    'held',
    'staff-name',
    'Nina Moss',
  ],
  [
    "a staff member's name in another of them",
    { settings: { staffNames: ['Yve Hunt'] }, candidate: { name: 'Υve Ηunt' } },
    'held',
    'staff-name',
    'Yve Hunt',
  ],
  [
    "a staff member's name in a lunate sigma",
    { settings: { staffNames: ['Ines Calder'] }, candidate: { name: 'Ines Ϲalder' } },
    'held',
    'staff-name',
    'Ines Calder',
  ],
  [
    "a staff member's name in a small one",
    { settings: { staffNames: ['Ines Calder'] }, candidate: { name: 'ines ϲalder' } },
    'held',
    'staff-name',
    'Ines Calder',
  ],
  ...['p`ai`nt', '`p`aint', 'p*ain*t', 'pa\\int'].map(
    (comment): Objection => [
      `a spam word with marks in it, ${comment}`,
      { settings: { spamWords: ['paint'] }, candidate: { comment } },
      'spam',
      'spam-word',
      'paint (in the comment)',
    ],
  ),
  [
    "a stranger with a staff member's email",
    { settings: { staffEmails: ['Wren@example.org'] }, facts: STRANGER },
    'held',
    'staff-email',
    'Wren@example.org',
  ],
  [
    "a stranger with the staff's domain",
    { settings: { staffEmails: ['@example.org'] }, facts: STRANGER },
    'held',
    'staff-email',
    '@example.org',
  ],
  ['a silent Akismet', { settings: AKISMET, facts: { akismet: 'failed' } }, 'held', 'akismet-failed', ''],
  ['a site that holds everything', { settings: { moderation: 'everything-held' } }, 'held', 'everything-held', ''],
  ['an author who proved nothing', { facts: { ...STRANGER, approvedBefore: 9 } }, 'held', 'author-not-proven', ''],
  ['a first comment', { facts: { approvedBefore: 0 } }, 'held', 'first-comment', ''],
  ['an author who was rejected', { facts: { rejectedBefore: 2 } }, 'held', 'author-rejected', '2 put away in a row'],
];

describe('a comment with', () => {
  it.each(objections)('%s', (_what, sent, verdict, rule, matched) => {
    const decision = decide(sent);

    expect(decision).toMatchObject({ verdict, rule, matched });
  });

  it('has every rule among the cases above', () => {
    const covered = new Set(objections.map(([, , , rule]) => rule));

    expect(rules.filter(({ name }) => !covered.has(name))).toEqual([]);
  });
});

describe('a comment is published', () => {
  it.each<[string, Case]>([
    ['of a proven author, approved before', {}],
    ['from a client without a form', { facts: { rendered: 'missing' } }],
    ['sent just slowly enough', { facts: { rendered: { at: '2026-11-23T11:59:57.000Z' } } }],
    ['in a form just young enough', { facts: { rendered: { at: '2026-11-22T12:00:00.000Z' } } }],
    ['with one link', { candidate: { comment: 'https://a.example' } }],
    [
      'in answer to a visible comment',
      { candidate: { parentId: PARENT }, facts: { parent: { thread: 'ferry', visible: true } } },
    ],
    ['with a listed word inside another', { settings: { spamWords: ['press'] }, candidate: { comment: 'WordPress' } }],
    [
      'of the staff under their own names',
      { settings: { staffNames: ['Wren Adeyemi'], staffEmails: ['@example.org'] } },
    ],
    ['of somebody whose name holds a part of a name', { settings: { staffNames: ['Wren Ade'] } }],
    ["of a proven owner of the staff's address", { settings: { staffEmails: ['@example.org'] } }],
    [
      'of a stranger at a domain that only ends alike',
      { settings: { staffEmails: ['@ample.org'], moderation: 'all-published' }, facts: STRANGER },
    ],
    ['that Akismet finds good', { settings: AKISMET, facts: { akismet: 'ham' } }],
    ['whatever Akismet said once, where it is off', { facts: { akismet: 'spam' } }],
    [
      'at first, where first comments are not held',
      { settings: { holdFirstComment: false }, facts: { approvedBefore: 0 } },
    ],
    ['of a stranger where all is published', { settings: { moderation: 'all-published' }, facts: STRANGER }],
  ])('%s', (_what, sent) => {
    const decision = decide(sent);

    expect(decision).toEqual({ verdict: 'published', rule: 'no-objection', matched: '' });
  });
});

describe('of several rules', () => {
  it('the strongest decides', () => {
    const everything: Case = {
      candidate: { honeypot: 'x', parentId: PARENT },
      settings: { holdWords: ['paint'], spamWords: ['smelt'] },
    };

    const verdicts = [
      decide({ ...everything, facts: { article: { ...article, commentsOpen: false } } }).rule,
      decide(everything).rule,
      decide({ ...everything, candidate: { honeypot: 'x' } }).rule,
      decide({ ...everything, candidate: { honeypot: 'x' }, settings: { holdWords: ['paint'] } }).rule,
    ];

    expect(verdicts).toEqual(['comments-closed', 'parent-not-visible', 'spam-word', 'honeypot-filled']);
  });

  it('those that reject are asked before those for spam, and those before the ones that hold', () => {
    const effects = rules.map(({ effect }) => effect);

    expect(effects.filter((effect, index) => effect !== effects[index - 1])).toEqual(['rejected', 'spam', 'held']);
  });

  it('the one that says most is named', () => {
    const decision = decide({ facts: STRANGER, settings: { holdWords: ['paint'], moderation: 'everything-held' } });

    expect(decision.rule).toBe('hold-word');
  });
});

describe('a comment that is refused', () => {
  it('because the thread is closed is answered so', () => {
    const { failure } = decide({ settings: { open: false } });

    expect(failure).toMatchObject({ code: 'comments-closed', message: 'Comments on this article are closed.' });
  });

  it('because of its parent is answered with the field', () => {
    const { failure } = decide({ candidate: { parentId: PARENT } });

    expect(failure && toProblem(failure, '', paperWords('en'))).toMatchObject({
      code: 'field-invalid',
      errors: [{ pointer: '/parentId', detail: 'must be a visible comment of this article' }],
    });
  });

  it('is the only one that is', () => {
    const failures = objections.map(([, sent]) => decide(sent)).filter(({ failure }) => failure);

    expect(new Set(failures.map(({ verdict }) => verdict))).toEqual(new Set(['rejected']));
  });
});

describe('a comment judged again', () => {
  const known = {
    language: 'en-GB',
    proven: true,
    approvedBefore: 1,
    rejectedBefore: 0,
    staff: false,
    akismet: undefined,
  } as const;

  it('is judged by what was written, with the settings given', () => {
    const decision = judgeAgain(aCandidate(), known, { ...defaultSettings, holdWords: ['paint'] });

    expect(decision).toEqual({ verdict: 'held', rule: 'hold-word', matched: 'paint (in the comment)' });
  });

  it('is not judged by its thread, its parent or its form', () => {
    const decision = judgeAgain(aCandidate({ parentId: PARENT, honeypot: 'x' }), known, {
      ...defaultSettings,
      open: false,
    });

    expect(decision.verdict).toBe('published');
  });
});

describe('a reply', () => {
  it.each([
    [0, 'here', 1],
    [4, 'here', 5],
    [5, 'above', 5],
  ])('to a comment of depth %i hangs %s at depth %i', (depth, parentId, expected) => {
    const place = placeUnder({ id: 'here', parentId: 'above', depth });

    expect(place).toEqual({ parentId, depth: expected });
  });
});
