import type { ModeratedPage, QueuedComment } from '../../functions/moderation/schema.ts';
import type { Api, Request } from './api.ts';
import { type Command, CommandFault, complain, defineCommand, defineGroup, readable, say, sayJson } from './command.ts';
import { commentNamed, readSeen, rememberSeen, shortId } from './seenComments.ts';
import { connect } from './session.ts';

type Verdict = QueuedComment['verdict'];
const verdicts: readonly Verdict[] = ['held', 'published', 'spam', 'rejected', 'removed'];
const orders = ['oldest', 'newest'] as const;
type Action = Request<'POST /v1/moderation/decisions'>['body']['act'];
type Decided = Awaited<ReturnType<typeof decideAll>>[number];

/** The most comments that one request decides. */
const DECIDED_AT_ONCE = 100;

const list = defineCommand({
  usage:
    'comments [list] [--reported | --verdict VERDICT --article SLUG --order ORDER] [--limit N] [--cursor CURSOR] [--json]',
  summary: 'List what waits for a decision, oldest first; or what has another verdict',
  details: `  --verdict VERDICT ${verdicts.join(', ')} (default held)
  --reported        visible ones that readers have reported, most reported first; approve says that one stays
  --article SLUG    those on one article, by any slug it has or had
  --order ORDER     oldest or newest first (default oldest)
  --limit N         how many (default 20, at most 100)
  --cursor CURSOR   go on where a page before has ended
  --json            print the page as JSON: its items, how many there are in all, and next, the cursor

What is listed has been read: a decision is for it as it was printed, and is refused once it has been changed since.`,
  options: {
    reported: { type: 'boolean', default: false },
    verdict: { type: 'string' },
    article: { type: 'string' },
    order: { type: 'string' },
    limit: { type: 'string' },
    cursor: { type: 'string' },
    json: { type: 'boolean', default: false },
  },
  arguments: [0, 0],
  run: async ({ json, reported, verdict, order, ...others }) => {
    if (verdict !== undefined && !isOneOf(verdicts, verdict)) {
      throw new CommandFault(`--verdict must be ${verdicts.join(' or ')}.`, 2);
    }
    if (order !== undefined && !isOneOf(orders, order)) {
      throw new CommandFault(`--order must be ${orders.join(' or ')}.`, 2);
    }
    const query = {
      ...(reported ? { reported: 'true' as const } : {}),
      ...(verdict === undefined ? {} : { verdict }),
      ...(order === undefined ? {} : { order }),
      ...others,
    };
    const api = connect();
    const page = await api.call('GET /v1/moderation/comments', { query });
    rememberSeen(api.url, page.items);
    if (json) return sayJson(page);
    const seen = readSeen(api.url);
    for (const comment of page.items) say(`${describe(comment, shortId(comment.id, seen))}\n`);
    say(summary(page, reported ? 'reported' : (verdict ?? 'held')));
    if (page.next) {
      const options = Object.entries({ ...query, cursor: page.next }).map(([name, value]) =>
        name === 'reported' ? '--reported' : `--${name} ${value}`,
      );
      say(`Go on with: broadsheet comments list ${options.join(' ')}`);
    }
  },
});

const show = defineCommand({
  usage: 'comments show ID [--json]',
  summary: 'Print a comment with all that was decided on it',
  details: `  ID                the id, or the first eight digits of one that was listed
  --json            print it as JSON`,
  options: { json: { type: 'boolean', default: false } },
  arguments: [1, 1],
  run: async ({ json }, [name = '']) => {
    const api = connect();
    const id = commentNamed(name, readSeen(api.url));
    const comment = await api.call('GET /v1/moderation/comments/{id}', { params: { id } });
    rememberSeen(api.url, [comment]);
    if (json) return sayJson(comment);
    say(describe(comment, id));
    say(
      `\n${comment.history.map(({ at, verdict, by, rule, matched }) => `  ${readable(at)}  ${verdict} by ${by}: ${because(rule, matched)}`).join('\n')}`,
    );
  },
});

