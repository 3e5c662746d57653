import { SeedFault } from '../../seeds/fault.ts';
import { BrowserFailure } from '../browser.ts';
import { StartFailure } from '../local/server.ts';

/** Runs a command; what the person at the keyboard can mend is told in a sentence, without a stack trace. */
export async function sayingWhatIsWrong(command: () => Promise<void>): Promise<void> {
  try {
    await command();
  } catch (error) {
    const { code = '', message, address, port } = error as NodeJS.ErrnoException & { address?: string; port?: number };
    if (error instanceof StartFailure || error instanceof BrowserFailure || error instanceof SeedFault)
      console.error(message);
    else if (code.startsWith('ERR_PARSE_ARGS')) console.error(message.split('\n', 1)[0]);
    else if (code === 'ECONNREFUSED') console.error(`Nothing answers at ${address}:${port}.`);
    else throw error;
    process.exitCode = 1;
  }
}
