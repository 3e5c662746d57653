/** What is wrong with a seed, and where. */
export class SeedFault extends Error {
  override readonly name = 'SeedFault';
  constructor(file: string, lineNumber: number, message: string) {
    super(`${file}:${lineNumber}: ${message}`);
  }
}
