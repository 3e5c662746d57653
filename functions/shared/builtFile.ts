import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Reads a JSON file that the build has put beside the function's bundle (infra/bundling.ts). */
export const builtFile = <Content>(name: string): Content => JSON.parse(readFileSync(join(__dirname, name), 'utf8'));
