import type { ObjectAccess, ObjectAction } from '../../infra/functions.ts';
import { type Asked, type AskedObject, isAllowed, isObjectAllowed } from '../support/permissions.ts';
import type { Resource, synthesizeStage } from './synthesize.ts';

type Stack = Pick<ReturnType<typeof synthesizeStage>, 'ofType'>;

interface Keys {
  readonly 'dynamodb:LeadingKeys': string | readonly string[];
}

/** A statement of a policy, as far as it is about data. */
interface Statement {
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
  readonly Condition?: {
    readonly 'ForAllValues:StringLike'?: Keys;
    readonly 'ForAnyValue:StringLike'?: Keys;
    readonly StringLike?: { readonly 's3:prefix'?: string | readonly string[] };
  };
}

/** Whether the template lets a function do what it asks for. */
export const allows = (stack: Stack, fn: Resource, asked: Asked): boolean =>
  isAllowed(statementsOf(stack, fn).flatMap(permissionsIn), asked);

/** Whether the template lets a function do what it asks for with an object. */
export const allowsObject = (stack: Stack, fn: Resource, asked: AskedObject): boolean =>
  isObjectAllowed(objectAccessOf(stack, fn), asked);

/** What the template lets a function do with objects, as in infra/functions.ts. */
export function objectAccessOf(stack: Stack, fn: Resource): ObjectAccess {
  const permissions = statementsOf(stack, fn).flatMap(({ Action, Resource: on, Condition }) =>
    [Action].flat().flatMap((action) => {
      const listed = [Condition?.StringLike?.['s3:prefix'] ?? []].flat();
      if (action === 's3:ListBucket') return listed.map((key) => [key, 'ListBucket'] as const);
      const [, name] = /^s3:(\w+Object)$/.exec(action) ?? [];
      const keys = [on].flat().map((each) => /"\/([^"]*)"/.exec(JSON.stringify(each))?.[1] ?? '');
      return name ? keys.map((key) => [key, name as ObjectAction] as const) : [];
    }),
  );
  return Object.fromEntries(
    [...Map.groupBy(permissions, ([key]) => key)].map(([key, same]) => [key, same.map(([, action]) => action)]),
  );
}

const statementsOf = ({ ofType }: Stack, fn: Resource): readonly Statement[] =>
  ofType('AWS::IAM::Policy')
    .filter(([, { Properties }]) =>
      Properties.Roles.some((role: { Ref: string }) => role.Ref === fn.Properties.Role['Fn::GetAtt'][0]),
    )
    .flatMap(([, { Properties }]) => Properties.PolicyDocument.Statement);

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
