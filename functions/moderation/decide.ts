import type * as z from 'zod/mini';
import type { HeadStore } from '../articles/headStore.ts';
import { currentArticle } from '../articles/redirects.ts';
import { readPersonalData } from '../commenters/personalData.ts';
import type { CommenterStore } from '../commenters/store.ts';
import { judgeAgain, overrules } from '../comments/judging/rules.ts';
import { defaultSettings } from '../comments/settings/resolve.ts';
import { CommentSettings, SectionSettings } from '../comments/settings/schema.ts';
import { isQueuePosition } from '../comments/submitting/keys.ts';
import { type Submission, versionOf } from '../comments/submitting/schema.ts';
import { toHtml } from '../comments/threads/markup.ts';
import { idOf, type SectionNames } from '../sections/names.ts';
import type { SectionCatalogue } from '../sections/schema.ts';
import { decodeCursor, encodeCursor } from '../shared/api/cursor.ts';
import { mergePatch } from '../shared/api/mergePatch.ts';
import { toFailure } from '../shared/api/problem.ts';
import { parseBody } from '../shared/api/request.ts';
import type { Caller, Operations } from '../shared/api/route.ts';
import type { Position } from '../shared/data/keyset.ts';
import { Failure } from '../shared/failure.ts';
import { type Clock, toInstant } from '../shared/instant.ts';
import type { KeyedHash } from '../shared/keyedHash.ts';
import { mapConcurrent } from '../shared/mapConcurrent.ts';
import type { Say } from '../words/en.ts';
import { paperWords } from '../words/words.ts';
import type { moderationRoutes } from './routes.ts';
import type { DecisionBody, ModeratedComment, QueuedComment } from './schema.ts';
import type { Change, SettingsStore } from './settingsStore.ts';
import type { ModerationStore, Surroundings } from './store.ts';

export interface Moderating {
  readonly articles: HeadStore;
  readonly sections: SectionCatalogue;
  readonly moderation: ModerationStore;
  readonly settings: SettingsStore;
  readonly people: CommenterStore;
  readonly hash: KeyedHash;
  /** The site's language, as a tag (BCP 47). */
  readonly language: string;
  readonly clock: Clock;
}

/** The input of a change of settings, without the body. */
interface ChangeInput {
  readonly headers: { readonly 'if-match'?: number | undefined };
  readonly request: { readonly caller: Caller };
}

/** Comments that a trial judges again. */
const TRIAL_COMMENTS = 1_000;
const TOLD_CHARACTERS = 400;
const TRIED_VERDICTS = ['published', 'held', 'spam', 'rejected'] as const;
/** Concurrent decisions: more would contend for the comment count of one article. */
const DECIDED_AT_ONCE = 8;

export function moderate(options: Moderating): Operations<typeof moderationRoutes> {
  const { articles, sections, moderation, settings, people, hash, language, clock } = options;
  const words = paperWords(language);

  /** The newest comments, whatever their verdict. */
  const newest = async (): Promise<readonly Submission[]> => {
    const all = await Promise.all(
      TRIED_VERDICTS.map(async (verdict) => {
        const found: Submission[] = [];
        for (let position: Position | null = null, more = true; more && found.length < TRIAL_COMMENTS; ) {
          const page = await moderation.queue({
            verdict,
            thread: undefined,
            order: 'newest',
            limit: 100,
            position: position ?? undefined,
          });
          found.push(...page.items);
          position = page.next;
          more = position !== null;
        }
        return found;
      }),
    );
    return all
      .flat()
      .filter(({ comment }) => comment !== '')
      .sort((one, other) => (one.submittedAt > other.submittedAt ? -1 : 1))
      .slice(0, TRIAL_COMMENTS);
  };

  const changeOf = ({ headers, request: { caller } }: ChangeInput): Change => ({
    version: headers['if-match'],
    at: toInstant(clock()),
    by: caller.name,
    request: caller.request,
  });

  return {
    listComments: async ({ query: { reported, article: slug, limit, cursor, ...others } }) => {
      const { verdict = 'held', order = 'oldest' } = reported
        ? ({ verdict: 'reported', order: 'newest' } as const)
        : others;
      const list = `moderation/${verdict}/${slug ?? ''}/${order}`;
      const position = cursor === undefined ? undefined : decodeCursor(list, cursor, isQueuePosition);
      const thread = slug === undefined ? undefined : await moderation.threadOf(slug);
      const [page, total] = await Promise.all([
        moderation.queue({ verdict, thread, order, limit, position }),
        moderation.count({ verdict, thread }),
      ]);
      const [around, names] = await Promise.all([moderation.surroundings(page.items), sections.names()]);
      return {
        items: page.items.map((submission) => toQueued(submission, around(submission), names)),
        total,
        next: page.next && encodeCursor(list, page.next),
        previous: page.previous && encodeCursor(list, page.previous),
      };
    },

    readComment: async ({ params: { id } }) => {
      const submission = await moderation.find(id);
      const [around, names] = await Promise.all([moderation.surroundings([submission]), sections.names()]);
      return toQueued(submission, around(submission), names);
    },

    readBranch: async ({ params: { id } }) => {
      const [{ comments, more }, names] = await Promise.all([moderation.branch(id), sections.names()]);
      return { items: comments.map(({ submission, depth }) => ({ ...toModerated(submission, names), depth })), more };
    },

    decideComment: async ({ params: { id }, body, request: { caller, origin } }) => {
      const decision = { ...decisionOf(body, body.version), by: caller.name, origin };
      return toModerated(await moderation.decide(id, decision), await sections.names());
    },

    decideComments: async ({ body, request: { caller, origin } }) => ({
      items: await mapConcurrent(DECIDED_AT_ONCE, body.ids, async (id) => {
        try {
          const decision = { ...decisionOf(body, body.versions[id]), by: caller.name, origin };
          const decided = await moderation.decide(id, decision);
          return { id, verdict: decided.verdict, version: versionOf(decided), code: null, detail: null };
        } catch (error) {
          // A failure of one comment must not hide the decisions already taken on others.
          const { code, say } = toFailure(error);
          if (code === 'internal') throw error;
          return { id, verdict: null, version: null, code, detail: say(words) };
        }
      }),
    }),

    openThread: async ({ params: { slug }, body: { open } }) => {
      const { article } = await currentArticle(articles, slug, clock());
      await moderation.setOpen(article.slug, open);
      return { article: article.slug, open };
    },

    readSettings: () => settings.site(),
    saveSettings: (input) => settings.changeSite(() => input.body, changeOf(input)),
    patchSettings: (input) =>
      settings.changeSite(
        (current) => parseBody(CommentSettings, { ...defaultSettings, ...mergePatch(current, input.body) }),
        changeOf(input),
      ),
    readSectionSettings: async ({ params: { section } }) => {
      return settings.section(idOf(await sections.require(section)));
    },
    saveSectionSettings: async (input) => {
      const section = idOf(await sections.require(input.params.section));
      const decide = (own: SectionSettings) => {
        requireAllNamed(own, input.body);
        return input.body;
      };
      return settings.changeSection(section, decide, changeOf(input));
    },
    patchSectionSettings: async (input) => {
      const section = idOf(await sections.require(input.params.section));
      const decide = (own: SectionSettings) => parseBody(SectionSettings, mergePatch(own, input.body));
      return settings.changeSection(section, decide, changeOf(input));
    },

    trySettings: async ({ body }) => {
      const comments = await newest();
      const changes = comments.flatMap((submission) => {
        const was = submission.history.findLast(({ by }) => by === 'rules');
        const would = rejudged(submission, body.settings, language);
        if (!was || !overrules(would, was)) return [];
        const { id, thread: article, name, comment } = submission;
        return [
          {
            id,
            article,
            name,
            comment: shortened(comment),
            was: { verdict: was.verdict, rule: was.rule },
            would: { verdict: would.verdict, rule: would.rule, matched: would.matched || null },
          },
        ];
      });
      return { judged: comments.length, changes };
    },

    findPerson: async ({ body: { email } }) => ({ person: await hash('person', email.toLowerCase()) }),
    readPerson: ({ params: { person }, query: { cursor } }) => readPersonalData(people, person, cursor, clock()),
    erasePerson: ({ params: { person }, request: { caller } }) => people.erase(person, caller.name, clock()),
  };
}

