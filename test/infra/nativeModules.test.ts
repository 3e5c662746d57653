import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { installNative, linkNative } from '../../infra/nativeModules.ts';

const root = join(import.meta.dirname, '../..');
const versionOf = (file: string) => JSON.parse(readFileSync(join(root, file), 'utf8')).dependencies.sharp;
let build: string;

beforeEach(() => {
  build = mkdtempSync(join(tmpdir(), 'broadsheet-build-'));
  // Where no registry answers, and nothing was kept of an earlier answer.
  vi.stubEnv('npm_config_registry', 'http://127.0.0.1:9');
  vi.stubEnv('npm_config_cache', join(build, 'cache'));
  vi.stubEnv('npm_config_fetch_retries', '0');
});

afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(build, { recursive: true });
});

describe('what is compiled for Lambda', () => {
  it('says what to do where it cannot be installed, and leaves nothing half done', () => {
    expect(() => installNative(build)).toThrow(/needs the registry once.*connect, and run it again/);

    expect(readdirSync(build).filter((name) => name.startsWith('native'))).toEqual([]);
  });

  it('is not asked for again while its lock is the same', () => {
    vi.unstubAllEnvs();
    const installed = installNative(join(root, '.build'));
    vi.stubEnv('npm_config_registry', 'http://127.0.0.1:9');

    expect(installNative(join(root, '.build'))).toBe(installed);
    expect(readdirSync(join(installed, 'node_modules/@img')).toSorted()).toEqual([
      'colour',
      'sharp-libvips-linux-arm64',
      'sharp-linux-arm64',
    ]);
  });

  it('is beside a bundle, also when it was there before', () => {
    vi.unstubAllEnvs();
    const bundle = join(build, 'bundle');
    mkdirSync(bundle);

    linkNative(join(root, '.build'), bundle);
    linkNative(join(root, '.build'), bundle);

    expect(readdirSync(join(bundle, 'node_modules'))).toContain('sharp');
  });

  it('is the sharp that the project has', () => {
    const { version } = JSON.parse(readFileSync(join(root, 'node_modules/sharp/package.json'), 'utf8'));

    expect(versionOf('infra/native/package.json')).toBe(version);
  });
});
