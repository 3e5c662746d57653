import { parseArgs } from 'node:util';
import { openIssuer } from '../local/issuer.ts';
import { type Group, groups } from '../stages.ts';
import { reportErrors } from './reportErrors.ts';

/** A year: longer than anybody needs a local token. */
const MOST_HOURS = 24 * 365;

const help = `Makes a token for the local server, as the user pool does in the account, and prints it.

  npm run -s token -- --name NAME --group GROUP [options]

  --name NAME       who it is for: an email address, or a word to go before @localhost
  --group GROUP     ${Object.keys(groups).join(' or ')}; give it twice for both
  --hours N         how long it is good for (default 12)
  --data DIR        the local server's data (default .local)`;

const { values } = parseArgs({
  options: {
    name: { type: 'string' },
    group: { type: 'string', multiple: true, default: [] },
    hours: { type: 'string', default: '12' },
    data: { type: 'string', default: '.local' },
    help: { type: 'boolean', default: false },
  },
});

const fault = faultIn(values);
if (values.help) {
  console.log(help);
} else if (fault) {
  console.error(`${fault}\n\n${help}`);
  process.exitCode = 2;
} else {
  const { name = '', group, hours, data } = values;
  await reportErrors(async () =>
    console.log(await openIssuer(data).token({ name, groups: group.filter(isGroup), hours: Number(hours) })),
  );
}

/** The fault in the options, as a sentence; undefined when there is none. */
function faultIn({ name, group, hours }: typeof values): string | undefined {
  const unknown = group.find((each) => !isGroup(each));
  if (!name || /\s/.test(name)) return 'Say who the token is for, without spaces: --name NAME';
  if (group.length === 0) return 'Say what the holder is: --group GROUP';
  if (unknown) return `There is no group "${unknown}".`;
  if (!(Number(hours) > 0 && Number(hours) <= MOST_HOURS))
    return `--hours must be more than 0, and at most ${MOST_HOURS}.`;
  return undefined;
}

function isGroup(name: string): name is Group {
  return Object.hasOwn(groups, name);
}
