import { userInfo } from 'node:os';
import { groups as allGroups, type Group, outputs } from '../stages.ts';
import { accessTo } from './access.ts';
import { createApi } from './api.ts';
import { isPool, signIn } from './cognito.ts';
import { CommandFault, defineCommand, say } from './command.ts';
import { askHidden } from './prompt.ts';
import { apiAddress, type Session, sessionFile, writeSession } from './session.ts';
import { stackOutputs } from './stackOutputs.ts';

const names = Object.keys(allGroups) as Group[];
const isGroup = (name: string): name is Group => Object.hasOwn(allGroups, name);

const LOCAL = 'http://localhost:3000';
/** A working day and the evening after it. */
const TOKEN_HOURS = 12;

export const login = defineCommand({
  usage: 'login [--url URL] [--token TOKEN] [--group GROUP] | --stage NAME --email EMAIL',
  summary: 'Log in to the local server, or to a deployed stage',
  details: `  --url URL         where the API is (default: the local server)
  --token TOKEN     a token for it. The local server needs none; elsewhere it is asked for, unseen
  --stage NAME      a deployed stage, found through its CloudFormation stack and your AWS credentials;
                    its user pool is asked for the token
  --email EMAIL     who you are there (or, on the local server, who you want to be)
  --group GROUP     on the local server: be only one of ${names.join(' and ')}, instead of both
  --data DIR        the local server's data (default .local)

The session is kept in ~/.config/broadsheet/session.json. BROADSHEET_URL and BROADSHEET_TOKEN go before it.`,
  options: {
    url: { type: 'string' },
    token: { type: 'string' },
    stage: { type: 'string' },
    email: { type: 'string' },
    group: { type: 'string', multiple: true, default: [] },
    data: { type: 'string', default: '.local' },
  },
  arguments: [0, 0],
  run: async ({ url, token, stage, email, group, data }) => {
    if (!group.every(isGroup)) throw new CommandFault(`--group must be ${names.join(' or ')}.`, 2);
    const session = stage
      ? await sessionAtStage(stage, email, token)
      : await sessionAt(url === undefined ? undefined : apiAddress(url), {
          email,
          token,
          data,
          groups: group.length > 0 ? group : names,
        });
    if ((await accessTo(createApi(session.url, async () => session.token))).length === 0) {
      throw new CommandFault(`You are known at ${session.url}, but are not one of its ${names.join(' or ')}.`);
    }
    writeSession(session);
    say(`Logged in at ${session.url}. The session is kept in ${sessionFile()}.`);
  },
});

/** A login at the local server: who, in which groups, or with which token. */
interface Local {
  readonly email: string | undefined;
  readonly token: string | undefined;
  readonly groups: readonly Group[];
  readonly data: string;
}

/** For the local server a token is made here; any other address requires a token of its issuer. */
async function sessionAt(given: string | undefined, { email, token, groups, data }: Local): Promise<Session> {
  if (given && token) return { url: given, token };
  const { runningServer } = await import('../local/runningServer.ts');
  const running = await runningServer(data);
  const url = given ?? running?.url ?? LOCAL;
  if (token) return { url, token };
  if (running && portOf(running.url) === portOf(url)) {
    const { openIssuer } = await import('../local/issuer.ts');
    const name = email ?? userInfo().username;
    return { url, token: await openIssuer(data).token({ name, groups, hours: TOKEN_HOURS }) };
  }
  if (!given) throw new CommandFault(`No server runs on ${data}. Start it with npm start, or say --url URL.`);
  return { url, token: await askHidden('Token') };
}

/** The port of a local address, by any name for this machine; undefined for other addresses. */
function portOf(url: string): string | undefined {
  const { protocol, port } = new URL(url);
  return protocol === 'http:' ? port : undefined;
}

async function sessionAtStage(stage: string, email: string | undefined, token: string | undefined): Promise<Session> {
  const output = await stackOutputs(stage);
  const url = apiAddress(output(outputs.address));
  if (token) return { url, token };
  const pool = { issuer: output(outputs.issuer), clientId: output(outputs.clientId) };
  if (!isPool(pool.issuer)) {
    throw new CommandFault(
      `People of this stage sign in at ${pool.issuer}. Get a token there, and give it as --token.`,
    );
  }
  if (!email) throw new CommandFault('Say who you are: --email EMAIL', 2);
  const tokens = await signIn(pool, email, askHidden);
  const { refreshToken } = tokens;
  return { url, token: tokens.token, ...(refreshToken ? { renewal: { ...pool, refreshToken } } : {}) };
}
