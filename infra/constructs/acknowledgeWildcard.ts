import { Stack, Validations } from 'aws-cdk-lib';
import type { IRole } from 'aws-cdk-lib/aws-iam';

/**
 * Suppresses cdk-nag's finding for one wildcard resource of a role's policy, named as in the template, with references
 * in angle brackets.
 */
export function acknowledgeWildcard(role: IRole, resource: string, reason: string): void {
  const resolved: string | { readonly 'Fn::Join': readonly [string, readonly Part[]] } =
    Stack.of(role).resolve(resource);
  const parts = typeof resolved === 'string' ? [resolved] : resolved['Fn::Join'][1];
  const id = `AwsSolutions::AwsSolutions-IAM5[Resource::${parts.map(spelled).join('')}]`;
  Validations.of(role).acknowledge({ id, reason });
}

type Part = string | { readonly Ref: string } | { readonly 'Fn::GetAtt': readonly string[] };

function spelled(part: Part): string {
  if (typeof part === 'string') return part;
  return 'Ref' in part ? `<${part.Ref}>` : `<${part['Fn::GetAtt'].join('.')}>`;
}
