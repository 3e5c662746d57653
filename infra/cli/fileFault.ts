import { CommandFault } from './command.ts';

/** What is wrong with a file that a person wrote, and where. */
export class FileFault extends CommandFault {
  override readonly name = 'FileFault';
  constructor(file: string, lineNumber: number, message: string) {
    super(`${file}:${lineNumber}: ${message}`);
  }
}
