import { createRequire } from 'node:module';
import { basename, dirname, join, resolve } from 'node:path';
import { type BuildOptions, type BuildResult, build, buildSync, type Plugin, stop } from 'esbuild';
import { settings } from '../functions/pages/theme/settings.ts';
import { LANGUAGES } from '../functions/words/languages.ts';
import { type Assets, collectAssets, writeAssets } from './assets.ts';
import { type DeployedFunctionName, functionNames, functions } from './functions.ts';
import { replaceFile } from './local/replaceFile.ts';
import { describeApi } from './openapi/describeApi.ts';
import { renderReference } from './openapi/renderReference.ts';

const root = join(import.meta.dirname, '..');

/** `articles.read` lives in `functions/articles/read.lambda.ts`. */
export const entryOf = (name: DeployedFunctionName) => join(root, 'functions', `${name.replace('.', '/')}.lambda.ts`);

/**
 * The esbuild options for deployment, local server and tests. `module` before `main` lets esbuild drop unused parts of
 * the SDK, and the aliases leave out what Lambda does not use; together they halve a bundle and its load time (`npm run
 * bench` shows it).
 */
export const bundleOptions = {
  bundle: true,
  minify: true,
  platform: 'node',
  target: 'node24',
  // An ES module's import of node:http runs all its getters, which loads fetch and HTTP/2: half of a function's load
  // time. `require` does not (docs/decisions/0008).
  format: 'cjs',
  // A bundle lies anywhere on a laptop, and in Lambda where it is started.
  define: { 'import.meta.dirname': 'undefined' },
  mainFields: ['module', 'main'],
  // `bundled`: the words of a language are a file of their own (package.json, imports). To name one, `module` must be named too.
  conditions: ['module', 'bundled'],
  alias: {
    '@aws-sdk/credential-provider-node': join(root, 'functions/shared/data/sdkParts.ts'),
    '@smithy/core/checksum': join(root, 'functions/shared/data/sdkParts.ts'),
    '@aws/lambda-invoke-store': join(root, 'functions/shared/data/sdkParts.ts'),
    '@aws-sdk/middleware-endpoint-discovery': join(root, 'functions/shared/data/sdkParts.ts'),
  },
  // The SDK imports the first for event streams, which we do not use; the other is compiled (infra/nativeModules.ts).
  external: ['@smithy/core/event-streams', 'sharp'],
  jsx: 'automatic',
  jsxImportSource: 'preact',
  charset: 'utf8',
  legalComments: 'none',
  absWorkingDir: root,
  logLevel: 'warning',
} as const satisfies BuildOptions;

/** Lets built functions load what is compiled as it is installed for this machine, wherever they lie. */
const installed: Plugin = {
  name: 'installed',
  setup: ({ onResolve }) =>
    onResolve({ filter: /^sharp$/ }, ({ path }) => ({
      path: createRequire(import.meta.url).resolve(path),
      external: true,
    })),
};

/** The parts of the SDK that functions with objects replace as well. */
const objectParts = Object.fromEntries(
  [
    '@smithy/core/checksum',
    '@smithy/core/event-streams',
    '@aws-sdk/checksums/crc',
    '@aws-sdk/checksums/md5',
    '@aws-sdk/checksums/sha',
  ].map((part) => [part, join(root, 'functions/shared/objects/sdkParts.ts')]),
);

/** The directory, in the build's, of the files that `pages.assets` serves. */
const ASSETS_DIRECTORY = 'pages.assets/files';

/** The directory beside a bundle with the words of each language, of which a function loads those that it serves. */
const WORDS = 'words';

/** A bundle's inputs and size. */
export interface Bundle {
  readonly bytes: number;
  /** Bytes by source file. */
  readonly inputs: ReadonlyMap<string, number>;
}

type Names = readonly DeployedFunctionName[];
type Bundles = ReadonlyMap<DeployedFunctionName, Bundle>;

/**
 * Bundles each function into `<directory>/<name>/index.cjs`, which exports `handler`, together with the files that
 * pages use. Files are replaced atomically and only when they change, so concurrent builds do not disturb each other.
 */
