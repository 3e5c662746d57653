import { gzipSync } from 'node:zlib';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { type DefaultTreeAdapterTypes, parseFragment } from 'parse5';
import { describe, expect, it } from 'vitest';
import { routes } from '../../functions/routes.ts';
import { sampleOf } from '../../infra/openapi/curlLine.ts';
import { describeApi } from '../../infra/openapi/describeApi.ts';
import { renderReference } from '../../infra/openapi/renderReference.ts';

type Node = DefaultTreeAdapterTypes.ChildNode;

const description = describeApi();
const html = renderReference(description);
const textOf = (node: Node): string => {
  if ('value' in node) return node.value;
  return 'childNodes' in node ? node.childNodes.map(textOf).join('') : '';
};
const attribute = (node: Node, name: string) =>
  'attrs' in node ? node.attrs.find((each) => each.name === name)?.value : undefined;
const childrenOf = (node: Node) => ('childNodes' in node ? node.childNodes : []);

/** The section under the heading with an id. */
function underHeading(id: string, nodes: readonly Node[] = parseFragment(html).childNodes): readonly Node[] {
  const section = nodes.find((node) => childrenOf(node).some((child) => attribute(child, 'id') === id));
  return section ? childrenOf(section) : nodes.flatMap((node) => underHeading(id, childrenOf(node)));
}

const operations = Object.entries(description.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ path, method: method.toUpperCase(), operation })),
);

describe('the reference of the API', () => {
  it('takes at most 27 KB compressed, and 380 KB otherwise, which a slow phone shows after two seconds', () => {
    expect(gzipSync(html).length).toBeLessThanOrEqual(27 * 1024);
    expect(Buffer.byteLength(html)).toBeLessThanOrEqual(380 * 1024);
  });

  it('hides nothing from a search in the page', () => {
    expect(html).not.toMatch(/<details|<script|hidden/);
  });

  it('groups the operations: readers, comments, newsroom, moderation, and pages apart', () => {
    const groups = description.tags.map(({ name }) => name);
    const audiences = (tag: string) => [
      ...new Set(
        operations
          .filter(({ operation }) => operation.tags.includes(tag))
          .map(({ operation }) => String(Object.keys(operation.security?.[0] ?? {}))),
      ),
    ];

    expect(groups).toEqual(['readers', 'comments', 'newsroom', 'moderation', 'pages']);
    expect(groups.map(audiences)).toEqual([[''], [''], ['editor'], ['moderator'], ['']]);
    expect(new Set(operations.flatMap(({ operation }) => operation.tags))).toEqual(new Set(groups));
  });

  it.each(operations)('shows $method $path whole', ({ path, method, operation }) => {
    const section = underHeading(operation.operationId);
    const text = section.map(textOf).join('\n');
    const named = section.flatMap(rowsOf);
    const { body, failures } = routes[operation.operationId] ?? { failures: [] };
    const fields = body && 'shape' in body.def ? Object.keys(body.def.shape as object) : [];

    expect(html).toContain(`<a href="#${operation.operationId}">${method} ${path}</a>`);
    expect(text).toContain(`${method} ${path}`);
    expect(text).toContain(operation.summary);
    expect(text).toContain(`curl ${method === 'GET' ? '' : `-X ${method} `}"$SITE/`);
    expect(named).toEqual(expect.arrayContaining(operation.parameters.map(({ name }) => name)));
    expect(named).toEqual(expect.arrayContaining(fields));
    for (const code of failures) expect(text).toContain(code);
  });

  it('has an anchor for every link in it', () => {
    const ids = new Set([...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id));

    expect([...html.matchAll(/href="#([^"]+)"/g)].filter(([, id]) => !ids.has(id))).toEqual([]);
  });
});

describe('the examples of the reference', () => {
  const ajv = new Ajv2020({ strict: false, validateFormats: false });
  ajv.addSchema(description, 'openapi');
  const inDocument = (schema: object) =>
    JSON.parse(JSON.stringify(schema).replaceAll('"#/components', '"openapi#/components'));

  it.each(operations)('are what $method $path takes', ({ operation }) => {
    const { parameters, requestBody } = operation;
    const body = requestBody?.content['application/json']?.schema;
    const given = [...parameters, ...(body ? [{ name: '', schema: body }] : [])];

    const refused = given.filter(
      ({ name, schema }) => !ajv.validate(inDocument(schema), sampleOf(name, schema, description)),
    );

    expect(refused).toEqual([]);
  });
});

const rowsOf = (node: Node): readonly string[] => {
  if (node.nodeName === 'th')
    return childrenOf(node)
      .slice(0, 1)
      .map((child) => textOf(child).trim());
  return 'childNodes' in node ? node.childNodes.flatMap(rowsOf) : [];
};
