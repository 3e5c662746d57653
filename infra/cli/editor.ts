import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { CommandFault } from './command.ts';

/** Opens a file in the editor of VISUAL or EDITOR, and waits until it exits. @throws CommandFault */
export async function openEditor(file: string): Promise<void> {
  const isWindows = process.platform === 'win32';
  const editor = process.env.VISUAL || process.env.EDITOR || (isWindows ? 'notepad' : 'vi');
  // The variable may contain options ("code --wait"), which a shell splits. The file is passed as one argument.
  const child = isWindows
    ? spawn(`${editor} "${file}"`, { shell: true, stdio: 'inherit' })
    : spawn('sh', ['-c', `${editor} "$@"`, editor, file], { stdio: 'inherit' });
  // Ctrl-C is for the editor while it is open.
  const ignore = () => {};
  process.on('SIGINT', ignore);
  try {
    const [code, signal] = await once(child, 'close');
    if (code !== 0) throw new CommandFault(`The editor (${editor}) ended with ${signal ?? code}; nothing was sent.`);
  } finally {
    process.off('SIGINT', ignore);
  }
}
