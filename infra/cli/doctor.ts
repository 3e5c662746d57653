import { defineCommand, say, sayJson } from './command.ts';
import type { Finding } from './examine.ts';

export const doctor = defineCommand({
  usage: 'doctor [--stage NAME | --data DIR] [--json]',
  summary: 'Check that an installation is as it should be, and say what to do where it is not',
  details: `  --stage NAME      a deployed stage, found through its CloudFormation stack and your AWS credentials
  --data DIR        the local server that runs on this data (default .local); used when no stage is given
  --json            print what was found as JSON

It looks at tables, indexes, streams, mail, clocks, the issuer of tokens, people, and what imports have left, and writes nothing.
It ends with 1 when anything is not as it should be.`,
  options: {
    stage: { type: 'string' },
    data: { type: 'string', default: '.local' },
    json: { type: 'boolean', default: false },
  },
  arguments: [0, 0],
  run: async ({ stage, data, json }) => {
    const findings = await (stage === undefined
      ? (await import('./examineLaptop.ts')).examineLaptop(data)
      : (await import('./examineStage.ts')).examineStage(stage));
    const faults = findings.filter(({ kind }) => kind === 'fault').length;
    if (faults > 0) process.exitCode = 1;
    if (json) return sayJson(findings);
    for (const finding of findings) say(lineOf(finding));
    say(faults === 0 ? '\nAll is well.' : `\n${faults === 1 ? 'One thing is' : `${faults} things are`} to be mended.`);
  },
});

const signs = { well: 'ok     ', unknown: '?      ', fault: 'FAULT  ' } as const;
const lineOf = (finding: Finding): string =>
  `${signs[finding.kind]}${finding.sentence}${finding.kind === 'fault' ? `\n       ${finding.remedy}` : ''}`;
