import { CommandFault, complain } from '../cli/command.ts';
import { FileFault } from '../cli/fileFault.ts';
import { reasonOf } from '../local/keptFile.ts';
import { DeliveryFault } from '../local/queue.ts';
import { StartFailure } from '../local/startFailure.ts';
import { BrowserFailure } from './browser.ts';

/** Runs a command. An error that a person can fix is printed as a sentence, without a stack trace. */
export async function reportErrors(command: () => Promise<void>): Promise<void> {
  try {
    await command();
  } catch (error) {
    const sentence = sentenceOf(error as Error);
    if (!sentence) throw error;
    complain(sentence);
    process.exitCode = 1;
  }
}

/** The sentence for an error that a person can fix; undefined for a bug, whose stack trace is needed. */
export function sentenceOf(error: Error): string | undefined {
  const {
    code = '',
    message,
    path,
    address,
    port,
  } = error as NodeJS.ErrnoException & {
    readonly address?: string;
    readonly port?: number;
  };
  const isSentence = [StartFailure, CommandFault, DeliveryFault, BrowserFailure, FileFault].some(
    (kind) => error instanceof kind,
  );
  if (isSentence) return message;
  if (code.startsWith('ERR_PARSE_ARGS')) return message.split('\n', 1)[0];
  if (code === 'ECONNREFUSED') return `Nothing answers at ${address}:${port}.`;
  if (['ECONNRESET', 'EPIPE', 'ETIMEDOUT'].includes(code)) return `A connection was cut: ${message}.`;
  // Such as a full disk, a missing permission, or a directory in place of a file.
  if (path && /^E[A-Z]+$/.test(code)) return `${path} cannot be used: ${reasonOf(error)}.`;
  return undefined;
}
