import { userInfo } from 'node:os';
import { parseArgs } from 'node:util';
import { createArticleStore } from '../../functions/articles/store.ts';
import { createModerationDesk, type ModerationDesk } from '../../functions/moderation/desk.ts';
import { Failure } from '../../functions/shared/failure.ts';
import { sayingWhatIsWrong } from './sentence.ts';
import { openTarget, targetHelp, targetOptions } from './target.ts';

const help = `Lists the comments that are held, and decides them.

  npm run moderate                     list what is held, oldest first
  npm run moderate -- approve ID...    make comments public
  npm run moderate -- reject ID...     keep them out

${targetHelp}
  --limit N         how many to list (default 20, at most 100)`;

await sayingWhatIsWrong(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { ...targetOptions, limit: { type: 'string', default: '20' }, help: { type: 'boolean', default: false } },
  });
  const [act = 'list', ...ids] = positionals;
  if (values.help) return console.log(help);
  if (!['list', 'approve', 'reject'].includes(act) || (act === 'list') !== (ids.length === 0)) {
    console.error(help);
    process.exitCode = 2;
    return;
  }
  const target = await openTarget(values);
  const clock = () => new Date();
  const desk = createModerationDesk({
    client: target.client,
    tables: target.tables,
    articles: createArticleStore(target.client, target.tables.published),
    clock,
  });
  try {
    if (act === 'list') await list(desk, Math.min(100, Math.max(1, Number(values.limit) || 20)));
    else for (const id of ids) await decide(desk, act, id);
  } finally {
    await target.close();
  }
});

async function list(desk: ModerationDesk, limit: number): Promise<void> {
  const held = await desk.held(limit);
  for (const { id, thread, name, email, submittedAt, rule, comment, parentId } of held) {
    const indented = printable(comment).replaceAll('\n', '\n    ');
    console.log(
      `${id}\n  ${submittedAt.slice(0, 16).replace('T', ' ')}  ${printable(name)} <${printable(email)}> on ${thread}`,
    );
    console.log(`  held by rule: ${rule}${parentId ? `; a reply to ${parentId}` : ''}\n\n    ${indented}\n`);
  }
  console.log(held.length === 0 ? 'Nothing is held.' : `${held.length} held.`);
}

async function decide(desk: ModerationDesk, act: string, id: string): Promise<void> {
  try {
    if (act === 'approve') await desk.approve(id, userInfo().username);
    else await desk.reject(id, userInfo().username);
    console.log(`${id}  ${act === 'approve' ? 'published' : 'rejected'}`);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    console.error(`${id}  ${error.message}`);
    process.exitCode = 1;
  }
}

/** A stranger's text on a terminal: without what could move the cursor or turn the direction of reading. */
function printable(text: string): string {
  return text.replace(/[^\P{C}\n]/gu, '�');
}
