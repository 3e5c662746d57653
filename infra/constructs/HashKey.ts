import { RemovalPolicy, Validations } from 'aws-cdk-lib';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { HASH_KEY_SECRET } from '../../functions/shared/keyedHash.ts';
import type { Stage } from '../stages.ts';

/** The key of the keyed hashes that stand for a commenter's address and network. Nobody ever sees it. */
export class HashKey extends Construct {
  readonly secret: Secret;

  constructor(scope: Construct, id: string, stage: Stage) {
    super(scope, id);
    this.secret = new Secret(this, 'Secret', {
      description: 'Broadsheet: key of the keyed hashes of commenters and their networks',
      generateSecretString: { passwordLength: 43, excludePunctuation: true },
      removalPolicy: stage.keepsData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    Validations.of(this.secret).acknowledge({
      id: 'AwsSolutions::AwsSolutions-SMG4',
      reason: 'A new key would make every known person a stranger: what one commenter wrote could not be found again.',
    });
  }

  /** Lets a function read the key and tells it where it is. */
  grantRead(fn: LambdaFunction): void {
    this.secret.grantRead(fn);
    fn.addEnvironment(HASH_KEY_SECRET, this.secret.secretArn);
  }
}
