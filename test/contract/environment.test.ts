import { globSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { tables } from '../../functions/shared/data/tables.ts';
import { type StageKey, secretVariable } from '../../functions/shared/keyedHash.ts';
import { localEnvironment } from '../../infra/local/invoker.ts';
import { root, textOf } from '../support/documents.ts';

const sources = globSync('{functions,infra,seeds}/**/*.{ts,tsx}', { cwd: root }).map(textOf);
const code = sources.join('\n');
const found = (pattern: RegExp) => [...code.matchAll(pattern)].map(([, name = '']) => name);

/** Constants of the code, by their name. */
const constants = new Map(
  [...code.matchAll(/^export const ([A-Z_]+) = '(\w+)';/gm)].map(([, name = '', value = '']) => [name, value]),
);
/** What `process.env[…]` and `environment(…)` are asked by. */
const askedBy = new Set(found(/(?:process\.env\[|\benvironment\()([^\])]+)[\])]/g));
const stageKeys = new Set(found(/\bstageKey\('(\w+)'\)/g)) as ReadonlySet<StageKey>;

const named: ReadonlySet<string> = new Set([
  ...found(/process\.env\.(\w+)/g),
  ...[...askedBy].flatMap((name) => constants.get(name) ?? []),
  ...Object.values(tables).map(({ environmentName }) => environmentName),
  ...[...stageKeys].flatMap((key) => [key, secretVariable(key)]),
  ...Object.keys(
    localEnvironment({
      dynamodb: '',
      secrets: '',
      ses: '',
      objects: '',
      secretKey: '',
      site: '',
      tables: { published: '', newsroom: '' },
    }),
  ),
]);

describe('docs/environment.md', () => {
  it('has every variable that the code reads or sets, and no other', () => {
    const rows = textOf('docs/environment.md').matchAll(/^\| (`.*?) \|/gm);
    const documented = [...rows].flatMap(([, cell = '']) => [...cell.matchAll(/`(\w+)`/g)].map(([, name]) => name));

    expect(documented.toSorted()).toEqual([...named].toSorted());
  });

  it('is compared with all that is read: a name is a constant, a table, or a key of the stage', () => {
    const others = [...askedBy].filter((name) => !constants.has(name));

    expect(others.toSorted()).toEqual([
      // A name that is handed on.
      'name',
      'name: string',
      'secretVariable(name',
      'tables[id',
    ]);
  });
});
