import { copyFileSync, mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { inject } from 'vitest';
import { buildFunctions } from '../../infra/local/buildFunctions.ts';

/** Built once for all files of this process. */
const built = join(inject('scratch'), `built-${process.pid}`, 'functions');
let building: Promise<unknown> | undefined;

/**
 * Puts the built functions into a directory of data, so that the server does not build them when it starts there. They are
 * linked: code that has one path is compiled once for all servers (NODE_COMPILE_CACHE).
 */
export async function putFunctions(directory: string): Promise<void> {
  building ??= buildFunctions(built);
  await building;
  mkdirSync(directory, { recursive: true });
  symlinkSync(built, join(directory, 'functions'), 'junction');
  copyFileSync(`${built}.state`, join(directory, 'functions.state'));
}
