import { randomUUID } from 'node:crypto';
import { newsroomEdit } from '../../functions/newsroom/edit.function.ts';
import { createTheme } from '../../functions/pages/site.ts';
import { settings } from '../../functions/pages/theme/settings.ts';
import { createClient } from '../../functions/shared/data/client.ts';
import type { TableNames } from '../../functions/shared/data/tables.ts';
import { toContext } from '../../infra/local/event.ts';
import { anEvent } from '../../infra/local/testing.ts';

/*
 * A process that merges a section into another, as the command line does: the same request until it is done. It can be
 * killed. It prints the answer of each request with what that has consumed.
 *
 *   node --import ./infra/local/register.ts test/support/mergeSections.ts TABLES FROM INTO
 */

/** Milliseconds that a request may take, as in a stage. */
const TIMEOUT = 29_000;

const [tables = '', from = '', into = ''] = process.argv.slice(2);
const nothing = () => {};
let consumed: unknown;
const handler = newsroomEdit({
  client: createClient(),
  tables: JSON.parse(tables) as TableNames,
  clock: () => new Date(),
  newId: randomUUID,
  hasSender: false,
  language: 'en-GB',
  theme: createTheme({}, settings),
  log: {
    debug: nothing,
    warn: nothing,
    error: nothing,
    info: (_, data) => {
      consumed = (data as { readonly dynamodb?: unknown }).dynamodb;
    },
  },
});
const send = async (method: string, target: string, body?: object, etag?: string) => {
  const caller = { name: 'ines@example.org', groups: ['editors'] };
  const event = anEvent(method, target, { caller, body, ...(etag && { headers: { 'if-match': etag } }) });
  const { headers, body: text = '' } = await handler(event, toContext('newsroom.edit', randomUUID(), TIMEOUT));
  return { etag: String(headers.etag), json: JSON.parse(text) };
};

const sections = '/v1/newsroom/sections';
const begun = await send('GET', `${sections}/${from}`);
let { etag } = begun.json.code === 'section-not-found' ? await send('GET', `${sections}/${into}`) : begun;
for (let isDone = false; !isDone; ) {
  const start = Date.now();
  const { json } = await send('POST', `${sections}/${from}/merge`, { into }, etag);
  console.log(JSON.stringify({ ...json, milliseconds: Date.now() - start, consumed }));
  // A database that is busy is asked again, as the command line does.
  if (json.status === 503) continue;
  isDone = json.done !== false;
  etag = `"${json.section?.version}"`;
}
