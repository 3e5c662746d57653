import { RemovalPolicy, Validations } from 'aws-cdk-lib';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import type { Stage } from '../stages.ts';

export interface SecretKeyProps {
  readonly stage: Stage;
  /** What it is for. */
  readonly description: string;
  /** The variable by which functions know where it is. */
  readonly variable: string;
  /** Why it stays as it is. */
  readonly notRotated: string;
}

/** A key that is made with the stack, and that nobody ever sees. */
export class SecretKey extends Construct {
  readonly secret: Secret;
  private readonly variable: string;

  constructor(scope: Construct, id: string, { stage, description, variable, notRotated }: SecretKeyProps) {
    super(scope, id);
    this.variable = variable;
    this.secret = new Secret(this, 'Secret', {
      description: `Broadsheet: ${description}`,
      generateSecretString: { passwordLength: 43, excludePunctuation: true },
      removalPolicy: stage.keepsData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    Validations.of(this.secret).acknowledge({
      id: 'AwsSolutions::AwsSolutions-SMG4',
      reason: notRotated,
    });
  }

  /** Lets a function read the key and tells it where it is. */
  grantRead(fn: LambdaFunction): void {
    this.secret.grantRead(fn);
    fn.addEnvironment(this.variable, this.secret.secretArn);
  }
}
