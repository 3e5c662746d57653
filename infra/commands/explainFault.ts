import { setTimeout as pause } from 'node:timers/promises';
import type { DeployedFunctionName } from '../functions.ts';
import { stackName } from '../stages.ts';

/** Explains a fault from a function's log: the missing permission, or else the newest error. */
export function explain(log: string): string | undefined {
  const denied = /is not authorized to perform: ([\w:*]+)(?:[^"]*? on resource: ([^\s"\\]+))?/.exec(log);
  if (denied) {
    const [, action, resource = 'a resource it does not name'] = denied;
    return `Missing permission: ${action} on ${resource}. infra/functions.ts says what each function may do.`;
  }
  const [line] = log.trim().split('\n').slice(-1);
  return line ? `Its log: ${line.slice(0, 2_000)}` : undefined;
}

/** The prefix of a log group's logical id, which the CDK derives from the construct's path (test/infra/stack.test.ts). */
export const logGroupId = (name: DeployedFunctionName): string => `Functions${name.replaceAll('.', '')}log`;

/** Attempts to read: CloudWatch shows a line some seconds after it was written. */
const ATTEMPTS = 6;

/**
 * Reads a deployed function's log of a request.
 * @param requestId the request, if it reached the function.
 * @param since milliseconds since 1970.
 */
export async function readLog(
  stage: string,
  name: DeployedFunctionName,
  requestId: string | undefined,
  since: number,
): Promise<string> {
  const { CloudFormationClient, paginateListStackResources } = await import('@aws-sdk/client-cloudformation');
  const { CloudWatchLogsClient, FilterLogEventsCommand } = await import('@aws-sdk/client-cloudwatch-logs');
  const stack = { StackName: stackName(stage) };
  let logGroupName: string | undefined;
  for await (const { StackResourceSummaries = [] } of paginateListStackResources(
    { client: new CloudFormationClient({}) },
    stack,
  )) {
    const found = StackResourceSummaries.find(
      ({ ResourceType, LogicalResourceId = '' }) =>
        ResourceType === 'AWS::Logs::LogGroup' && LogicalResourceId.startsWith(logGroupId(name)),
    );
    logGroupName ??= found?.PhysicalResourceId;
  }
  if (!logGroupName) return '';
  const client = new CloudWatchLogsClient({});
  const filterPattern = requestId ? `"${requestId}"` : '?"not authorized" ?ERROR ?error';
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    const { events = [] } = await client.send(
      new FilterLogEventsCommand({ logGroupName, filterPattern, startTime: since }),
    );
    const lines = events.map(({ message = '' }) => message.trim()).filter((line) => /error|not authorized/i.test(line));
    if (lines.length > 0) return lines.join('\n');
    await pause(3_000);
  }
  return '';
}
