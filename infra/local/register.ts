import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { fileURLToPath } from 'node:url';
import { transformSync } from 'esbuild';
import { bundleOptions } from '../bundling.ts';

/*
 * Lets Node load the JSX components of pages: `node --import ./infra/local/register.ts`. Vitest does not need this.
 */

const { jsx, jsxImportSource } = bundleOptions;

registerHooks({
  load(url, context, next) {
    if (!url.endsWith('.tsx')) return next(url, context);
    const { code } = transformSync(readFileSync(fileURLToPath(url), 'utf8'), { loader: 'tsx', jsx, jsxImportSource });
    return { format: 'module', source: code, shortCircuit: true };
  },
});
