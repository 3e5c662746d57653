import { Duration, Fn, Stack, Validations } from 'aws-cdk-lib';
import type { IHttpRouteAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpJwtAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import {
  AccountRecovery,
  CfnManagedLoginBranding,
  FeaturePlan,
  type IUserPool,
  ManagedLoginVersion,
  Mfa,
  OAuthScope,
  PasskeyUserVerification,
  UserPool,
} from 'aws-cdk-lib/aws-cognito';
import { Construct } from 'constructs';
import { DESK_CLIENT_ID, DESK_ISSUER } from '../../functions/desk/session/deployed.ts';
import { groups, type Issuer, type Stage } from '../stages.ts';
import type { Functions } from './Functions.ts';
import { removalPolicy } from './removalPolicy.ts';

/**
 * A user pool with the groups of a newsroom, or the issuer that the stage names instead.
 *
 * Callers send the ID token. The gateway would accept an access token too (with `client_id` instead of `aud`), and both
 * carry `cognito:groups`; but only the ID token has `email`, the name in the audit log.
 */
export class Identity extends Construct {
  readonly issuer: string;
  /** The client that people sign in with: the audience of their tokens. */
  readonly clientId: string;
  readonly authorizer: IHttpRouteAuthorizer;
  /** Undefined where the stage names an issuer. */
  userPoolId: string | undefined;
  private readonly stage: Stage;
  private pool: IUserPool | undefined;

  constructor(scope: Construct, id: string, stage: Stage) {
    super(scope, id);
    this.stage = stage;
    const { issuer, audience } = stage.issuer ?? this.people(stage);
    this.issuer = issuer;
    this.clientId = audience;
    this.authorizer = new HttpJwtAuthorizer('Authorizer', issuer, { jwtAudience: [audience] });
  }

  /**
   * Lets people sign in to the desk: a domain with Cognito's pages and a client for the code flow, which comes back to the
   * site; or the client that the stage names at its issuer.
   * @param site the site's origin, which is known only after the gateway.
   */
  openDesk(site: string, functions: Functions): void {
    const { stage, pool } = this;
    const clientId = pool ? this.deskClient(pool, site) : (stage.issuer?.deskClient ?? this.clientId);
    for (const fn of functions.desk()) {
      fn.addEnvironment(DESK_ISSUER, this.issuer);
      fn.addEnvironment(DESK_CLIENT_ID, clientId);
    }
  }

  private deskClient(pool: IUserPool, site: string): string {
    // Unique in the region for all accounts: the stack's own id is.
    const domainPrefix = `broadsheet-${Fn.select(2, Fn.split('/', Stack.of(this).stackId))}`;
    const domain = pool.addDomain('SignIn', {
      cognitoDomain: { domainPrefix },
      managedLoginVersion: ManagedLoginVersion.NEWER_MANAGED_LOGIN,
    });
    const client = pool.addClient('Desk', {
      // The code is bound to the browser by PKCE; a secret would have to be kept where the refresh tokens are.
      generateSecret: false,
      authFlows: { user: true },
      oAuth: {
        flows: { authorizationCodeGrant: true },
        scopes: [OAuthScope.OPENID, OAuthScope.EMAIL, OAuthScope.COGNITO_ADMIN],
        callbackUrls: [`${site}/desk/session/callback`],
        logoutUrls: [`${site}/desk/session/signed-out?done=yes`],
      },
      preventUserExistenceErrors: true,
      enableTokenRevocation: true,
      idTokenValidity: Duration.hours(1),
      accessTokenValidity: Duration.hours(1),
      // Whoever does not come for twelve hours signs in again anyway.
      refreshTokenValidity: Duration.days(7),
    });
    // Without a style, even Cognito's own, the pages of the newer login do not open.
    const style = new CfnManagedLoginBranding(this, 'DeskStyle', {
      userPoolId: pool.userPoolId,
      clientId: client.userPoolClientId,
      useCognitoProvidedValues: true,
    });
    style.node.addDependency(domain);
    return client.userPoolClientId;
  }

  /** Makes a user pool, with the groups that routes require and a client to sign in with. */
  private people(stage: Stage): Issuer {
    const existing = stage.existing?.userPool;
    const pool = existing ? UserPool.fromUserPoolId(this, 'People', existing) : this.userPool(stage);
    this.pool = pool;
    this.userPoolId = pool.userPoolId;
    for (const [groupName, description] of Object.entries(groups)) pool.addGroup(groupName, { groupName, description });
    const client = pool.addClient('CommandLine', {
      // A secret would be readable by everybody who has the command line.
      generateSecret: false,
      authFlows: { userPassword: true, userSrp: true },
      disableOAuth: true,
      preventUserExistenceErrors: true,
      // Leaving a group takes effect with the next token.
      idTokenValidity: Duration.hours(1),
      accessTokenValidity: Duration.hours(1),
      refreshTokenValidity: Duration.days(7),
    });
    return { issuer: `https://${pool.userPoolProviderName}`, audience: client.userPoolClientId };
  }

  private userPool(stage: Stage): IUserPool {
    const pool = new UserPool(this, 'People', {
      selfSignUpEnabled: false,
      signInAliases: { email: true },
      signInCaseSensitive: false,
      standardAttributes: { email: { required: true, mutable: true } },
      autoVerify: { email: true },
      // Changing an email takes effect only when it is confirmed; otherwise anybody could enter a colleague's address
      // and act under it.
      keepOriginal: { email: true },
      accountRecovery: AccountRecovery.EMAIL_ONLY,
      // Managed login with passkeys needs this plan (docs/deploying.md says what it costs).
      featurePlan: FeaturePlan.ESSENTIALS,
      signInPolicy: { allowedFirstAuthFactors: { password: true, passkey: true } },
      passkeyUserVerification: PasskeyUserVerification.REQUIRED,
      mfa: Mfa.OPTIONAL,
      mfaSecondFactor: { otp: true, sms: false },
      passwordPolicy: {
        minLength: 12,
        requireLowercase: true,
        requireUppercase: true,
        requireDigits: true,
        requireSymbols: true,
        tempPasswordValidity: Duration.days(3),
      },
      deletionProtection: stage.protectsData,
      removalPolicy: removalPolicy(stage),
    });
    Validations.of(pool).acknowledge(
      {
        id: 'AwsSolutions::AwsSolutions-COG2',
        reason:
          'Whoever signs in may add a second factor; requiring one would shut out a newsroom before its first login.',
      },
      {
        id: 'AwsSolutions::AwsSolutions-COG8',
        reason:
          'Nobody can sign up: the people here are invited, and the Plus plan is paid for each of them every month.',
      },
    );
    return pool;
  }
}
