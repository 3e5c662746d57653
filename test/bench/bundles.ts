import { statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type BuildOptions, buildSync } from 'esbuild';
import { bundleDirectory, bundleFunctionsSync, bundleOptions, entryOf } from '../../infra/bundling.ts';
import { bundleBudget, servesReaders } from '../support/budgets.ts';
import type { Figure, Row, Section } from './table.ts';

/** The function that is built in several ways; the others consist of the same parts. */
const EXAMPLE = 'articles.read';

/** One handler in several builds, to compare load times. */
export interface BuiltHandlers {
  readonly ours: string;
  readonly esModule: string;
  readonly stock: string;
  readonly stockMinified: string;
  readonly empty: string;
}

/**
 * The options that `NodejsFunction` passes to esbuild with only `bundleAwsSDK: true`: the runtime's target, and esbuild's
 * defaults for the rest (CommonJS, `main` first, no minification).
 * Source: aws-cdk-lib/aws-lambda-nodejs/lib/bundling.js, buildEsbuildArgs.
 */
const stockOptions = {
  bundle: true,
  platform: 'node',
  target: 'node24',
  absWorkingDir: bundleOptions.absWorkingDir,
} satisfies BuildOptions;

/** Some of the SDK's dependencies are CommonJS and require Node's own modules; our code reads files beside its own. */
const esModule = {
  format: 'esm',
  banner: {
    js: "import{createRequire}from'node:module';const require=createRequire(import.meta.url),__dirname=import.meta.dirname;",
  },
} satisfies BuildOptions;

/** Builds every function as deployed, and one also in other ways, and measures their sizes. */
export function weighBundles(directory: string): { sections: Section[]; handlers: BuiltHandlers } {
  const bundles = bundleFunctionsSync(directory);
  const build = (file: string, options: BuildOptions): string => {
    // Beside the bundle as deployed are the files that the function reads.
    const outfile = join(bundleDirectory(EXAMPLE, directory), file);
    buildSync({ ...options, logLevel: 'error', entryPoints: [entryOf(EXAMPLE)], outfile });
    return outfile;
  };
  const handlers = {
    ours: join(bundleDirectory(EXAMPLE, directory), 'index.cjs'),
    esModule: build('module.mjs', { ...bundleOptions, ...esModule }),
    // Lambda loads `index.js` of a package without `type` as CommonJS.
    stock: build('stock.cjs', stockOptions),
    stockMinified: build('stock-minified.cjs', { ...stockOptions, minify: true }),
    empty: join(directory, 'empty.mjs'),
  };
  writeFileSync(handlers.empty, 'export const handler = async () => ({ statusCode: 204 });\n');

  const row = (name: string, file: string): Row => {
    const bytes = statSync(file).size;
    const more = bytes - statSync(handlers.ours).size;
    const difference: Figure = more < 0 ? { value: -more, unit: 'bytes less' } : { value: more, unit: 'bytes more' };
    return { name, figures: [{ value: bytes, unit: 'bytes' }, difference] };
  };
  const otherwise = (name: string, options: BuildOptions) =>
    row(name, build('otherwise.cjs', { ...bundleOptions, ...options }));
  const { alias } = bundleOptions;

  return {
    handlers,
    sections: [
      {
        title: 'Bundle of each function',
        rows: [...bundles].map(([name, { bytes }]) => ({
          name,
          figures: [{ value: bytes, unit: 'bytes', ...(servesReaders(name) ? { atMost: bundleBudget(name) } : {}) }],
        })),
      },
      {
        title: `Bundle of ${EXAMPLE}, built otherwise`,
        rows: [
          row('stock recipe', handlers.stock),
          row('stock recipe, minified', handlers.stockMinified),
          row('as an ES module', handlers.esModule),
          otherwise('without mainFields', { mainFields: ['main', 'module'] }),
          ...Object.keys(alias).map((name) =>
            otherwise(`without alias ${name}`, {
              alias: Object.fromEntries(Object.entries(alias).filter(([each]) => each !== name)),
            }),
          ),
          otherwise('without any alias', { alias: {} }),
          // Event streams need checksums that our lighter replacement lacks.
          otherwise('without external event streams, and so with the SDK’s checksums', {
            external: [],
            alias: Object.fromEntries(Object.entries(alias).filter(([each]) => each !== '@smithy/core/checksum')),
          }),
          otherwise('without minify', { minify: false }),
          otherwise('with zod instead of zod/mini', { alias: { ...alias, 'zod/mini': 'zod' } }),
        ],
      },
    ],
  };
}