/** A decision as it was sent. @throws Failure `version-required` without a version, unless forced. */
function decisionOf(
  { act, why, force = false }: Pick<z.output<typeof DecisionBody>, 'act' | 'why' | 'force'>,
  version: number | undefined,
) {
  if (version === undefined && !force) {
    const detail: Say = ({ faults }) => faults.versionOrForce;
    throw new Failure('version-required', (words) => words.failures.theVersion(detail(words)), {
      faults: [{ pointer: '/version', detail }],
    });
  }
  return { act, why, version };
}

/** Judges a stored comment by other rules. Rules about its submission do not apply: their facts are not stored. */
const rejudged = (
  { name, email, website, comment, proven, approvedBefore, rejectedBefore, parentId, history }: Submission,
  rules: CommentSettings,
  language: string,
) =>
  judgeAgain(
    { name, email, website, comment, parentId, honeypot: '' },
    { language, proven, approvedBefore, rejectedBefore, akismet: akismetSaid(history) },
    rules,
  );

/** The beginning of a text: a thousand whole ones would exceed the size of a response. */
const shortened = (text: string) =>
  text.length > TOLD_CHARACTERS ? `${text.slice(0, TOLD_CHARACTERS).toWellFormed()} …` : text;

/** Akismet's answer from the history, because asking again about an old comment gives nothing new. */
const akismetSaid = (history: Submission['history']) =>
  history.some(({ rule }) => rule === 'akismet-spam') ? ('spam' as const) : undefined;

const toQueued = (
  submission: Submission,
  { headline, parent, standing }: Surroundings,
  names: SectionNames,
): QueuedComment => ({
  ...toModerated(submission, names),
  headline,
  parent: parent
    ? { id: parent.id, name: parent.name, comment: shortened(parent.comment), verdict: parent.verdict }
    : null,
  author: standing,
});

const toModerated = (submission: Submission, names: SectionNames): ModeratedComment => ({
  id: submission.id,
  article: submission.thread,
  section: names.present(submission.section),
  name: submission.name,
  email: submission.email,
  website: submission.website,
  comment: submission.comment,
  body: toHtml(submission.comment),
  parentId: submission.parentId,
  submittedAt: submission.submittedAt,
  editedAt: submission.editedAt,
  person: submission.person,
  proven: submission.proven,
  verdict: submission.verdict,
  rule: submission.rule,
  matched: submission.matched,
  history: [...submission.history],
  reports: submission.reports,
  reasons: [...(submission.reasons ?? [])],
  version: versionOf(submission),
});

/** Prevents a PUT from dropping overrides by accident. @throws Failure that names each missing one. */
function requireAllNamed(own: SectionSettings, sent: SectionSettings): void {
  const missing = Object.keys(own).filter((name) => !(name in sent));
  if (missing.length === 0) return;
  const detail: Say = ({ faults }) => faults.ownSetting;
  const sentences: Say = (words) => missing.map((name) => words.sentence(name, detail(words))).join('; ');
  throw new Failure('field-invalid', (words) => `${sentences(words)}.`, {
    faults: missing.map((name) => ({ pointer: `/${name}`, detail })),
  });
}
