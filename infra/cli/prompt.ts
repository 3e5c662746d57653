import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { CommandFault } from './command.ts';

/** Asks for something nobody should see typed; what is not a terminal is read up to its first line break. */
export async function askHidden(question: string): Promise<string> {
  const { stdin, stderr } = process;
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input: stdin, output: silent, terminal: stdin.isTTY === true });
  if (stdin.isTTY) stderr.write(`${question}: `);
  const { promise: interrupted, reject } = Promise.withResolvers<never>();
  lines.once('SIGINT', () => reject(new CommandFault('Interrupted.')));
  // At the end of input there is no answer to come.
  lines.once('close', () => reject(new CommandFault(`Nothing was given. ${question} is needed.`)));
  try {
    return await Promise.race([lines.question(''), interrupted]);
  } finally {
    lines.close();
    if (stdin.isTTY) stderr.write('\n');
  }
}
