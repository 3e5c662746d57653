import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

/* What `npm ci` installs is what was locked: SECURITY.md, "Supply chain". */

interface Locked {
  readonly integrity?: string;
  readonly resolved?: string;
  readonly hasInstallScript?: boolean;
  /** Comes within the archive of the package around it, and so under its hash. */
  readonly inBundle?: boolean;
}

const root = join(import.meta.dirname, '../..');
const parse = (file: string) => JSON.parse(readFileSync(join(root, file), 'utf8'));

const packagesOf = (file: string): readonly (readonly [name: string, locked: Locked])[] =>
  Object.entries<Locked>(parse(file).packages)
    .filter(([path]) => path !== '')
    .map(([path, locked]) => [path.replace(/^node_modules\//, ''), locked]);

/** The registry that the lock was made from does not have these. */
const WITHOUT_HASH: Readonly<Record<string, readonly string[]>> = {
  'package-lock.json': ['darwin-arm64', 'darwin-x64', 'linux-arm64', 'win32-x64'].map((each) => `@dynoxide/${each}`),
  'infra/native/package-lock.json': [],
};

describe.each(Object.keys(WITHOUT_HASH))('%s', (file) => {
  const packages = packagesOf(file);
  const named = (isMeant: (locked: Locked) => unknown) =>
    packages.filter(([, locked]) => isMeant(locked)).map(([name]) => name);

  it('has a hash of every package, but for those that SECURITY.md speaks of', () => {
    expect(packages).not.toEqual([]);
    expect(named(({ integrity, inBundle }) => !integrity?.startsWith('sha512-') && !inBundle)).toEqual(
      WITHOUT_HASH[file],
    );
  });

  it('has no address, so that packages come from whatever registry is set', () => {
    expect(named(({ resolved }) => resolved)).toEqual([]);
  });

  it('has no package with an installation script that package.json does not allow', () => {
    const { allowScripts } = parse('package.json');

    expect(named(({ hasInstallScript }) => hasInstallScript).filter((name) => !allowScripts[name])).toEqual([]);
  });
});
