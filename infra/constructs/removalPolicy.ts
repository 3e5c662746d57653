import { RemovalPolicy } from 'aws-cdk-lib';
import type { Stage } from '../stages.ts';

/**
 * What becomes of a resource that holds data when the stack goes. CloudFormation's `RetainExceptOnCreate` keeps it, but for a
 * deployment that has made it and then failed: nobody would find it again.
 */
export const removalPolicy = ({ keepsData }: Pick<Stage, 'keepsData'>): RemovalPolicy =>
  keepsData ? RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE : RemovalPolicy.DESTROY;
