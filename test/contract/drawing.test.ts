import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root, textOf } from '../support/documents.ts';
import { drawFunctions, listFolders, listFunctions, listRoutes, withSection } from '../support/drawing.ts';

/*
 * What documents say of functions, folders and routes is made from the code. `npm run docs` makes it again.
 */

describe('docs/architecture.md', () => {
  it('draws the functions and the folders that there are', async () => {
    const functions = withSection(
      textOf('docs/architecture.md'),
      'Functions',
      `${drawFunctions()}\n\n${listFunctions()}`,
    );

    await expect(withSection(functions, 'Folders', listFolders())).toMatchFileSnapshot(
      join(root, 'docs/architecture.md'),
    );
  });
});

describe('docs/routes.md', () => {
  it('lists the routes that there are', async () => {
    const [introduction = ''] = textOf('docs/routes.md').split('\n## ');

    await expect(`${introduction}\n${listRoutes()}\n`).toMatchFileSnapshot(join(root, 'docs/routes.md'));
  });
});
