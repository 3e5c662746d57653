import { join } from 'node:path';
import { parseArgs } from 'node:util';
import * as z from 'zod/mini';
import { createSectionStore } from '../../functions/sections/store.ts';
import { anyInstant } from '../../functions/shared/instant.ts';
import { say } from '../cli/command.ts';
import { openEndpoint, openInstallation } from '../commands/installation.ts';
import { reportErrors, sentenceOf } from '../commands/reportErrors.ts';
import type { Group } from '../stages.ts';
import { MAIL_DIRECTORY } from './mailbox.ts';
import { moveClock } from './movedClock.ts';
import { openObjects } from './objectStore.ts';
import { startServer } from './server.ts';
import { StartFailure } from './startFailure.ts';
import { watchParents } from './watchParents.ts';

const help = `Serves Broadsheet on this machine, as API Gateway and Lambda would.

  npm start -- [options]

  --port N      the port to serve at (default 3000)
  --fresh       forget all data and load the seeds again
  --data DIR    where data is kept (default .local)
  --clock TIME  begin at another time, such as 2030-01-01T05:59:50Z, to see what is scheduled come; what is written
                meanwhile is of that time

DYNAMODB_ENDPOINT points it at any other DynamoDB instead of the embedded one.`;

/** Within this time a second signal is a copy of the first: the terminal signals all processes, and npm forwards it again. */
const SAME_MILLISECONDS = 500;

/** A working day and the evening after it. */
const TOKEN_HOURS = 12;

const options = {
  port: { type: 'string', default: '3000' },
  fresh: { type: 'boolean', default: false },
  data: { type: 'string', default: '.local' },
  clock: { type: 'string' },
  help: { type: 'boolean', default: false },
} as const;

await reportErrors(async () => {
  const { values } = parseArgs({ options });
  if (values.help) console.log(help);
  else await start(values);
});

async function start(values: {
  port: string;
  fresh: boolean;
  data: string;
  clock?: string | undefined;
}): Promise<void> {
  let exitCode = 0;
  // A stop during the start exits at once; the embedded DynamoDB ends with this process.
  let stop = async (): Promise<void> => process.exit(exitCode || 130);
  let stoppingSince: number | undefined;
  const endOnce = () => {
    // A second Ctrl-C exits at once.
    if (stoppingSince !== undefined && performance.now() - stoppingSince > SAME_MILLISECONDS) process.exit(1);
    if (stoppingSince !== undefined) return;
    stoppingSince = performance.now();
    void stop();
  };
  process.on('SIGINT', endOnce);
  process.on('SIGTERM', endOnce);
  watchParents(endOnce);
  // A closed terminal or pipe must not end the server.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
  const port = Number(values.port);
  if (!/^\d+$/.test(values.port) || port > 65_535) throw new StartFailure(`"${values.port}" is not a port.`);
  const clock = values.clock === undefined ? undefined : moveClock(instantOf(values.clock));
  const elsewhere = process.env.DYNAMODB_ENDPOINT;
  if (elsewhere && !URL.canParse(elsewhere)) {
    throw new StartFailure(`DYNAMODB_ENDPOINT is not an address: ${elsewhere}`);
  }
  if (elsewhere && values.fresh) {
    throw new StartFailure('--fresh forgets the embedded data; it does not go with DYNAMODB_ENDPOINT.');
  }
  const pictures = new AbortController();
  const server = await startServer({
    port,
    directory: values.data,
    fresh: values.fresh,
    dynamodb: elsewhere,
    tokenClock: clock?.machine,
    seed: (endpoint) => seedWhenEmpty(endpoint, values.data),
    onAccess: ({ method, target, status, milliseconds }) =>
      say(`${new Date().toISOString().slice(11, 19)}  ${status}  ${milliseconds.toFixed(1)} ms  ${method} ${target}`),
    onMail: ({ to, subject, file }) => say(`Mail for ${to}: ${subject} → ${file}`),
    // What follows from a failure has been told by its sentence.
    onFault: (error) => {
      if (exitCode === 0) tell(error);
    },
    onFailure: (error) => {
      pictures.abort();
      tell(error);
      exitCode = 1;
      endOnce();
    },
  });
  void fillLibrary(values.data, pictures.signal).catch((error) => {
    if (!pictures.signal.aborted) say(`The pictures wait for the next start: ${error.message}`);
  });
  stop = async () => {
    pictures.abort();
    await server.stop();
    console.log('Stopped.');
    process.exit(exitCode);
  };
  clock?.start();
  const tokenFor = (name: string, group: Group) => server.issuer.token({ name, groups: [group], hours: TOKEN_HOURS });
  console.log(`
Broadsheet is at ${server.url}

  The front page        ${server.url}/
  The desk              ${server.url}/desk
  The latest as JSON    ${server.url}/v1/articles
  The API               ${server.url}/docs

  Tokens for the next ${TOKEN_HOURS} hours, to send as "Authorization: Bearer …" (npm run token makes others):

export EDITOR_TOKEN=${await tokenFor('editor', 'editors')}
export MODERATOR_TOKEN=${await tokenFor('moderator', 'moderators')}

${clock ? `The clock goes on from ${values.clock}.\n` : ''}Mail is not sent, it lands in ${join(values.data, MAIL_DIRECTORY)}.
Edit and moderate: npm run -s broadsheet -- login, then … -- --help
Stop: Ctrl-C (the data stays in ${values.data})
`);
}

/** @throws StartFailure for what is no instant. */
function instantOf(text: string): Date {
  const { success, data } = z.safeParse(anyInstant, text);
  if (!success) throw new StartFailure(`"${text}" is not a time such as 2030-01-01T05:59:50Z.`);
  return new Date(data);
}

function tell(error: unknown): void {
  console.error(sentenceOf(error as Error) ?? error);
}

async function seedWhenEmpty(endpoint: string, data: string): Promise<void> {
  const target = await openEndpoint(endpoint, data);
  const sections = await createSectionStore(target.client, target.tables.published).list();
  if (sections.length === 0) {
    // Imported only when needed: loading the Markdown pipeline would take most of the start.
    const { loadSeeds, readSeeds } = await import('../../seeds/load.ts');
    const seeds = await readSeeds(join(import.meta.dirname, '../../seeds'));
    const loaded = await loadSeeds(seeds, target, () => {});
    console.log(`Loaded ${loaded.articles} articles, ${loaded.pages} pages and ${loaded.comments} comments.`);
  }
  await target.close();
}

/** Puts the pictures of the seeds into the media library, if the paper has them; at the first start they are developed. */
async function fillLibrary(data: string, signal: AbortSignal): Promise<void> {
  const { putPictures } = await import('../../seeds/pictures/load.ts');
  const target = await openInstallation({ data });
  const count = await putPictures(target, openObjects(data), signal);
  await target.close();
  if (count > 0) say(`Developed ${count} pictures.`);
}
