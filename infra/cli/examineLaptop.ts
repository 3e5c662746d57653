import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { localTables } from '../local/dynamodb.ts';
import { ISSUER_KEY_FILE, openIssuer } from '../local/issuer.ts';
import { reasonOf } from '../local/keptFile.ts';
import { localClient } from '../local/localClient.ts';
import { MAIL_DIRECTORY } from '../local/mailbox.ts';
import { runningServer } from '../local/runningServer.ts';
import { type Group, groups } from '../stages.ts';
import { accessTo } from './access.ts';
import { createApi } from './api.ts';
import { examineClock, examineLeftovers, examineTables, type Finding, fault, look, unknown, well } from './examine.ts';
import { currentSession } from './session.ts';

const groupNames = Object.keys(groups) as Group[];

/** Checks the local server of a data directory. */
export async function examineLaptop(data: string): Promise<readonly Finding[]> {
  let running: Awaited<ReturnType<typeof runningServer>>;
  try {
    running = await runningServer(data);
  } catch (error) {
    return [fault((error as Error).message, 'Then call the doctor again.')];
  }
  if (!running) return [fault(`No server runs on ${data}.`, 'Start it: npm start')];
  const { url, dynamodb } = running;
  const token = await tokenOfLaptop(data);
  const found = [
    look('The tables', () =>
      examineTables({
        client: localClient(dynamodb),
        names: localTables,
        followed: ['newsroom'],
        backups: false,
        remedy:
          'Stop the server and start it again, which makes a table that is missing; npm start -- --fresh makes all anew, and forgets its data.',
      }),
    ),
    look('The mailbox', () => examineMailbox(data)),
    look('The site', () => examineClock(url, 'Stop the server (Ctrl-C) and start it again: npm start')),
    look('The issuer', () => examineLocalIssuer(url, data, token)),
    look('The people', () => examineLogin(url, 'broadsheet login')),
    look('The drafts', async () =>
      token
        ? examineLeftovers(createApi(url, async () => token))
        : unknown('What imports have left is not known without a token.'),
    ),
  ];
  return (await Promise.all(found)).flat();
}

/** A token of the local issuer; undefined when it has no key, because creating one would hide the fault to be found. */
async function tokenOfLaptop(data: string): Promise<string | undefined> {
  if (!existsSync(join(data, ISSUER_KEY_FILE))) return undefined;
  try {
    return await openIssuer(data).token({ name: 'doctor', groups: groupNames, hours: 1 });
  } catch {
    return undefined;
  }
}

async function examineLocalIssuer(url: string, data: string, token: string | undefined): Promise<Finding> {
  const remedy = `Stop the server, put the key back or remove ${data}/issuer-key.pem, start it again, and log in anew.`;
  if (!token)
    return fault(`The key that tokens are signed with, ${data}/issuer-key.pem, is missing or damaged.`, remedy);
  const headers = { authorization: `Bearer ${token}` };
  const { status } = await fetch(`${url}/v1/newsroom/sections`, { headers, signal: AbortSignal.timeout(20_000) });
  if (status !== 401) return well('The server takes the tokens of its issuer.');
  return fault(`The server does not take tokens that are signed with ${data}/issuer-key.pem.`, remedy);
}

/** Checks that the local mailbox is writable. */
async function examineMailbox(data: string): Promise<Finding> {
  const directory = join(data, MAIL_DIRECTORY);
  const remedy = `Make it a directory that you can write to, or remove it: the next mail makes it anew.`;
  try {
    if (!statSync(directory, { throwIfNoEntry: false })) {
      accessSync(data, constants.W_OK);
      return well('No mail has landed yet, and there is a place for it.');
    }
    if (!statSync(directory).isDirectory())
      return fault(`${directory} is no directory, so that no mail can land there.`, remedy);
    accessSync(directory, constants.W_OK | constants.X_OK);
    return well(`Mails land in ${directory}.`);
  } catch (error) {
    return fault(`No mail can land in ${directory}: ${reasonOf(error as Error)}.`, remedy);
  }
}

/** Checks whether the person is logged in, and in which groups. */
async function examineLogin(url: string, login: string): Promise<Finding> {
  const session = currentSession();
  if (session?.url !== url) return fault(`Nobody is logged in at ${url} from here.`, `Log in: ${login}`);
  const are = await accessTo(createApi(url, session.token)).catch((error: Error) => error);
  if (are instanceof Error) return fault(are.message, `Log in again: ${login}`);
  if (are.length === 0) return fault(`Who is logged in at ${url} is in no group.`, `Log in as somebody else: ${login}`);
  return well(`You are logged in at ${url}, as one of its ${are.join(' and ')}.`);
}
