import { Validations } from 'aws-cdk-lib';
import { CfnUserPoolClient } from 'aws-cdk-lib/aws-cognito';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { type StageKey as KeyName, secretVariable } from '../../functions/shared/keyedHash.ts';
import type { Stage } from '../stages.ts';
import type { Identity } from './Identity.ts';
import { removalPolicy } from './removalPolicy.ts';

export interface StageKeyProps {
  readonly stage: Stage;
  readonly identity: Identity;
  /** The name by which functions read it. */
  readonly name: KeyName;
  readonly description: string;
  /** Why it is not rotated. */
  readonly notRotated: string;
}

/** A key that is generated with the stack and never shown. */
export class StageKey extends Construct {
  /** Where commands read it: the ARN of a secret, or `<user pool>/<client>`. */
  readonly address: string;
  /** Lets a function read the key and passes it the key's location. */
  readonly grantRead: (fn: LambdaFunction) => void;

  constructor(scope: Construct, id: string, props: StageKeyProps) {
    super(scope, id);
    const { stage, name, identity } = props;
    const existing = stage.existing?.secrets?.[name];
    const kept = existing
      ? inSecret(name, Secret.fromSecretCompleteArn(this, 'Secret', existing))
      : stage.keys === 'user-pool' && identity.userPoolId
        ? this.inUserPool(name, identity.userPoolId)
        : inSecret(name, this.secretOf(props));
    this.address = kept.address;
    this.grantRead = kept.grantRead;
  }

  private secretOf({ stage, description, notRotated }: StageKeyProps): Secret {
    const secret = new Secret(this, 'Secret', {
      description: `Broadsheet: ${description}`,
      generateSecretString: { passwordLength: 43, excludePunctuation: true },
      removalPolicy: removalPolicy(stage),
    });
    Validations.of(secret).acknowledge({ id: 'AwsSolutions::AwsSolutions-SMG4', reason: notRotated });
    return secret;
  }

  /** A user pool client used only for its secret, which Cognito generates: no sign-in flow is enabled. */
  private inUserPool(name: KeyName, userPoolId: string): Kept {
    const client = new CfnUserPoolClient(this, 'Client', {
      userPoolId,
      generateSecret: true,
      explicitAuthFlows: ['ALLOW_REFRESH_TOKEN_AUTH'],
    });
    return {
      address: `${userPoolId}/${client.ref}`,
      grantRead: (fn) => fn.addEnvironment(name, client.attrClientSecret),
    };
  }
}

type Kept = Pick<StageKey, 'address' | 'grantRead'>;

const inSecret = (name: KeyName, secret: Pick<Secret, 'secretArn' | 'grantRead'>): Kept => ({
  address: secret.secretArn,
  grantRead: (fn) => {
    secret.grantRead(fn);
    fn.addEnvironment(secretVariable(name), secret.secretArn);
  },
});
