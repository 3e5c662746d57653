import { groups, outputs } from '../stages.ts';
import { isPool } from './cognito.ts';
import { CommandFault, defineCommand, say } from './command.ts';
import { stackOutputs } from './stackOutputs.ts';

const names = Object.keys(groups);

export const people = defineCommand({
  usage: 'people invite EMAIL --group GROUP --stage NAME [--again]',
  summary: 'Invite somebody to the newsroom of a deployed stage',
  details: `  --group GROUP     ${names.join(' or ')}; for both, say it twice
  --stage NAME      a deployed stage, found through its CloudFormation stack and your AWS credentials
  --again           mail the invitation once more: its password is good for three days

Who is in the stage's user pool already only comes into the groups.`,
  options: {
    group: { type: 'string', multiple: true, default: [] },
    stage: { type: 'string' },
    again: { type: 'boolean', default: false },
  },
  arguments: [2, 2],
  run: async ({ group, stage, again }, [act, email = '']) => {
    if (act !== 'invite') throw new CommandFault(`People are invited: broadsheet ${people.usage}`, 2);
    if (!/^[^\s@]+@[^\s@]+$/.test(email)) throw new CommandFault(`"${email}" is no email address.`, 2);
    if (!stage) throw new CommandFault('Say where: --stage NAME', 2);
    const unknown = group.find((name) => !names.includes(name));
    if (group.length === 0 || unknown !== undefined) {
      throw new CommandFault(`--group must be ${names.join(' or ')}.`, 2);
    }
    const issuer = (await stackOutputs(stage))(outputs.issuer);
    if (!isPool(issuer)) throw new CommandFault(`People of this stage are invited where they sign in: ${issuer}.`);
    const mailed = await invite(issuer, email, group, again);
    say(
      mailed
        ? `A mail with a password for three days is on its way to ${email}. Then: broadsheet login --stage ${stage} --email ${email}`
        : `${email} has been invited before, and is in ${group.join(' and ')} now. To mail it once more: --again`,
    );
  },
});

/**
 * Creates a person in a user pool, with a verified email address, and adds them to groups.
 * Source: docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminCreateUser.html
 * @returns whether an invitation was mailed: a person who exists already gets another one only with `again`.
 */
async function invite(issuer: string, email: string, group: readonly string[], again: boolean): Promise<boolean> {
  const { AdminAddUserToGroupCommand, AdminCreateUserCommand, CognitoIdentityProviderClient, UsernameExistsException } =
    await import('@aws-sdk/client-cognito-identity-provider');
  const { host, pathname } = new URL(issuer);
  const client = new CognitoIdentityProviderClient({ region: host.split('.')[1] ?? '' });
  const who = { UserPoolId: pathname.slice(1), Username: email };
  const create = (resend: boolean) =>
    client.send(
      new AdminCreateUserCommand({
        ...who,
        DesiredDeliveryMediums: ['EMAIL'],
        ...(resend
          ? { MessageAction: 'RESEND' }
          : {
              UserAttributes: [
                { Name: 'email', Value: email },
                { Name: 'email_verified', Value: 'true' },
              ],
            }),
      }),
    );
  try {
    const mailed = await create(false).then(
      () => true,
      async (error) => {
        if (!(error instanceof UsernameExistsException)) throw error;
        if (again) await create(true);
        return again;
      },
    );
    for (const GroupName of group) await client.send(new AdminAddUserToGroupCommand({ ...who, GroupName }));
    return mailed;
  } catch (error) {
    throw new CommandFault(`${host}: ${(error as Error).message}`, 1, { cause: error });
  }
}
