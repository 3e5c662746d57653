import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { validateXML } from 'xmllint-wasm';

const root = join(import.meta.dirname, '../..');
const schema = (file: string) => ({
  fileName: file.replace(/.*\//, ''),
  contents: readFileSync(join(root, file), 'utf8'),
});

const news = schema('test/support/xsd/sitemap-news.xsd');
/** The protocol's own, which the `sitemap` package carries. */
const sitemap = schema('node_modules/sitemap/schema/sitemap.xsd');

const schemas = {
  sitemap: { schema: schema('test/support/xsd/sitemap-with-news.xsd'), preload: [sitemap, news] },
  siteindex: { schema: schema('test/support/xsd/siteindex.xsd'), preload: [] },
} as const;

/** Enough for the largest file a test makes. */
const maxMemoryPages = 16_384;

/** What libxml2 finds wrong in a document when it reads it by a schema; nothing when all is well. */
export async function schemaFaults(xml: string, name: keyof typeof schemas): Promise<string[]> {
  const { errors } = await validateXML({ xml, maxMemoryPages, ...schemas[name] });
  return errors.map(({ message }) => message);
}

/** What libxml2 finds wrong in a document as XML; nothing when it is well-formed. */
export async function syntaxFaults(xml: string): Promise<string[]> {
  const { errors } = await validateXML({ xml, maxMemoryPages, normalization: 'c14n' });
  return errors.map(({ message }) => message);
}
