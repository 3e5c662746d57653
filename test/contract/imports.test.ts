import { globSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '../..');

/** One import of one file by another; type imports are gone before anything runs, and so are no dependency. */
interface Import {
  readonly from: string;
  readonly to: string;
  readonly typeOnly: boolean;
}

const IMPORT = /^import (type )?[^;]*?from '([^']+)'/gm;

const imports: Import[] = globSync('{functions,infra,seeds}/**/*.{ts,tsx}', { cwd: root }).flatMap((from) =>
  [...readFileSync(join(root, from), 'utf8').matchAll(IMPORT)].map(([, type, specifier = '']) => ({
    from,
    to: specifier.startsWith('.') ? relative('.', normalize(join(dirname(from), specifier))) : specifier,
    typeOnly: type !== undefined,
  })),
);

const feature = (file: string) => /^functions\/(?!shared)([^/]+)\//.exec(file)?.[1];

/** The imports that break a rule, readably. */
const breaking = (rule: (each: Import) => boolean) => imports.filter(rule).map(({ from, to }) => `${from} → ${to}`);

describe('imports', () => {
  it('are found at all', () => {
    expect(imports.length).toBeGreaterThan(100);
  });

  it('never lead out of functions/: what is deployed knows nothing of how', () => {
    expect(breaking(({ from, to }) => from.startsWith('functions/') && /^(infra|seeds|test)\//.test(to))).toEqual([]);
  });

  it('never lead from shared/ into a feature', () => {
    expect(breaking(({ from, to }) => from.startsWith('functions/shared/') && feature(to) !== undefined)).toEqual([]);
  });

  it("never take another feature's store, except where a function is composed", () => {
    const broken = breaking(
      ({ from, to, typeOnly }) =>
        feature(from) !== undefined &&
        feature(to) !== undefined &&
        feature(from) !== feature(to) &&
        /\/\w*store\.ts$/i.test(to) &&
        !typeOnly &&
        !from.endsWith('.function.ts'),
    );

    expect(broken).toEqual([]);
  });

  it('never take an entry: entries are deployed, not used', () => {
    expect(breaking(({ to }) => to.endsWith('.lambda.ts'))).toEqual([]);
  });

  it('keep the CDK out of all that the local server and the commands load', () => {
    const broken = breaking(
      ({ from, to }) =>
        to.startsWith('aws-cdk-lib') && !/^infra\/(constructs\/|app\.ts|BroadsheetStack\.ts)/.test(from),
    );

    expect(broken).toEqual([]);
  });
});