export async function bundleFunctions(directory: string, names: Names = functionNames): Promise<Bundles> {
  const assets = collectAssets();
  try {
    return keep(
      await Promise.all(buildsOf(directory, names).map((options) => build({ ...options, plugins: [installed] }))),
      directory,
      assets,
      names,
    );
  } finally {
    // End esbuild's process, which would otherwise live, with its memory, as long as ours.
    await stop();
  }
}

/** The same for the CDK, whose constructs cannot be asynchronous. */
export function bundleFunctionsSync(directory: string, names: Names = functionNames): Bundles {
  const assets = collectAssets();
  return keep(
    buildsOf(directory, names).map((options) => buildSync(options)),
    directory,
    assets,
    names,
  );
}

/** One build of all functions without objects, which share what is parsed, one of those with objects, and one of the words. */
function buildsOf(directory: string, names: Names) {
  const entries = (some: Names) => Object.fromEntries(some.map((name) => [`${name}/index`, entryOf(name)]));
  const withObjects = names.filter((name) => functions[name].objects);
  const without = names.filter((name) => !functions[name].objects);
  const words = LANGUAGES.map((language) => [`${WORDS}/${language}`, join(root, `functions/words/${language}.ts`)]);
  return [
    inMemory(directory, entries(without)),
    inMemory(directory, entries(withObjects), objectParts),
    inMemory(directory, Object.fromEntries(words)),
  ];
}

type Texts = Readonly<Record<string, string>>;

const inMemory = (directory: string, entryPoints: Texts, further: Texts = {}) =>
  ({
    ...bundleOptions,
    alias: { ...bundleOptions.alias, ...further },
    entryPoints,
    outdir: resolve(directory),
    outExtension: { '.js': '.cjs' },
    metafile: true,
    write: false,
  }) as const satisfies BuildOptions;

function keep(
  results: readonly BuildResult<ReturnType<typeof inMemory>>[],
  directory: string,
  assets: Assets,
  names: Names,
): Bundles {
  writeAssets(assets, join(directory, ASSETS_DIRECTORY));
  const outputFiles = results.flatMap((result) => result.outputFiles);
  const wordsDirectory = resolve(directory, WORDS);
  const words = outputFiles.filter(({ path }) => dirname(path) === wordsDirectory);
  for (const { path, contents } of outputFiles) if (dirname(path) !== wordsDirectory) replaceFile(path, contents);
  const outputs = results.flatMap(({ metafile }) => Object.values(metafile.outputs));
  const bundles = new Map(
    names.map((name) => {
      const output = outputs.find(({ entryPoint }) => entryPoint && join(root, entryPoint) === entryOf(name));
      const inputs = Object.entries(output?.inputs ?? {}).map(
        ([file, { bytesInOutput }]) => [file, bytesInOutput] as const,
      );
      return [name, { bytes: output?.bytes ?? 0, inputs: new Map(inputs.filter(([, bytes]) => bytes > 0)) }] as const;
    }),
  );
  for (const [name, { inputs }] of bundles) {
    for (const [reader, file, content] of besideBundles(assets)) {
      if (inputs.has(reader)) replaceFile(join(directory, name, file), JSON.stringify(content()));
    }
    for (const { path, contents } of inputs.has('functions/words/bundled.ts') ? words : []) {
      replaceFile(join(directory, name, WORDS, basename(path)), contents);
    }
  }
  return bundles;
}

/** The files beside a bundle that reads them. */
const besideBundles = ({ names }: Assets) =>
  [
    ['functions/pages/builtTheme.ts', 'assets.json', () => names],
    ['functions/pages/builtTheme.ts', 'settings.json', () => settings],
    ['functions/shared/builtLanguage.ts', 'paper.json', () => ({ language: settings.language })],
    ['functions/service/read.lambda.ts', 'openapi.json', () => describeApi()],
    ['functions/pages/read.lambda.ts', 'reference.json', () => renderReference(describeApi())],
  ] as const;

export const bundleDirectory = (name: DeployedFunctionName, directory: string) => join(directory, name);
