import { userInfo } from 'node:os';
import { parseArgs } from 'node:util';
import { createArticleStore } from '../../functions/articles/store.ts';
import { createCommentMail } from '../../functions/comments/submitting/mail.ts';
import { createCommentTokens } from '../../functions/comments/submitting/tokens.ts';
import { actions, type ModerationAction } from '../../functions/moderation/actions.ts';
import { createModerationStore, type ModerationStore } from '../../functions/moderation/store.ts';
import { Failure } from '../../functions/shared/failure.ts';
import { createSignedTokens } from '../../functions/shared/signedToken.ts';
import { installationHelp, installationOptions, openInstallation } from './installation.ts';
import { reportErrors } from './reportErrors.ts';

const help = `Lists the comments that are held, and decides them.

  npm run moderate                     list what is held, oldest first
  npm run moderate -- approve ID...    make comments public
  npm run moderate -- reject ID...     keep them out
  npm run moderate -- spam ID...       keep them out as spam
  npm run moderate -- remove ID...     take public comments away
  npm run moderate -- restore ID...    bring back what was put away

${installationHelp}
  --limit N         how many to list (default 20, at most 100)`;

await reportErrors(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      ...installationOptions,
      limit: { type: 'string', default: '20' },
      help: { type: 'boolean', default: false },
    },
  });
  const [act = 'list', ...ids] = positionals;
  if (values.help) return console.log(help);
  if ((act !== 'list' && !isAct(act)) || (act === 'list') !== (ids.length === 0)) {
    console.error(help);
    process.exitCode = 2;
    return;
  }
  const target = await openInstallation(values);
  const clock = () => new Date();
  const desk = createModerationStore({
    client: target.client,
    tables: target.tables,
    articles: createArticleStore(target.client, target.tables.published),
    mail: createCommentMail(target.tables.newsroom, createCommentTokens(createSignedTokens(target.key)), target),
    clock,
  });
  try {
    if (act === 'list') await list(desk, Math.min(100, Math.max(1, Number(values.limit) || 20)));
    else if (isAct(act)) for (const id of ids) await decide(desk, act, id, target.site);
  } finally {
    await target.close();
  }
});

async function list(desk: ModerationStore, limit: number): Promise<void> {
  const { items } = await desk.queue({
    verdict: 'held',
    thread: undefined,
    order: 'oldest',
    limit,
    position: undefined,
  });
  for (const submission of items) {
    const { id, thread, name, email, submittedAt, rule, matched, comment, parentId } = submission;
    const indented = printable(comment).replaceAll('\n', '\n    ');
    console.log(
      `${id}\n  ${submittedAt.slice(0, 16).replace('T', ' ')}  ${printable(name)} <${printable(email)}> on ${thread}`,
    );
    const why = matched === null ? rule : `${rule} (${printable(matched)})`;
    console.log(`  held by rule: ${why}${parentId ? `; a reply to ${parentId}` : ''}\n\n    ${indented}\n`);
  }
  console.log(items.length === 0 ? 'Nothing is held.' : `${items.length} held.`);
}

async function decide(desk: ModerationStore, act: ModerationAction, id: string, site: string): Promise<void> {
  try {
    const { verdict } = await desk.decide(id, { act, by: userInfo().username, origin: site });
    console.log(`${id}  ${verdict}`);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    console.error(`${id}  ${error.message}`);
    process.exitCode = 1;
  }
}

function isAct(text: string): text is ModerationAction {
  return (actions as readonly string[]).includes(text);
}

/** A stranger's text on a terminal: without what could move the cursor or turn the direction of reading. */
function printable(text: string): string {
  return text.replace(/[^\P{C}\n]/gu, '�');
}