const decision = (act: Action, summary: string): Command =>
  defineCommand({
    usage: `comments ${act} ID... [--why WHY] [--force] [--json]`,
    summary,
    details: `  ID                the id, or the first eight digits of one that was listed
  --why WHY         for colleagues: kept with the decision
  --force           whatever it is by now, and whether you have read it or not
  --json            print what became of each as JSON`,
    options: {
      why: { type: 'string' },
      force: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
    },
    arguments: [1, Number.POSITIVE_INFINITY],
    run: async ({ why, force, json }, names) => {
      const api = connect();
      const seen = readSeen(api.url);
      const ids = [...new Set(names.map((name) => commentNamed(name, seen)))];
      const unread = ids.filter((id) => !Object.hasOwn(seen, id));
      if (unread.length > 0 && !force) {
        const first = unread.map((id) => `  broadsheet comments show ${id}`).join('\n');
        throw new CommandFault(`Nothing was decided: read it first, or say --force.\n\n${first}`);
      }
      const items = await decideAll(api, ids, (some) => ({
        act,
        ids: some,
        ...(why === undefined ? {} : { why }),
        ...(force ? { force } : { versions: Object.fromEntries(some.map((id) => [id, seen[id] ?? 0])) }),
      }));
      rememberSeen(
        api.url,
        items.flatMap(({ id, version }) => (version === null ? [] : { id, version })),
      );
      if (json) sayJson(items);
      else for (const item of items) tell(item, shortId(item.id, readSeen(api.url)));
      if (items.some(({ verdict }) => verdict === null)) process.exitCode = 1;
    },
  });

export const comments = defineGroup({
  name: 'comments',
  summary: 'List what readers have sent, and decide on it',
  commands: {
    list,
    show,
    approve: decision('approve', 'Make comments public'),
    reject: decision('reject', 'Keep comments out'),
    spam: decision('spam', 'Keep comments out as spam'),
    remove: decision('remove', 'Take public comments away'),
    restore: decision('restore', 'Bring back what was put away'),
    undo: decision('undo', 'Take back the last decision on comments'),
  },
  otherwise: 'list',
});

const isOneOf = <const Word extends string>(words: readonly Word[], text: string): text is Word =>
  (words as readonly string[]).includes(text);

async function decideAll(
  api: Api,
  ids: readonly string[],
  bodyFor: (ids: string[]) => Request<'POST /v1/moderation/decisions'>['body'],
) {
  const batches = Array.from({ length: Math.ceil(ids.length / DECIDED_AT_ONCE) }, (_, at) =>
    ids.slice(at * DECIDED_AT_ONCE, (at + 1) * DECIDED_AT_ONCE),
  );
  const answers = [];
  for (const batch of batches) answers.push(await api.call('POST /v1/moderation/decisions', { body: bodyFor(batch) }));
  return answers.flatMap(({ items }) => items);
}

function tell({ verdict, detail }: Decided, id: string): void {
  if (verdict === null) complain(`${id}  ${detail}`);
  else say(`${id}  ${verdict}`);
}

/** Prints a comment for a moderator. The text is indented, so that none of its lines can pass for one of ours. */
function describe(comment: QueuedComment, id: string): string {
  const { name, email, website, article, headline, parent, author, proven, verdict, rule, matched } = comment;
  const mailbox = proven ? 'a proven mailbox' : 'an address that is only typed';
  const reasons = comment.reasons.map((reason) => `\n    "${inOneLine(reason)}"`).join('');
  const lines = [
    `${id}  ${readable(comment.submittedAt)}`,
    `  ${inOneLine(name)} <${inOneLine(email)}>, ${mailbox}; approved before: ${author.approved}${author.rejectedInRow === 0 ? '' : `, put away since: ${author.rejectedInRow}`}`,
    ...(website === null ? [] : [`  ${inOneLine(website)}`]),
    `  on ${headline === null ? `${article}, which is withdrawn` : `"${inOneLine(headline)}" (${article})`}`,
    ...(parent ? [`  in reply to ${inOneLine(parent.name)}, ${parent.verdict}: "${beginning(parent.comment)}"`] : []),
    ...(comment.parentId !== null && !parent ? ['  in reply to a comment that is gone'] : []),
    `  ${verdict}: ${because(rule, matched)}`,
    ...(comment.editedAt === null ? [] : [`  changed by its author at ${readable(comment.editedAt)}`]),
    ...(comment.reports === 0 ? [] : [`  reported by ${comment.reports} of its readers${reasons}`]),
  ];
  return `${lines.join('\n')}\n\n    ${comment.comment.replaceAll('\n', '\n    ')}`;
}

const because = (rule: string, matched: string | null) =>
  matched === null ? inOneLine(rule) : `${inOneLine(rule)} (${inOneLine(matched)})`;

const inOneLine = (text: string) => text.replaceAll(/\s+/g, ' ');

const MOST_QUOTED = 60;
const beginning = (text: string) => {
  const line = inOneLine(text);
  return line.length > MOST_QUOTED ? `${line.slice(0, MOST_QUOTED).toWellFormed()} …` : line;
};

/** A sentence with the number shown and the total. */
function summary({ items, next, total: { count, exact } }: ModeratedPage, verdict: string): string {
  if (count === 0) return `Nothing is ${verdict}.`;
  const all = exact ? count.toLocaleString('en') : `${count.toLocaleString('en')} or more`;
  return next === null && items.length === count ? `${all} ${verdict}.` : `${items.length} of ${all} ${verdict}.`;
}
