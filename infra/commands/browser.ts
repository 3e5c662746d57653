import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import type { Browser, LaunchOptions } from 'playwright-core';

/*
 * A real browser, for tests and pictures. For Linux there is one in a package, so that nothing but `npm ci` is needed;
 * elsewhere it is the Chrome that is installed.
 */

/** A sentence for the person at the keyboard: no browser could be started, and what to do about it. */
export class BrowserFailure extends Error {}

const root = join(import.meta.dirname, '../..');

/** @throws BrowserFailure where there is none. */
export async function launchBrowser(): Promise<Browser> {
  const isPacked = process.platform === 'linux' && process.arch === 'x64';
  const home = isPacked ? await unpackedChromium() : undefined;
  // Loaded only here: every command knows this file's failure.
  const { chromium } = await import('playwright-core');
  const options = home === undefined ? { channel: 'chrome' } : packedChromium(home);
  return chromium.launch(options).catch((cause: Error) => {
    const advice = home === undefined ? 'Install Chrome: https://www.google.com/chrome/' : `Try again without ${home}`;
    throw new BrowserFailure(`No browser could be started. ${advice}`, { cause });
  });
}

const packedChromium = (home: string): LaunchOptions => ({
  executablePath: join(home, 'chromium'),
  // In a container the kernel may give it no sandbox; all it visits is our own.
  args: ['--no-sandbox'],
  env: {
    ...process.env,
    LD_LIBRARY_PATH: join(home, 'al2023/lib'),
    // A machine without fonts has no configuration of them either.
    ...(existsSync('/etc/fonts/fonts.conf') ? {} : { FONTCONFIG_FILE: join(home, FONTS) }),
  },
});

const FONTS = 'fonts.conf';

/**
 * Where the packed browser is, with the libraries and fonts that a bare system lacks. The package would unpack it to one
 * place for the whole machine, where a second process takes for finished what a first has only begun; this is unpacked
 * aside and then put in place by one step.
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
      // As on Lambda, where nothing is installed: with the libraries.
      env: { ...process.env, TMPDIR: making, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x' },
    });
    writeFileSync(
      join(making, FONTS),
      `<?xml version="1.0"?>\n<fontconfig><dir>${home}/fonts</dir><cachedir>${home}/fonts-cache</cachedir></fontconfig>\n`,
    );
    renameSync(making, home);
  } catch (error) {
    rmSync(making, { recursive: true, force: true });
    // Another process was faster.
    if (!existsSync(home)) throw error;
  }
  return home;
}
