import { rememberedSecret } from '../../functions/shared/keyedHash.ts';
import { StartFailure } from '../local/startFailure.ts';

/** Reads a deployed stage's key at the address in the stack's outputs: `<user pool>/<client>`, or a secret's ARN. */
export function keyAt(address: string): () => Promise<string> {
  // A pool's id begins with its region: `eu-central-1_AbCdEf`.
  const [, UserPoolId, ClientId] = /^([a-z-]+-\d_\w+)\/(\w+)$/.exec(address) ?? [];
  if (!UserPoolId || !ClientId) return rememberedSecret(address);
  const read = async () => {
    const { CognitoIdentityProviderClient, DescribeUserPoolClientCommand } = await import(
      '@aws-sdk/client-cognito-identity-provider'
    );
    const client = new CognitoIdentityProviderClient({});
    const { UserPoolClient } = await client.send(new DescribeUserPoolClientCommand({ UserPoolId, ClientId }));
    if (!UserPoolClient?.ClientSecret) throw new StartFailure(`The client ${ClientId} of the user pool has no secret.`);
    return UserPoolClient.ClientSecret;
  };
  let remembered: Promise<string> | undefined;
  return () => {
    remembered ??= read();
    return remembered;
  };
}
