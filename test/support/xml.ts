import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { validateXML } from 'xmllint-wasm';

const root = join(import.meta.dirname, '../..');
const schema = (file: string) => ({
  fileName: file.replace(/.*\//, ''),
  contents: readFileSync(join(root, file), 'utf8'),
});

const news = schema('test/support/xsd/sitemap-news.xsd');
/** The protocol's own schema, from the `sitemap` package. */
const sitemap = schema('node_modules/sitemap/schema/sitemap.xsd');

const schemas = {
  sitemap: { schema: schema('test/support/xsd/sitemap-with-news.xsd'), preload: [sitemap, news] },
  siteindex: { schema: schema('test/support/xsd/siteindex.xsd'), preload: [] },
} as const;

/** Enough for the largest file of the tests. */
const maxMemoryPages = 16_384;

/** Faults of a document against a schema, by libxml2; empty when valid. */
export async function schemaFaults(xml: string, name: keyof typeof schemas): Promise<string[]> {
  const { errors } = await validateXML({ xml, maxMemoryPages, ...schemas[name] });
  return errors.map(({ message }) => message);
}

/** Syntax faults of an XML document, by libxml2; empty when well-formed. */
export async function syntaxFaults(xml: string): Promise<string[]> {
  const { errors } = await validateXML({ xml, maxMemoryPages, normalization: 'c14n' });
  return errors.map(({ message }) => message);
}
