import { type outputs, stackName } from '../stages.ts';
import { CommandFault } from './command.ts';

/** Returns an output of a stage's stack by name. @throws CommandFault when the stack has no such output. */
export type StackOutputs = (name: (typeof outputs)[keyof typeof outputs]) => string;

/** Reads the outputs of a deployed stage's stack, with the shell's AWS credentials. @throws CommandFault */
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
