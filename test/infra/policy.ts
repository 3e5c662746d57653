import { type Asked, isLike } from '../support/permissions.ts';
import type { Resource, synthesizeStage } from './synthesize.ts';

/** A statement of a policy, as far as it is about DynamoDB. */
interface Statement {
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
  readonly Condition?: {
    readonly 'ForAllValues:StringLike'?: { readonly 'dynamodb:LeadingKeys': string | readonly string[] };
  };
}

type Stack = Pick<ReturnType<typeof synthesizeStage>, 'ofType'>;

/**
 * Whether the template lets a function do what it asks for. One statement has to allow all of it: IAM holds every key of a
 * request against the same condition.
 */
export const allows = ({ ofType }: Stack, fn: Resource, { action, source, partitions }: Asked): boolean =>
  ofType('AWS::IAM::Policy')
    .filter(([, { Properties }]) =>
      Properties.Roles.some((role: { Ref: string }) => role.Ref === fn.Properties.Role['Fn::GetAtt'][0]),
    )
    .flatMap(([, { Properties }]): readonly Statement[] => Properties.PolicyDocument.Statement)
    .some(({ Action, Resource: on, Condition }) => {
      const patterns = [Condition?.['ForAllValues:StringLike']?.['dynamodb:LeadingKeys'] ?? '*'].flat();
      return (
        [Action].flat().includes(`dynamodb:${action}`) &&
        [on].flat().some((resource) => sourceOf(resource) === source) &&
        partitions.every((partition) => patterns.some((pattern) => isLike(partition, pattern)))
      );
    });

/** What a resource of a policy is to infra/functions.ts, such as `newsroom/byPerson`. */
function sourceOf(resource: unknown): string {
  const text = JSON.stringify(resource);
  const [table = ''] = /Published|Newsroom/.exec(text) ?? [];
  const [, index] = /\/index\/(\w+)/.exec(text) ?? [];
  return `${table.toLowerCase()}${index ? `/${index}` : ''}`;
}
