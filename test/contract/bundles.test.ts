import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { bundleFunctions } from '../../infra/bundling.ts';
import { type DeployedFunctionName, functionNames, functions } from '../../infra/functions.ts';

/** They render pages or feeds. */
const WITH_PAGES: ReadonlySet<string> = new Set(['pages.read', 'feeds.read', 'comments.submit', 'comments.person']);
/** What a function that serves readers may weigh, minified; those that render pages or feeds a little more. */
const budgetOf = (name: DeployedFunctionName) => (WITH_PAGES.has(name) ? 320 : 280) * 1024;
/** They touch no table. */
const WITHOUT_TABLES: readonly DeployedFunctionName[] = ['service.read', 'pages.assets'];
const forReaders = functionNames.filter(
  (name) => !['newsroom.edit', 'moderation.decide'].includes(name) && !functions[name].calledBy,
);

const directory = mkdtempSync(join(tmpdir(), 'broadsheet-'));
afterAll(() => rmSync(directory, { recursive: true }));

const bundles = await bundleFunctions(directory);

describe.each(forReaders)('the bundle of %s, which serves readers,', (name) => {
  const bundle = bundles.get(name);
  const inputs = [...(bundle?.inputs.keys() ?? [])];

  it(`weighs at most ${budgetOf(name)} bytes`, () => {
    expect(bundle?.bytes).toBeLessThanOrEqual(budgetOf(name));
  });

  it('holds nothing of the newsroom, of moderation or of the description’s generator', () => {
    const foreign = inputs.filter((file) =>
      /functions\/(newsroom|moderation)\/|api\/openapi\.ts|zod\/v4\/locales/.test(file),
    );

    expect(foreign).toEqual([]);
  });

  it('holds no credential provider but the environment', () => {
    const providers = inputs.flatMap((file) => /credential-provider-(\w+)/.exec(file)?.[1] ?? []);

    expect(new Set(providers)).toEqual(new Set(WITHOUT_TABLES.includes(name) ? [] : ['env']));
  });
});
