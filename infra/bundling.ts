import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type BuildOptions, type BuildResult, buildSync } from 'esbuild';
import type { FunctionName } from '../functions/shared/api/route.ts';

const root = join(import.meta.dirname, '..');

/** `articles.read` lives in `functions/articles/read.lambda.ts`. */
export const entryOf = (name: FunctionName) => join(root, 'functions', `${name.replace('.', '/')}.lambda.ts`);

/**
 * The one set of esbuild options: what is deployed, what the local server runs and what the tests measure is the same.
 * `module` before `main` lets esbuild drop the unused part of the SDK, and the aliases leave out what Lambda has no use
 * for; together they halve a bundle and its load time (`npm run bench` shows it).
 */
export const bundleOptions = {
  bundle: true,
  minify: true,
  platform: 'node',
  target: 'node24',
  format: 'esm',
  mainFields: ['module', 'main'],
  alias: {
    '@aws-sdk/credential-provider-node': join(root, 'functions/shared/data/sdkParts.ts'),
    '@aws-sdk/endpoint-cache': join(root, 'functions/shared/data/sdkParts.ts'),
  },
  // The SDK imports it when an answer is an event stream, which none of ours is.
  external: ['@smithy/core/event-streams'],
  // Some of the SDK's dependencies are CommonJS and call require for Node's own modules.
  banner: { js: "import{createRequire}from'node:module';const require=createRequire(import.meta.url);" },
  legalComments: 'none',
  absWorkingDir: root,
  logLevel: 'warning',
} as const satisfies BuildOptions;

/** What esbuild tells of a bundle: which files went in, and what each adds to it. */
export type Bundled = BuildResult<{ metafile: true; write: false }>;

/**
 * Builds one function into `<directory>/<name>/index.mjs`; its handler is the export `handler`. The file is replaced in
 * one step, and only when it changes, so that builds at the same time do not disturb each other.
 */
export function bundleFunction(name: FunctionName, directory: string): Bundled {
  const outfile = join(bundleDirectory(name, directory), 'index.mjs');
  const result = buildSync({ ...bundleOptions, entryPoints: [entryOf(name)], outfile, metafile: true, write: false });
  const text = result.outputFiles[0]?.text ?? '';
  if (!existsSync(outfile) || readFileSync(outfile, 'utf8') !== text) {
    mkdirSync(dirname(outfile), { recursive: true });
    const temporary = `${dirname(outfile)}.${process.pid}`;
    writeFileSync(temporary, text);
    renameSync(temporary, outfile);
  }
  return result;
}

export const bundleDirectory = (name: FunctionName, directory: string) => join(directory, name);
