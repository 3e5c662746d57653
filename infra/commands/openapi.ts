import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { namedSchemas, routes } from '../../functions/routes.ts';
import { describeApi } from '../../functions/shared/api/openapi.ts';

/** Where the committed copy is, which the function serves. */
export const openApiFile = join(import.meta.dirname, '../../functions/service/openapi.json');

/** The document as it stands in the file. */
export const openApiText = () => `${JSON.stringify(describeApi(routes, namedSchemas), null, 2)}\n`;

if (import.meta.main) {
  writeFileSync(openApiFile, openApiText());
  console.log(`Wrote ${openApiFile}`);
}
