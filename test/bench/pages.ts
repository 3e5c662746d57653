import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { fileURLToPath } from 'node:url';
import { transformSync } from 'esbuild';
import { assetsDefinition, collectAssets } from '../../infra/assets.ts';
import { bundleOptions } from '../../infra/bundling.ts';

/*
 * Lets Node run what otherwise only bundles hold: components, and the names of assets that the build puts in. It is
 * imported before anything that renders a page (`node --import`).
 */

Object.assign(globalThis, { ASSETS: JSON.parse(assetsDefinition(collectAssets()).ASSETS) });

const { jsx, jsxImportSource } = bundleOptions;

registerHooks({
  load(url, context, next) {
    if (!url.endsWith('.tsx')) return next(url, context);
    const { code } = transformSync(readFileSync(fileURLToPath(url), 'utf8'), { loader: 'tsx', jsx, jsxImportSource });
    return { format: 'module', source: code, shortCircuit: true };
  },
});
