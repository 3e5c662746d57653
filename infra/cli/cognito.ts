import { CommandFault } from './command.ts';

/** A stage's user pool, and the client that people sign in with. */
export interface Pool {
  /** `https://cognito-idp.<region>.amazonaws.com/<pool>`. */
  readonly issuer: string;
  readonly clientId: string;
}

export interface Tokens {
  readonly token: string;
  /** Renews the token. */
  readonly refreshToken: string | undefined;
}

/** Prompts the person, and returns the answer. */
export type Ask = (question: string) => Promise<string>;

/** Whether an issuer is a Cognito user pool: passwords must not be sent to any other host. */
export const isPool = (issuer: string) => /^https:\/\/cognito-idp\.[a-z0-9-]+\.amazonaws\.com(\.cn)?\/\w/.test(issuer);

/**
 * Signs in with a password (docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_InitiateAuth.html),
 * and answers the pool's challenges: a new password after an invitation, or a second factor's code.
 */
export async function signIn(pool: Pool, email: string, ask: Ask): Promise<Tokens> {
  let answer = await post(pool, 'InitiateAuth', {
    AuthFlow: 'USER_PASSWORD_AUTH',
    ClientId: pool.clientId,
    AuthParameters: { USERNAME: email, PASSWORD: await ask('Password') },
  });
  while (answer.ChallengeName) {
    const question = challenges[answer.ChallengeName];
    if (!question) throw new CommandFault(`The user pool asks for ${answer.ChallengeName}; use --token instead.`);
    answer = await post(pool, 'RespondToAuthChallenge', {
      ChallengeName: answer.ChallengeName,
      ClientId: pool.clientId,
      Session: answer.Session,
      ChallengeResponses: { USERNAME: email, [question.response]: await ask(question.text) },
    });
  }
  return tokensOf(answer);
}

/** Renews the tokens of a person who has signed in. */
export async function renew(pool: Pool, refreshToken: string): Promise<Tokens> {
  const answer = await post(pool, 'InitiateAuth', {
    AuthFlow: 'REFRESH_TOKEN_AUTH',
    ClientId: pool.clientId,
    AuthParameters: { REFRESH_TOKEN: refreshToken },
  });
  const { token, refreshToken: rotated } = tokensOf(answer);
  return { token, refreshToken: rotated ?? refreshToken };
}

const challenges: Readonly<Record<string, { readonly text: string; readonly response: string }>> = {
  NEW_PASSWORD_REQUIRED: { text: 'A new password, in place of the one in the invitation', response: 'NEW_PASSWORD' },
  SOFTWARE_TOKEN_MFA: { text: 'The code of your authenticator', response: 'SOFTWARE_TOKEN_MFA_CODE' },
};

interface Answer {
  readonly ChallengeName?: string;
  readonly Session?: string;
  readonly AuthenticationResult?: { readonly IdToken?: string; readonly RefreshToken?: string };
  readonly message?: string;
}

/** The ID token: an access token has no email. */
function tokensOf({ AuthenticationResult }: Answer): Tokens {
  const { IdToken, RefreshToken } = AuthenticationResult ?? {};
  if (!IdToken) throw new CommandFault('The user pool gave no token.');
  return { token: IdToken, refreshToken: RefreshToken };
}

async function post({ issuer }: Pool, operation: string, body: object): Promise<Answer> {
  const { origin, host } = new URL(issuer);
  const response = await fetch(`${origin}/`, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': `AWSCognitoIdentityProviderService.${operation}`,
    },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(20_000),
  }).catch((error) => {
    throw new CommandFault(`${host} does not answer.`, 1, { cause: error });
  });
  const answer = (await response.json().catch(() => ({}))) as Answer;
  if (!response.ok) throw new CommandFault(`${host}: ${answer.message ?? `${response.status}`}`);
  return answer;
}
