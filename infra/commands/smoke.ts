import { parseArgs } from 'node:util';
import { complain, say } from '../cli/command.ts';
import { currentSession } from '../cli/session.ts';
import { stackOutputs } from '../cli/stackOutputs.ts';
import { functionNames, functions, functionsOf } from '../functions.ts';
import { openIssuer } from '../local/issuer.ts';
import { runningServer } from '../local/runningServer.ts';
import { StartFailure } from '../local/startFailure.ts';
import { type Group, groups, outputs, stageNamed } from '../stages.ts';
import { explain, readLog } from './explainFault.ts';
import { reportErrors } from './reportErrors.ts';
import { type Walk, WalkFault, WalkRefusal, walk } from './walk.ts';

const help = `Walks through a site once, as readers, an editor and a moderator do: reads, publishes, comments, approves, reports,
withdraws. Every function that answers is asked at least once, and what was made is taken back: one withdrawn article
stays, which the next walk finds again.

  npm run smoke -- [options]

  --stage NAME      a deployed stage, over HTTPS. It takes a session there of somebody who is an editor and a moderator
                    (npm run broadsheet -- login --stage NAME --email EMAIL), and AWS credentials to read logs by
  --data DIR        the local server that runs on this data (default .local); used when no stage is given

It ends with 1 at the first answer that is not what it should be, and says which function gave it and, on a stage, which
permission is missing or what its log says.`;

/** SES accepts mail to this address and discards it. Source: docs.aws.amazon.com/ses/latest/dg/send-an-email-from-console.html */
const NOBODY = 'success@simulator.amazonses.com';

await reportErrors(async () => {
  const { values } = parseArgs({
    options: {
      stage: { type: 'string' },
      data: { type: 'string', default: '.local' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return console.log(help);
  const { stage, data } = values;
  const since = Date.now();
  const site = stage ? await deployedSite(stage) : await localSite(data);
  try {
    const asked = await walk({
      ...site,
      onStep: ({ route, status }) => say(`${status}  ${route.key.padEnd(58)}  ${route.function}`),
    });
    const all = stage ? functionsOf(stageNamed(stage)) : functionNames;
    const events = all.filter((name) => functions[name].calledBy);
    const left = all.filter((name) => !functions[name].calledBy && !asked.has(name));
    if (left.length > 0) throw new WalkRefusal(`The walk has not asked ${left.join(', ')}.`);
    say(`\n${site.url} is sound: ${asked.size} functions answered.`);
    if (events.length > 0) say(`Events call ${events.join(', ')}, which the walk does not wait for.`);
  } catch (error) {
    if (!(error instanceof WalkFault || error instanceof WalkRefusal)) throw error;
    process.exitCode = 1;
    complain(error.message);
    if (error instanceof WalkFault) complain(await reasonOf(error, stage, since));
  }
});

async function deployedSite(stage: string): Promise<Omit<Walk, 'onStep'>> {
  stageNamed(stage);
  const url = (await stackOutputs(stage))(outputs.address).replace(/\/$/, '');
  const session = currentSession();
  if (session?.url !== url) {
    const login = `npm run broadsheet -- login --stage ${stage} --email EMAIL`;
    throw new StartFailure(`Nobody is logged in at ${url}. Log in as an editor who is a moderator too: ${login}`);
  }
  return { url, token: session.token, email: NOBODY };
}

async function localSite(data: string): Promise<Omit<Walk, 'onStep'>> {
  const running = await runningServer(data);
  if (!running) throw new StartFailure(`No server runs on ${data}. Start it with npm start.`);
  const both = Object.keys(groups) as Group[];
  const token = await openIssuer(data).token({ name: 'smoke', groups: both, hours: 1 });
  return { url: running.url, token: async () => token, email: NOBODY };
}

/** The reason for an unexpected response, as far as the logs tell. */
async function reasonOf({ step, requestId }: WalkFault, stage: string | undefined, since: number): Promise<string> {
  const { route, status } = step;
  if (status === 401 || status === 403) {
    return `It takes somebody who is in both groups: ${Object.keys(groups).join(' and ')} (npm run broadsheet -- people --help).`;
  }
  if (status < 500) return 'The function answers, and refuses: its detail says why.';
  if (!stage) return `What went wrong inside ${route.function} stands in the output of the server.`;
  const log = await readLog(stage, route.function, requestId, since).catch(
    (error: Error) => `its log cannot be read: ${error.message}`,
  );
  return explain(log) ?? `The log of ${route.function} says nothing of it yet.`;
}
