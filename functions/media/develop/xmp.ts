import { parseXml, XmlElement } from '@rgrove/parse-xml';
import { escapeHtml } from '../../shared/text.ts';
import { decodeText, type Written } from './written.ts';

const namespaces = {
  rdf: 'http://www.w3.org/1999/02/22-rdf-syntax-ns#',
  dc: 'http://purl.org/dc/elements/1.1/',
  photoshop: 'http://ns.adobe.com/photoshop/1.0/',
  xmpRights: 'http://ns.adobe.com/xap/1.0/rights/',
  Iptc4xmpCore: 'http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/',
  Iptc4xmpExt: 'http://iptc.org/std/Iptc4xmpExt/2008-02-29/',
  exif: 'http://ns.adobe.com/exif/1.0/',
  cc: 'http://creativecommons.org/ns#',
} as const;

/** Most bytes of a packet that is read. Longer ones hold an editing history. */
const MOST_BYTES = 1024 * 1024;

/** Reads an XMP packet (ISO 16684-1); nothing from one that is no well-formed XML or holds entities of its own. */
export function readXmp(packet: Uint8Array): Written {
  if (packet.length > MOST_BYTES) return {};
  try {
    const text = decodeText(packet);
    return written(propertiesOf(parseXml(text.slice(text.indexOf('<'), text.lastIndexOf('>') + 1)).root));
  } catch {
    return {};
  }
}

/** The values of each property, by its usual name, such as `dc:creator`. */
type Properties = ReadonlyMap<string, readonly string[]>;

function written(properties: Properties): Written {
  const first = (name: string) => properties.get(name)?.[0];
  return {
    creators: properties.get('dc:creator'),
    credit: first('photoshop:Credit'),
    source: first('photoshop:Source'),
    copyright: first('dc:rights'),
    headline: first('photoshop:Headline'),
    title: first('dc:title'),
    caption: first('dc:description'),
    alt: first('Iptc4xmpCore:AltTextAccessibility'),
    keywords: properties.get('dc:subject'),
    people: properties.get('Iptc4xmpExt:PersonInImage'),
    city: first('photoshop:City'),
    country: first('photoshop:Country'),
    taken: first('exif:DateTimeOriginal') ?? first('photoshop:DateCreated'),
    usageTerms: first('xmpRights:UsageTerms'),
    instructions: first('photoshop:Instructions'),
    rightsUrl: first('cc:license') ?? first('xmpRights:WebStatement'),
  };
}

const elementsOf = (element: XmlElement) =>
  element.children.filter((child): child is XmlElement => child instanceof XmlElement);

function propertiesOf(root: XmlElement | null): Properties {
  const usualName = usualNames(root);
  const named = (parents: readonly XmlElement[], name: string) =>
    parents.flatMap(elementsOf).filter((element) => usualName(element.name) === name);
  const rdf = usualName(root?.name ?? '') === 'rdf:RDF' && root ? [root] : named(root ? [root] : [], 'rdf:RDF');
  const properties = new Map<string, readonly string[]>();
  for (const description of named(rdf, 'rdf:Description')) {
    for (const [name, value] of Object.entries(description.attributes)) properties.set(usualName(name), [value]);
    for (const property of elementsOf(description)) {
      const items = elementsOf(property).flatMap(elementsOf);
      const values = items.length > 0 ? inOrder(items).map(({ text }) => text) : [contentOf(property, usualName)];
      properties.set(usualName(property.name), values);
    }
  }
  return properties;
}

/** A property's own text, or the address that it names. */
const contentOf = (property: XmlElement, usualName: (name: string) => string) =>
  Object.entries(property.attributes).find(([name]) => usualName(name) === 'rdf:resource')?.[1] ?? property.text;

/** The items of a list; of alternatives by language, the default one first. */
const inOrder = (items: readonly XmlElement[]) => items.toSorted((a, b) => Number(isDefault(b)) - Number(isDefault(a)));
const isDefault = ({ attributes }: XmlElement) => attributes['xml:lang'] === 'x-default';

/** Names with the prefixes above, whatever prefixes the document has for these namespaces. */
function usualNames(root: XmlElement | null): (name: string) => string {
  const prefixes = new Map<string, string>();
  const levels = [root ? [root] : []];
  // Descriptions, where programs declare their namespaces, are at most three levels deep.
  for (let n = 0; n < 3; n += 1) levels.push((levels[n] ?? []).flatMap(elementsOf));
  for (const { attributes } of levels.flat()) {
    for (const [name, address] of Object.entries(attributes)) {
      const usual = Object.entries(namespaces).find(([, namespace]) => namespace === address)?.[0];
      if (usual && name.startsWith('xmlns:')) prefixes.set(name.slice('xmlns:'.length), usual);
    }
  }
  return (name) => {
    const [prefix = '', local] = name.split(':');
    return `${prefixes.get(prefix) ?? '?'}:${local}`;
  };
}

/** What we write into a JPEG file. */
export interface Embedded {
  readonly creators: readonly string[];
  readonly credit: string | undefined;
  readonly copyright: string | undefined;
  readonly caption: string | undefined;
  readonly licenseUrl: string | undefined;
}

/** An XMP packet; undefined when there is nothing to say. */
export function writeXmp({ creators, credit, copyright, caption, licenseUrl }: Embedded): string | undefined {
  const inDefaultLanguage = (name: string, text: string | undefined) =>
    text && `<${name}><rdf:Alt><rdf:li xml:lang="x-default">${escapeHtml(text)}</rdf:li></rdf:Alt></${name}>`;
  const simple = (name: string, text: string | undefined) => text && `<${name}>${escapeHtml(text)}</${name}>`;
  const names = creators.map((creator) => `<rdf:li>${escapeHtml(creator)}</rdf:li>`).join('');
  const properties = [
    names && `<dc:creator><rdf:Seq>${names}</rdf:Seq></dc:creator>`,
    inDefaultLanguage('dc:rights', copyright),
    inDefaultLanguage('dc:description', caption),
    simple('photoshop:Credit', credit),
    simple('xmpRights:WebStatement', licenseUrl),
  ].filter(Boolean);
  if (properties.length === 0) return undefined;
  const { rdf, dc, photoshop, xmpRights } = namespaces;
  const declared = Object.entries({ dc, photoshop, xmpRights }).map(([prefix, name]) => ` xmlns:${prefix}="${name}"`);
  return (
    '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">' +
    `<rdf:RDF xmlns:rdf="${rdf}"><rdf:Description rdf:about=""${declared.join('')}>${properties.join('')}` +
    '</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="r"?>'
  );
}
