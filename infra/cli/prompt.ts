import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { CommandFault } from './command.ts';

/** Prompts for a secret without echo. Without a terminal, reads the first line of stdin. */
export async function askHidden(question: string): Promise<string> {
  const { stdin, stderr } = process;
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input: stdin, output: silent, terminal: stdin.isTTY === true });
  if (stdin.isTTY) stderr.write(`${question}: `);
  const { promise: interrupted, reject } = Promise.withResolvers<never>();
  lines.once('SIGINT', () => reject(new CommandFault('Interrupted.')));
  // The input ended before a line.
  lines.once('close', () => reject(new CommandFault(`Nothing was given. ${question} is needed.`)));
  try {
    return await Promise.race([lines.question(''), interrupted]);
  } finally {
    lines.close();
    if (stdin.isTTY) stderr.write('\n');
  }
}
