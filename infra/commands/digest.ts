import { parseArgs } from 'node:util';
import { type DigestOutcome, sendDigest } from '../../functions/moderation/digest.function.ts';
import { settings } from '../../functions/pages/theme/settings.ts';
import { StartFailure } from '../local/startFailure.ts';
import { installationHelp, installationOptions, openInstallation } from './installation.ts';
import { reportErrors } from './reportErrors.ts';

const help = `Mails the moderators how many comments wait for them, at most once a day. A deployed stage does so by itself, at
six in the morning (UTC).

  npm run digest

${installationHelp}`;

await reportErrors(async () => {
  const { values } = parseArgs({ options: { ...installationOptions, help: { type: 'boolean', default: false } } });
  if (values.help) return console.log(help);
  const { client, tables, moderators, site, close } = await openInstallation(values);
  try {
    if (!moderators) throw new StartFailure('The stage names no address of moderators (infra/stages.ts, mail).');
    const { language } = settings;
    const outcome = await sendDigest({ client, tables, moderators, site, language, clock: () => new Date() })();
    console.log(told(outcome, moderators));
  } finally {
    await close();
  }
});

function told(outcome: DigestOutcome, moderators: string): string {
  if (outcome === 'nothing-waits') return 'Nothing is held or reported, so there is no mail.';
  return outcome === 'posted' ? `A mail to ${moderators} is on its way.` : 'Today has had its mail.';
}
