import { Duration, Validations } from 'aws-cdk-lib';
import type { IHttpRouteAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpJwtAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { AccountRecovery, type IUserPool, Mfa, UserPool } from 'aws-cdk-lib/aws-cognito';
import { Construct } from 'constructs';
import { groups, type Issuer, type Stage } from '../stages.ts';
import { removalPolicy } from './removalPolicy.ts';

/**
 * Who may call what is not public: a user pool with the groups of a newsroom, or the issuer that the stage names instead.
 *
 * Callers send the ID token. The gateway would take an access token too (it has `client_id` where the other has `aud`),
 * and both carry `cognito:groups`; but only the ID token has `email`, the name that stands in the audit trail.
 */
export class Identity extends Construct {
  readonly issuer: string;
  /** The client that people sign in with, and so the audience of their tokens. */
  readonly clientId: string;
  readonly authorizer: IHttpRouteAuthorizer;
  /** There is none where the stage names an issuer. */
  userPoolId: string | undefined;

  constructor(scope: Construct, id: string, stage: Stage) {
    super(scope, id);
    const { issuer, audience } = stage.issuer ?? this.people(stage);
    this.issuer = issuer;
    this.clientId = audience;
    this.authorizer = new HttpJwtAuthorizer('Authorizer', issuer, { jwtAudience: [audience] });
  }

  /** A user pool as an issuer of tokens: with the groups that routes ask for, and the client people sign in with. */
  private people(stage: Stage): Issuer {
    const existing = stage.existing?.userPool;
    const pool = existing ? UserPool.fromUserPoolId(this, 'People', existing) : this.userPool(stage);
    this.userPoolId = pool.userPoolId;
    for (const [groupName, description] of Object.entries(groups)) pool.addGroup(groupName, { groupName, description });
    const client = pool.addClient('CommandLine', {
      // Whatever it held could be read by everybody who has the command line.
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
      // Else anybody could put a colleague's address on their own acts: a new one counts once it is proven.
      keepOriginal: { email: true },
      accountRecovery: AccountRecovery.EMAIL_ONLY,
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
