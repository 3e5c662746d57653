import { type Asked, isAllowed } from '../support/permissions.ts';
import type { Resource, synthesizeStage } from './synthesize.ts';

type Stack = Pick<ReturnType<typeof synthesizeStage>, 'ofType'>;

interface Keys {
  readonly 'dynamodb:LeadingKeys': string | readonly string[];
}

/** A statement of a policy, as far as it is about DynamoDB. */
interface Statement {
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
  readonly Condition?: { readonly 'ForAllValues:StringLike'?: Keys; readonly 'ForAnyValue:StringLike'?: Keys };
}

/** Whether the template lets a function do what it asks for. */
export function allows({ ofType }: Stack, fn: Resource, asked: Asked): boolean {
  const statements = ofType('AWS::IAM::Policy')
    .filter(([, { Properties }]) =>
      Properties.Roles.some((role: { Ref: string }) => role.Ref === fn.Properties.Role['Fn::GetAtt'][0]),
    )
    .flatMap(([, { Properties }]): readonly Statement[] => Properties.PolicyDocument.Statement);
  return isAllowed(statements.flatMap(permissionsIn), asked);
}

function permissionsIn({ Action, Resource: on, Condition = {} }: Statement) {
  const every = [Condition['ForAllValues:StringLike']?.['dynamodb:LeadingKeys'] ?? '*'].flat();
  const some = Condition['ForAnyValue:StringLike'];
  return [Action].flat().flatMap((action) =>
    [on].flat().map((resource) => ({
      action: action.replace(/^dynamodb:/, ''),
      source: sourceOf(resource),
      every,
      ...(some ? { some: [some['dynamodb:LeadingKeys']].flat() } : {}),
    })),
  );
}

/** What a resource of a policy is to infra/functions.ts, such as `newsroom/byPerson`. */
function sourceOf(resource: unknown): string {
  const text = JSON.stringify(resource);
  const [table = ''] = /Published|Newsroom/.exec(text) ?? [];
  const [, index] = /\/index\/(\w+)/.exec(text) ?? [];
  return `${table.toLowerCase()}${index ? `/${index}` : ''}`;
}
