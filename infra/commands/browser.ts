import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import type { Browser, LaunchOptions } from 'playwright-core';

/*
 * A real browser for tests and screenshots. On Linux it comes in an npm package, so `npm ci` is enough; elsewhere the
 * installed Chrome is used.
 */

/** No browser could be started. The message says what to do, and is shown without a stack trace. */
export class BrowserFailure extends Error {}

const root = join(import.meta.dirname, '../..');

/** @throws BrowserFailure when there is none. */
export async function launchBrowser(): Promise<Browser> {
  const isPacked = process.platform === 'linux' && process.arch === 'x64';
  const home = isPacked ? await unpackedChromium() : undefined;
  // Imported here, because every command imports this file for BrowserFailure.
  const { chromium } = await import('playwright-core');
  const options = home === undefined ? { channel: 'chrome' } : packedChromium(home);
  return chromium.launch(options).catch((cause: Error) => {
    const advice = home === undefined ? 'Install Chrome: https://www.google.com/chrome/' : `Try again without ${home}`;
    throw new BrowserFailure(`No browser could be started. ${advice}`, { cause });
  });
}

const packedChromium = (home: string): LaunchOptions => ({
  executablePath: join(home, 'chromium'),
  // A container may not allow Chromium's sandbox, and the browser visits only our own pages.
  args: ['--no-sandbox'],
  env: {
    ...process.env,
    LD_LIBRARY_PATH: join(home, 'al2023/lib'),
    // A machine without fonts has no font configuration either.
    ...(existsSync('/etc/fonts/fonts.conf') ? {} : { FONTCONFIG_FILE: join(home, FONTS) }),
  },
});

const FONTS = 'fonts.conf';

/**
 * The directory of the unpacked browser, with the libraries and fonts that a bare system lacks. The package itself unpacks
 * to a place shared by all processes, where a second process may find an incomplete browser; so unpack to a temporary
 * directory, and rename it.
 */
async function unpackedChromium(): Promise<string> {
  const manifest = join(root, 'node_modules/@sparticuz/chromium/package.json');
  const home = join(root, 'node_modules/.cache', `chromium-${JSON.parse(readFileSync(manifest, 'utf8')).version}`);
  if (existsSync(home)) return home;
  mkdirSync(dirname(home), { recursive: true });
  const making = mkdtempSync(`${home}-`);
  try {
    const script = "import chromium from '@sparticuz/chromium'; await chromium.executablePath();";
    await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', script], {
      cwd: root,
      // The package unpacks the libraries only on Lambda.
      env: { ...process.env, TMPDIR: making, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x' },
    });
    writeFileSync(
      join(making, FONTS),
      `<?xml version="1.0"?>\n<fontconfig><dir>${home}/fonts</dir><cachedir>${home}/fonts-cache</cachedir></fontconfig>\n`,
    );
    renameSync(making, home);
  } catch (error) {
    rmSync(making, { recursive: true, force: true });
    // Lost a race with another process.
    if (!existsSync(home)) throw error;
  }
  return home;
}
