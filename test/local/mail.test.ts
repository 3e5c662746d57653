import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { DescribeTableCommand, DynamoDBClient, UpdateTableCommand } from '@aws-sdk/client-dynamodb';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { posted } from '../../functions/mail/outbox.ts';
import type { MailItem } from '../../functions/mail/schema.ts';
import { type Installation, openInstallation } from '../../infra/commands/installation.ts';
import { localTables } from '../../infra/local/dynamodb.ts';
import { openDynamoDb } from '../../infra/local/openDynamoDb.ts';
import { anEmptyPaper, start as startServer } from '../support/localServer.ts';
import { createPublisher } from '../support/publisher.ts';

vi.setConfig({ testTimeout: 60_000 });

/** A directory whose data is one section: enough for no seeds to be loaded. */
async function aDirectory(): Promise<string> {
  const directory = await anEmptyPaper();
  const target = await openInstallation({ data: directory });
  await createPublisher(target.client, target.tables.published).putSection({
    name: 'home',
    title: 'Home',
    description: 'The city.',
    position: 1,
  });
  await target.close();
  return directory;
}

/** A server with a directory's data, and the lines it has said of mail. */
async function start(directory: string, ...args: string[]) {
  const server = await startServer({ data: directory, args });
  const target = await openInstallation({ data: directory });
  onTestFinished(target.close);
  return { ...server, target, mails: () => server.output().match(/^Mail for .*$/gm) ?? [] };
}

const aMail = (changes: Partial<MailItem> = {}) => ({
  id: 'one',
  kind: 'confirmation',
  to: 'wren@example.org',
  subject: 'Please confirm your address',
  text: 'Somebody, probably you, has left a comment.\n',
  ...changes,
});

/** What whoever causes a mail does. */
const post = ({ client, tables }: Installation, mail: Partial<MailItem> = {}, now = new Date()) =>
  client.send(new PutCommand(posted(tables.newsroom, aMail(mail), now).Put));

const until = (holds: () => void) => vi.waitFor(holds, { timeout: 20_000, interval: 20 });

describe('mail on a laptop', () => {
  it('lands in a file that people can read, a moment after it is posted, and is told', async () => {
    const directory = await aDirectory();
    const server = await start(directory);

    await post(server.target, { headers: { 'List-Unsubscribe': '<https://example.org/u>' } });
    await until(() => expect(server.mails()).toHaveLength(1));

    const file = join(directory, 'mail', '0001-please-confirm-your-address.eml');
    expect(server.mails()).toEqual([`Mail for wren@example.org: Please confirm your address → ${file}`]);
    const text = readFileSync(file, 'utf8');
    expect(text).toMatch(
      /^From: broadsheet@localhost\nTo: wren@example.org\nSubject: Please confirm your address\nDate: /,
    );
    expect(text).toContain('\nList-Unsubscribe: <https://example.org/u>\n');
    expect(text).toContain('\n\nSomebody, probably you, has left a comment.\n');
    expect(server.errors()).toBe('');
  });

  it('is numbered in the order it is posted, and leaves out all that is not mail', async () => {
    const server = await start(await aDirectory());
    const { client, tables } = server.target;

    await post(server.target, { id: 'one', subject: 'First' });
    await client.send(new PutCommand({ TableName: tables.newsroom, Item: { pk: 'A', sk: 'A', type: 'guard' } }));
    for (let count = 2; count <= 12; count += 1)
      await post(server.target, { id: `${count}`, subject: `Mail ${count}` });
    await until(() => expect(server.mails()).toHaveLength(12));

    expect(server.mails()[0]).toMatch(/0001-first\.eml$/);
    expect(server.mails()[11]).toMatch(/0012-mail-12\.eml$/);
  });

  it('leaves the last record of the stream behind and no other: the embedded DynamoDB slows down with each that it keeps', async () => {
    const directory = await aDirectory();
    const server = await start(directory);
    for (let count = 1; count <= 50; count += 1) await post(server.target, { id: `${count}` });
    await until(() => expect(server.mails()).toHaveLength(50));

    const database = new DatabaseSync(join(directory, 'dynamodb.sqlite'), { readOnly: true });
    onTestFinished(() => database.close());
    await until(() =>
      expect(database.prepare('SELECT table_name, sequence_number FROM _stream_records').all()).toHaveLength(1),
    );
    await post(server.target, { id: 'one more' });
    await until(() => expect(server.mails()).toHaveLength(51));
    expect(server.errors()).toBe('');
  });

  it('is sent at the next start when it was posted while nothing ran, and once', async () => {
    const directory = await aDirectory();
    const first = await start(directory);
    await post(first.target, { id: 'before' });
    await until(() => expect(first.mails()).toHaveLength(1));
    await first.stop();
    const target = await openInstallation({ data: directory });
    await post(target, { id: 'between', subject: 'Between' });
    await target.close();

    const second = await start(directory);
    await until(() => expect(second.mails()).toHaveLength(1));
    await post(second.target, { id: 'after', subject: 'After' });
    await until(() => expect(second.mails()).toHaveLength(2));

    expect(second.mails().map((line) => /: (\w+) →/.exec(line)?.[1])).toEqual(['Between', 'After']);
    expect(second.errors()).toBe('');
  });

  it('is not sent when it comes too late to be wanted', async () => {
    const server = await start(await aDirectory());

    await post(server.target, { id: 'late', subject: 'Late' }, new Date('2020-01-01'));
    await post(server.target, { id: 'timely', subject: 'Timely' });
    await until(() => expect(server.mails()).toHaveLength(1));

    expect(server.mails()[0]).toContain(': Timely →');
  });

  it('is sent from data whose tables were made before they had streams', async () => {
    const directory = await aDirectory();
    const database = await openDynamoDb(directory);
    if (!database) throw new Error(`${directory} is taken`);
    const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
    const old = new DynamoDBClient({ endpoint: database.endpoint, region: 'local', credentials });
    const off = { StreamEnabled: false };
    await old.send(new UpdateTableCommand({ TableName: localTables.newsroom, StreamSpecification: off }));
    const { Table } = await old.send(new DescribeTableCommand({ TableName: localTables.newsroom }));
    await database.stop();

    const server = await start(directory);
    await post(server.target);
    await until(() => expect(server.mails()).toHaveLength(1));

    expect(Table?.StreamSpecification?.StreamEnabled ?? false).toBe(false);
    expect(server.errors()).toBe('');
  });

  it('is forgotten with everything else when the server begins anew', async () => {
    const directory = await aDirectory();
    const first = await start(directory);
    await post(first.target);
    await until(() => expect(first.mails()).toHaveLength(1));
    await first.stop();

    const second = await start(directory, '--fresh');
    const left = existsSync(join(directory, 'mail')) ? readdirSync(join(directory, 'mail')) : [];
    await post(second.target);
    await until(() => expect(second.mails()).toHaveLength(1));

    expect(left).toEqual([]);
    expect(second.mails()[0]).toMatch(/0001-/);
  });
});
