import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { bundleFunctions } from '../../infra/bundling.ts';
import { type DeployedFunctionName, functionNames } from '../../infra/functions.ts';
import { bundleBudget, deskBudgets, servesReaders } from '../support/budgets.ts';

/** They ask no service of AWS. */
const WITHOUT_SDK: readonly DeployedFunctionName[] = ['pages.assets'];
const forReaders = functionNames.filter(servesReaders);

const directory = mkdtempSync(join(tmpdir(), 'broadsheet-'));
afterAll(() => rmSync(directory, { recursive: true }));

const bundles = await bundleFunctions(directory);

describe.each(forReaders)('the bundle of %s, which serves readers,', (name) => {
  const bundle = bundles.get(name);
  const inputs = [...(bundle?.inputs.keys() ?? [])];

  it(`weighs at most ${bundleBudget(name)} bytes`, () => {
    expect(bundle?.bytes).toBeLessThanOrEqual(bundleBudget(name));
  });

  it('holds nothing of the newsroom, of moderation or of the description’s generator', () => {
    const foreign = inputs.filter((file) =>
      /functions\/(newsroom|moderation|desk)\/|node_modules\/(jose|oauth4webapi)\/|infra\/openapi\/|zod\/v4\/locales/.test(
        file,
      ),
    );

    expect(foreign).toEqual([]);
  });

  it('holds no credential provider but the environment', () => {
    const providers = inputs.flatMap((file) => /credential-provider-(\w+)/.exec(file)?.[1] ?? []);

    expect(new Set(providers)).toEqual(new Set(WITHOUT_SDK.includes(name) ? [] : ['env']));
  });
});

describe.each(Object.entries(deskBudgets))('the bundle of %s, which has pages of the desk,', (name, most) => {
  it(`weighs at most ${most} bytes`, () => {
    expect(bundles.get(name as DeployedFunctionName)?.bytes).toBeLessThanOrEqual(most);
  });
});
