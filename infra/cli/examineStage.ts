import { type Group, groups, type Mail, outputs, stageNamed } from '../stages.ts';
import { createApi } from './api.ts';
import { isPool } from './cognito.ts';
import { CommandFault } from './command.ts';
import { examineClock, examineLeftovers, examineTables, type Finding, fault, look, unknown, well } from './examine.ts';
import { currentSession } from './session.ts';
import { stackOutputs } from './stackOutputs.ts';

const groupNames = Object.keys(groups) as Group[];

/** Checks a deployed stage. */
export async function examineStage(name: string): Promise<readonly Finding[]> {
  const stage = stageOf(name);
  const output = await stackOutputs(name);
  const url = output(outputs.address).replace(/\/$/, '');
  const issuer = output(outputs.issuer);
  const { DynamoDBClient } = await import('@aws-sdk/client-dynamodb');
  const names = { published: output(outputs.publishedTable), newsroom: output(outputs.newsroomTable) };
  const deploy = `Deploy it again: npx cdk deploy -c stage=${name}`;
  const found = [
    look('The tables', () =>
      examineTables({
        client: new DynamoDBClient({}),
        names,
        backups: stage.backups,
        remedy: deploy,
        followed: [...(stage.cdn ? (['published'] as const) : []), ...(stage.mail ? (['newsroom'] as const) : [])],
      }),
    ),
    look('Mail', () => examineSender(stage.mail)),
    look('The site', () => examineClock(url, `${deploy}; what its functions say is in their logs (docs/runbook.md).`)),
    look('The issuer', () => examineIssuer(issuer)),
    look('The people', () => examinePeople(issuer, name)),
    look('The drafts', () => examineDrafts(url, name)),
  ];
  return (await Promise.all(found)).flat();
}

function stageOf(name: string) {
  try {
    return stageNamed(name);
  } catch (error) {
    throw new CommandFault((error as Error).message, 2);
  }
}

/** Checks that SES sends the stage's mail. */
async function examineSender(mail: Mail | undefined): Promise<readonly Finding[]> {
  if (!mail) return [well('The stage sends no mail: every comment waits for a moderator.')];
  const { GetAccountCommand, GetEmailIdentityCommand, NotFoundException, SESv2Client } = await import(
    '@aws-sdk/client-sesv2'
  );
  const client = new SESv2Client({});
  const isVerified = (EmailIdentity: string) =>
    client.send(new GetEmailIdentityCommand({ EmailIdentity })).then(
      ({ VerifiedForSendingStatus }) => VerifiedForSendingStatus === true,
      (error) => {
        if (error instanceof NotFoundException) return false;
        throw error;
      },
    );
  const domain = mail.from.slice(mail.from.indexOf('@') + 1);
  const account = await client.send(new GetAccountCommand({}));
  const runbook = 'docs/runbook.md, "Mail", says how.';
  const faults = [
    ...((await isVerified(mail.from)) || (await isVerified(domain))
      ? []
      : [fault(`SES has verified neither ${mail.from} nor ${domain}.`, `Verify one of them; ${runbook}`)]),
    ...(account.SendingEnabled
      ? []
      : [fault('SES has paused all sending of this account.', `Ask why in its console; ${runbook}`)]),
    ...(account.ProductionAccessEnabled
      ? []
      : [
          fault(
            'The account is in the sandbox of SES: only verified addresses get mail.',
            `Ask for production access; ${runbook}`,
          ),
        ]),
  ];
  return faults.length > 0 ? faults : [well(`SES sends mail from ${mail.from}.`)];
}

/** Checks that an issuer publishes its keys, as the gateway requires (OpenID Connect Discovery 1.0, section 4). */
async function examineIssuer(issuer: string): Promise<Finding> {
  const json = async (address: string) => {
    const response = await fetch(address, { signal: AbortSignal.timeout(20_000) });
    if (!response.ok) throw new Error(`${address} answers ${response.status}`);
    return (await response.json()) as { issuer?: string; jwks_uri?: string; keys?: readonly unknown[] };
  };
  const remedy = 'Nobody can sign in until it does. infra/stages.ts says which issuer the stage has.';
  try {
    const told = await json(`${issuer}/.well-known/openid-configuration`);
    if (told.issuer !== issuer) return fault(`${issuer} calls itself ${told.issuer}.`, remedy);
    const { keys = [] } = await json(told.jwks_uri ?? '');
    if (keys.length === 0) return fault(`${issuer} tells no keys.`, remedy);
    return well(`${issuer} tells its keys.`);
  } catch (error) {
    return fault(`${issuer} does not tell its keys: ${(error as Error).message}.`, remedy);
  }
}

/** Checks that each group has a member who can sign in. */
async function examinePeople(issuer: string, stage: string): Promise<readonly Finding[]> {
  if (!isPool(issuer)) return [unknown(`People of this stage are kept at ${issuer}.`)];
  const { CognitoIdentityProviderClient, ListUsersInGroupCommand } = await import(
    '@aws-sdk/client-cognito-identity-provider'
  );
  const { host, pathname } = new URL(issuer);
  const client = new CognitoIdentityProviderClient({ region: host.split('.')[1] ?? '' });
  return Promise.all(
    groupNames.map(async (group) => {
      const { Users = [] } = await client.send(
        new ListUsersInGroupCommand({ UserPoolId: pathname.slice(1), GroupName: group }),
      );
      const enabled = Users.filter(({ Enabled }) => Enabled);
      const invite = `broadsheet people invite EMAIL --group ${group} --stage ${stage}`;
      if (enabled.length === 0) return fault(`Nobody is in the group ${group}.`, `Invite somebody: ${invite}`);
      if (enabled.every(({ UserStatus }) => UserStatus === 'FORCE_CHANGE_PASSWORD')) {
        return fault(
          `Nobody in the group ${group} has signed in yet.`,
          `An invitation is good for three days. Once more: ${invite} --again`,
        );
      }
      return well(`There are people in the group ${group}: ${enabled.length}.`);
    }),
  );
}

/** Checks for leftovers of imports, if an editor is logged in. */
async function examineDrafts(url: string, stage: string): Promise<Finding> {
  const session = currentSession();
  if (session?.url !== url) {
    return unknown(`What imports have left is told to editors: broadsheet login --stage ${stage} --email EMAIL`);
  }
  return examineLeftovers(createApi(url, session.token));
}
