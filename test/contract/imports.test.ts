import { globSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folders } from '../support/folders.ts';

const root = join(import.meta.dirname, '../..');

/** One import of one file by another; type imports are gone before anything runs, and so are no dependency. */
interface Import {
  readonly from: string;
  readonly to: string;
  readonly typeOnly: boolean;
}

const IMPORT = /^(?:import|export) (type )?[^;]*?from '([^']+)'/gm;

const imports: Import[] = globSync('{functions,infra,seeds}/**/*.{ts,tsx}', { cwd: root }).flatMap((from) =>
  [...readFileSync(join(root, from), 'utf8').matchAll(IMPORT)].map(([, type, specifier = '']) => ({
    from,
    to: specifier.startsWith('.') ? relative('.', normalize(join(dirname(from), specifier))) : specifier,
    typeOnly: type !== undefined,
  })),
);

const isComposition = (file: string) => /^functions\/(routes\.ts$|.*\.(function|lambda)\.ts$)/.test(file);

/** The folder a file stands in, as {@link folders} has it; none outside of functions/ and above the folders. */
function folderOf(file: string): string | undefined {
  const path = /^functions\/(.+)\/[^/]+$/.exec(file)?.[1];
  return folders.find((folder) => path === folder || path?.startsWith(`${folder}/`));
}

const levelOf = (folder: string) => folders.indexOf(folder as (typeof folders)[number]);

/** The imports that break a rule, readably. */
const breaking = (rule: (each: Import) => boolean) => imports.filter(rule).map(({ from, to }) => `${from} → ${to}`);

describe('imports', () => {
  it('are found at all', () => {
    expect(imports.length).toBeGreaterThan(100);
  });

  it('never lead out of functions/: what is deployed knows nothing of how', () => {
    expect(breaking(({ from, to }) => from.startsWith('functions/') && /^(infra|seeds|test)\//.test(to))).toEqual([]);
  });

  it('stand each in a folder whose place is known', () => {
    const files = new Set(imports.map(({ from }) => from).filter((file) => file.startsWith('functions/')));

    expect([...files].filter((file) => !isComposition(file) && folderOf(file) === undefined)).toEqual([]);
  });

  it('lead downwards from folder to folder, and so in no circle', () => {
    const upwards = breaking(({ from, to }) => {
      const [higher, lower] = [folderOf(from), folderOf(to)];
      if (isComposition(from) || higher === undefined || lower === undefined) return false;
      return levelOf(lower) < levelOf(higher);
    });

    expect(upwards).toEqual([]);
  });

  it('of a composition lead from another composition alone', () => {
    expect(
      breaking(({ from, to }) => from.startsWith('functions/') && isComposition(to) && !isComposition(from)),
    ).toEqual([]);
  });

  it("never take another folder's store, except where a function is composed", () => {
    const root = (file: string) => /^functions\/(?!shared)([^/]+)\//.exec(file)?.[1];
    const broken = breaking(
      ({ from, to, typeOnly }) =>
        root(from) !== undefined &&
        root(to) !== undefined &&
        root(from) !== root(to) &&
        /\/\w*store\.ts$/i.test(to) &&
        !typeOnly &&
        !isComposition(from),
    );

    expect(broken).toEqual([]);
  });

  it('of the command line take the types of the routes alone: it loads none of them', () => {
    expect(
      breaking(
        ({ from, to, typeOnly }) =>
          from.startsWith('infra/cli/') && /^functions\/(.+\/)?routes\.ts$/.test(to) && !typeOnly,
      ),
    ).toEqual([]);
  });

  it('never take an entry: entries are deployed, not used', () => {
    expect(breaking(({ to }) => to.endsWith('.lambda.ts'))).toEqual([]);
  });

  it('lead from the app to each file at the top of infra/, which is the stack', () => {
    const reached = new Set(['infra/app.ts']);
    for (const file of reached) for (const { from, to } of imports) if (from === file) reached.add(to);

    expect(globSync('infra/*.ts', { cwd: root }).filter((file) => !reached.has(file))).toEqual([]);
  });

  it('keep the CDK out of all that the local server and the commands load', () => {
    const broken = breaking(
      ({ from, to }) =>
        to.startsWith('aws-cdk-lib') && !/^infra\/(constructs\/|app\.ts|BroadsheetStack\.ts)/.test(from),
    );

    expect(broken).toEqual([]);
  });
});
