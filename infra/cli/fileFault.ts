import { CommandFault } from './command.ts';

/** A fault in a file that a person wrote, with file and line. */
export class FileFault extends CommandFault {
  override readonly name = 'FileFault';
  constructor(file: string, lineNumber: number, message: string) {
    super(`${file}:${lineNumber}: ${message}`);
  }
}
