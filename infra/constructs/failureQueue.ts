import { Duration, Validations } from 'aws-cdk-lib';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { SqsDestination } from 'aws-cdk-lib/aws-lambda-destinations';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';

/** A dead-letter queue. */
export const deadLetterQueue = (scope: Construct, id: string): Queue =>
  new Queue(scope, id, {
    encryption: QueueEncryption.SQS_MANAGED,
    enforceSSL: true,
    retentionPeriod: Duration.days(14),
  });

/** The queue of events with which a function has failed three times. */
export function failureQueue(scope: Construct, id: string, fn: LambdaFunction): Queue {
  const failed = deadLetterQueue(scope, id);
  fn.configureAsyncInvoke({ onFailure: new SqsDestination(failed) });
  Validations.of(failed).acknowledge({
    id: 'AwsSolutions::AwsSolutions-SQS3',
    reason: 'It is where failures of a function go; what fails here goes nowhere.',
  });
  return failed;
}
