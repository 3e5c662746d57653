import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { join, resolve } from 'node:path';

const source = join(import.meta.dirname, 'native');

/** Of Lambda's Node.js on arm64. Scripts of packages are not run; sharp needs none. */
const ARGUMENTS = [
  ...['ci', '--os=linux', '--cpu=arm64', '--libc=glibc'],
  ...['--ignore-scripts', '--prefer-offline', '--no-audit', '--no-fund'],
];

/**
 * Installs the packages of `infra/native` for Lambda's platform below a build's directory. It asks the network once for
 * each state of their lock file.
 * @returns the directory with their `node_modules`.
 * @throws Error with npm's words and what to do.
 */
export function installNative(build: string): string {
  const lock = readFileSync(join(source, 'package-lock.json'));
  const place = resolve(build, `native-${createHash('sha256').update(lock).digest('hex').slice(0, 10)}`);
  if (existsSync(place)) return place;
  const unfinished = `${place}.${process.pid}`;
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { recursive: true });
  for (const file of ['package.json', 'package-lock.json']) copyFileSync(join(source, file), join(unfinished, file));
  try {
    execFileSync('npm', ARGUMENTS, { cwd: unfinished, stdio: 'pipe', shell: process.platform === 'win32' });
    renameSync(unfinished, place);
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true });
    // Another process was as quick.
    if (existsSync(place)) return place;
    throw new Error(
      `npm could not install the packages of infra/native for Lambda. It needs the registry once; then they stay in ${build}: connect, and run it again.`,
      { cause: error },
    );
  }
  return place;
}

/** Puts the packages beside a bundle, as a link that assets follow. */
export function linkNative(build: string, bundle: string): void {
  const target = join(installNative(build), 'node_modules');
  const link = join(bundle, 'node_modules');
  if (existsSync(link) && realpathSync(link) === realpathSync(target)) return;
  rmSync(link, { recursive: true, force: true });
  symlinkSync(target, link, 'junction');
}
