import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { localTables } from '../../infra/local/dynamodb.ts';
import { localEnvironment } from '../../infra/local/invoker.ts';
import type { BuiltHandlers } from './bundles.ts';
import { plainEnvironment } from './cleanup.ts';
import { median } from './statistics.ts';
import type { Row, Section } from './table.ts';

/** Loads a handler as Lambda's runtime does: `import` for ES modules, `require` for CommonJS. */
const PROGRAM = `
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
const file = process.argv[1];
const require = createRequire(file);
const usage = process.cpuUsage();
const started = performance.now();
if (file.endsWith('.mjs')) await import(pathToFileURL(file).href);
else require(file);
const elapsed = performance.now() - started;
const { user, system } = process.cpuUsage(usage);
console.log(JSON.stringify({ elapsed, processor: (user + system) / 1000 }));
process.exit();`;

const run = promisify(execFile);

/** The milliseconds in which a fresh Node process loads a handler: wall-clock and CPU time. */
interface LoadTime {
  readonly elapsed: number;
  readonly processor: number;
}

async function loadTime(file: string): Promise<LoadTime> {
  // Loading sends no request, so nothing needs to listen there.
  const nowhere = 'http://127.0.0.1:9';
  const environment = localEnvironment({
    dynamodb: nowhere,
    secrets: nowhere,
    ses: nowhere,
    objects: nowhere,
    secretKey: 'local',
    site: nowhere,
    tables: localTables,
  });
  const { stdout } = await run(process.execPath, ['--input-type=module', '--eval', PROGRAM, file], {
    env: { ...plainEnvironment, ...environment },
  });
  return JSON.parse(stdout);
}

/** Loads the handlers alternately, each once in every round, so that interference affects all alike. */
export async function measureLoadTime(handlers: BuiltHandlers, rounds: number): Promise<Section> {
  const names = Object.keys(handlers) as (keyof BuiltHandlers)[];
  const times: Record<keyof BuiltHandlers, LoadTime[]> = {
    ours: [],
    esModule: [],
    stock: [],
    stockMinified: [],
    empty: [],
  };
  for (const name of names) await loadTime(handlers[name]);
  for (let round = 0; round < rounds; round += 1) {
    for (const name of names) times[name].push(await loadTime(handlers[name]));
  }
  const typical = (name: keyof BuiltHandlers, what: keyof LoadTime) => median(times[name].map((each) => each[what]));
  const row = (name: string, key: keyof BuiltHandlers): Row => ({
    name,
    figures: [
      { value: typical(key, 'elapsed'), unit: 'ms' },
      { label: 'of a processor', value: typical(key, 'processor'), unit: 'ms' },
    ],
  });
  const ratio = (what: keyof LoadTime, to: keyof BuiltHandlers) => typical('ours', what) / typical(to, what);
  return {
    title: `Load time of articles.read in a fresh process, median of ${rounds}`,
    rows: [
      row('as deployed', 'ours'),
      row('as an ES module', 'esModule'),
      row('by the stock recipe', 'stock'),
      row('by the stock recipe, minified', 'stockMinified'),
      row('an empty handler', 'empty'),
      {
        name: 'as deployed / stock recipe',
        figures: [
          { value: ratio('elapsed', 'stock'), unit: 'times', atMost: 0.5 },
          { label: 'of a processor', value: ratio('processor', 'stock'), unit: 'times' },
        ],
      },
      { name: 'as deployed / empty handler', figures: [{ value: ratio('elapsed', 'empty'), unit: 'times' }] },
    ],
  };
}
