import { Duration, Validations } from 'aws-cdk-lib';
import type { IDistribution } from 'aws-cdk-lib/aws-cloudfront';
import { Rule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction as LambdaTarget } from 'aws-cdk-lib/aws-events-targets';
import { Grant, PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  BucketPolicy,
  type CfnBucket,
  HttpMethods,
  type IBucket,
  type LifecycleRule,
  ObjectOwnership,
} from 'aws-cdk-lib/aws-s3';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { MEDIA_BUCKET } from '../../functions/shared/objects/deployed.ts';
import type { FunctionDefinition, ObjectAction } from '../functions.ts';
import type { Stage } from '../stages.ts';
import { acknowledgeWildcard } from './acknowledgeWildcard.ts';
import type { Functions } from './Functions.ts';
import { failureQueue } from './failureQueue.ts';
import { removalPolicy } from './removalPolicy.ts';

/** Days that a stage with backups keeps what was deleted, as long as the tables' backups are. */
const BACKUP_DAYS = 35;

/** The media library's private bucket, and the events of what is uploaded into it. */
export class Media extends Construct {
  readonly bucket: IBucket;
  private readonly policy: BucketPolicy;

  constructor(scope: Construct, id: string, stage: Stage) {
    super(scope, id);
    this.bucket = stage.existing?.mediaBucket
      ? Bucket.fromBucketName(this, 'bucket', stage.existing.mediaBucket)
      : (this.create(stage) as IBucket);
    this.policy = this.overTlsOnly();
  }

  /** Grants a function the actions and keys of its definition, and passes it the bucket's name. */
  grant(fn: LambdaFunction, { objects }: Pick<FunctionDefinition, 'objects'>): void {
    if (!objects) return;
    fn.addEnvironment(MEDIA_BUCKET, this.bucket.bucketName);
    const allowed = Object.entries(objects).flatMap(([keys, actions]) => actions.map((action) => ({ action, keys })));
    for (const [action, same] of Map.groupBy(allowed, (each) => each.action)) {
      if (action === 'ListBucket') {
        const conditions = { StringLike: { 's3:prefix': same.map(({ keys }) => keys) } };
        const resourceArns = [this.bucket.bucketArn];
        Grant.addToPrincipal({ grantee: fn, actions: ['s3:ListBucket'], resourceArns, conditions });
        continue;
      }
      const resourceArns = same.map(({ keys }) => this.bucket.arnForObjects(keys));
      Grant.addToPrincipal({ grantee: fn, actions: [`s3:${action}`], resourceArns });
      for (const each of resourceArns) if (fn.role) acknowledgeWildcard(fn.role, each, 'The keys are of one folder.');
    }
    // Without it S3 answers 403 in place of 404: docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html
    if (allowed.some(({ action }) => action === 'GetObject')) {
      Grant.addToPrincipal({ grantee: fn, actions: ['s3:ListBucket'], resourceArns: [this.bucket.bucketArn] });
    }
  }

  /** Lets a distribution read what readers may have. */
  grantReaders(distribution: IDistribution): void {
    const principals = [new ServicePrincipal('cloudfront.amazonaws.com')];
    const conditions = { StringEquals: { 'AWS:SourceArn': distribution.distributionArn } };
    const allow = (action: ObjectAction, resource: string) =>
      this.policy.document.addStatements(
        new PolicyStatement({ actions: [`s3:${action}`], principals, resources: [resource], conditions }),
      );
    allow('GetObject', this.bucket.arnForObjects('media/*'));
    // For 404 in place of 403. No list is asked for: only paths below /media/ lead here, and without their query.
    allow('ListBucket', this.bucket.bucketArn);
  }

  /**
   * Invokes the development of each upload. The bucket tells EventBridge, not the function itself: what it called would have
   * to exist before it, and the function needs its name.
   * @returns the queue of uploads whose development failed three times.
   */
  developUploads(functions: Functions): Queue {
    const develop = functions.named('media.develop');
    new Rule(this, 'Uploaded', {
      description: 'Broadsheet: files that were uploaded',
      eventPattern: {
        source: ['aws.s3'],
        detailType: ['Object Created'],
        detail: { bucket: { name: [this.bucket.bucketName] }, object: { key: [{ prefix: 'incoming/' }] } },
      },
      targets: [new LambdaTarget(develop)],
    });
    return failureQueue(this, 'FailedUploads', develop);
  }

  private create(stage: Stage): Bucket {
    const bucket = new Bucket(this, 'Bucket', {
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      encryption: BucketEncryption.S3_MANAGED,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      versioned: stage.backups,
      cors: [
        // Any page may send a form; here it may also read whether it was taken. What is taken is signed.
        { allowedMethods: [HttpMethods.POST], allowedOrigins: ['*'], allowedHeaders: ['*'], maxAge: 86_400 },
      ],
      lifecycleRules: lifecycle(stage),
      removalPolicy: removalPolicy(stage),
    });
    // Not the bucket's own option, which makes a function of the CDK's that changes the bucket.
    (bucket.node.defaultChild as CfnBucket).notificationConfiguration = {
      eventBridgeConfiguration: { eventBridgeEnabled: true },
    };
    Validations.of(bucket).acknowledge({
      id: 'AwsSolutions::AwsSolutions-S1',
      reason: 'The log would keep the addresses of readers and editors; the functions log every request without them.',
    });
    return bucket;
  }

  /** The bucket's policy; also of an existing bucket, whose former one went with its stack. */
  private overTlsOnly(): BucketPolicy {
    const policy = new BucketPolicy(this, 'Policy', { bucket: this.bucket });
    policy.document.addStatements(
      PolicyStatement.fromJson({
        Effect: 'Deny',
        Principal: { AWS: '*' },
        Action: 's3:*',
        Resource: [this.bucket.bucketArn, this.bucket.arnForObjects('*')],
        Condition: { Bool: { 'aws:SecureTransport': 'false' } },
      }),
    );
    return policy;
  }
}

/** What the bucket forgets by itself. */
const lifecycle = ({ backups }: Stage): LifecycleRule[] => [
  // Development deletes what it is done with; this is what nobody was.
  { id: 'Incoming', prefix: 'incoming/', expiration: Duration.days(1), ...kept(backups, 1) },
  { id: 'Unfinished', abortIncompleteMultipartUploadAfter: Duration.days(1) },
  ...(backups ? [{ id: 'Deleted', expiredObjectDeleteMarker: true, ...kept(backups, BACKUP_DAYS) }] : []),
];

const kept = (backups: boolean, days: number) => (backups ? { noncurrentVersionExpiration: Duration.days(days) } : {});
