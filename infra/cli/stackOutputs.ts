import { type outputs, stackName } from '../stages.ts';
import { CommandFault } from './command.ts';

/** Yields an output of a stage's stack by its name. @throws CommandFault when the stack has none of it. */
export type StackOutputs = (name: (typeof outputs)[keyof typeof outputs]) => string;

/** What the stack of a deployed stage tells, found by the AWS credentials of the shell. @throws CommandFault */
export async function stackOutputs(stage: string): Promise<StackOutputs> {
  const { CloudFormationClient, DescribeStacksCommand } = await import('@aws-sdk/client-cloudformation');
  const StackName = stackName(stage);
  const { Stacks = [] } = await new CloudFormationClient({})
    .send(new DescribeStacksCommand({ StackName }))
    .catch((error: Error) => {
      throw new CommandFault(`The stack ${StackName} cannot be looked up: ${error.message}`, 1, { cause: error });
    });
  return (name) => {
    const value = Stacks[0]?.Outputs?.find(({ OutputKey }) => OutputKey === name)?.OutputValue;
    if (!value) throw new CommandFault(`The stack ${StackName} has no output ${name}; deploy it again.`);
    return value;
  };
}
