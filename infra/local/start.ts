import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createSectionStore } from '../../functions/sections/store.ts';
import { sayingWhatIsWrong } from '../commands/sentence.ts';
import { openEndpoint } from '../commands/target.ts';
import type { Group } from '../stages.ts';
import { MAIL_DIRECTORY } from './mailbox.ts';
import { StartFailure, startServer } from './server.ts';

const help = `Serves Broadsheet on this machine, as API Gateway and Lambda would.

  npm start -- [options]

  --port N      the port to serve at (default 3000)
  --fresh       forget all data and load the seeds again
  --data DIR    where data is kept (default .local)

DYNAMODB_ENDPOINT points it at any other DynamoDB instead of the embedded one.`;

/** A working day, and the evening after it. */
const TOKEN_HOURS = 12;

const options = {
  port: { type: 'string', default: '3000' },
  fresh: { type: 'boolean', default: false },
  data: { type: 'string', default: '.local' },
  help: { type: 'boolean', default: false },
} as const;

await sayingWhatIsWrong(async () => {
  const { values } = parseArgs({ options });
  if (values.help) console.log(help);
  else await start(values);
});

async function start(values: { port: string; fresh: boolean; data: string }): Promise<void> {
  // Stopped while it starts, it ends at once; the embedded DynamoDB ends with it.
  let stop = async (): Promise<void> => process.exit(130);
  process.once('SIGINT', () => stop());
  process.once('SIGTERM', () => stop());
  const port = Number(values.port);
  if (!/^\d+$/.test(values.port) || port > 65_535) throw new StartFailure(`"${values.port}" is not a port.`);
  const elsewhere = process.env.DYNAMODB_ENDPOINT;
  if (elsewhere && !URL.canParse(elsewhere)) {
    throw new StartFailure(`DYNAMODB_ENDPOINT is not an address: ${elsewhere}`);
  }
  if (elsewhere && values.fresh) {
    throw new StartFailure('--fresh forgets the embedded data; it does not go with DYNAMODB_ENDPOINT.');
  }
  const server = await startServer({
    port,
    directory: values.data,
    fresh: values.fresh,
    dynamodb: elsewhere,
    seed: (endpoint) => seedWhenEmpty(endpoint, values.data),
    onAccess: ({ method, target, status, milliseconds }) =>
      console.log(
        `${new Date().toISOString().slice(11, 19)}  ${status}  ${milliseconds.toFixed(1)} ms  ${method} ${target}`,
      ),
    onMail: ({ to, subject, file }) => console.log(`Mail for ${to}: ${subject} → ${file}`),
    onFault: (error) => console.error(error),
  });
  stop = async () => {
    // A second Ctrl-C is not waited for.
    process.once('SIGINT', () => process.exit(1));
    await server.stop();
    console.log('Stopped.');
    process.exit(0);
  };
  const tokenFor = (name: string, group: Group) => server.issuer.token({ name, groups: [group], hours: TOKEN_HOURS });
  console.log(`
Broadsheet is at ${server.url}

  The front page        ${server.url}/
  The latest as JSON    ${server.url}/v1/articles
  The API               ${server.url}/docs

  Tokens for the next ${TOKEN_HOURS} hours, to send as "Authorization: Bearer …" (npm run token makes others):

export EDITOR_TOKEN=${await tokenFor('editor', 'editors')}
export MODERATOR_TOKEN=${await tokenFor('moderator', 'moderators')}

Mail is not sent, it lands in ${join(values.data, MAIL_DIRECTORY)}.
Held comments: npm run moderate        Stop: Ctrl-C (the data stays in ${values.data})
`);
}

async function seedWhenEmpty(endpoint: string, data: string): Promise<void> {
  const target = await openEndpoint(endpoint, data);
  const sections = await createSectionStore(target.client, target.tables.published).list();
  if (sections.length === 0) {
    // Loaded only when there is something to load: Markdown is most of what a start would wait for.
    const { loadSeeds, readSeeds } = await import('../../seeds/load.ts');
    const seeds = await readSeeds(join(import.meta.dirname, '../../seeds'));
    const loaded = await loadSeeds(seeds, target, () => {});
    console.log(`Loaded ${loaded.articles} articles and ${loaded.comments} comments.`);
  }
  await target.close();
}
