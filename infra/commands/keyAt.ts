import { rememberedSecret } from '../../functions/shared/keyedHash.ts';
import { StartFailure } from '../local/startFailure.ts';

/** A key of a deployed stage, where its stack says: that of a client (`<user pool>/<client>`), or in a secret. */
export function keyAt(address: string): () => Promise<string> {
  // The id of a pool begins with its region, as `eu-central-1_AbCdEf`.
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
