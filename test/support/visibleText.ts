import { parseHTML } from 'linkedom';

const READ_OUT = ['aria-label', 'title', 'placeholder', 'alt', 'label'];

/** What people see or hear of a page: its texts, its title, and the attributes that are read out. */
export function visibleTexts(html: string): readonly string[] {
  const { document } = parseHTML(html);
  for (const hidden of document.querySelectorAll('script, style, template, input[type=hidden]')) hidden.remove();
  const texts: string[] = [];
  const walk = (node: { nodeType: number; textContent: string | null; childNodes: ArrayLike<never> }): void => {
    if (node.nodeType === 3) texts.push(node.textContent ?? '');
    for (const child of Array.from(node.childNodes)) walk(child);
  };
  walk(document.documentElement as never);
  for (const element of document.querySelectorAll('*')) {
    for (const name of READ_OUT) texts.push(element.getAttribute(name) ?? '');
  }
  for (const meta of document.querySelectorAll(
    'meta[name=description], meta[property="og:title"], meta[property="og:description"]',
  )) {
    texts.push(meta.getAttribute('content') ?? '');
  }
  return texts.map((text) => text.trim()).filter((text) => text !== '');
}

/** What is the same in every language. */
const NAMES = new Set(
  'RSS Atom JSON Feed API WhatsApp Bluesky Mastodon X OpenAPI SITE TOKEN openapi json Broadsheet GMT UTC CET EET MEZ'.split(
    ' ',
  ),
);

/** The words in Latin letters (ASCII) of texts, but for names, addresses and what `allowed` matches. */
export const latinWords = (texts: readonly string[], allowed = /^$/): readonly string[] => [
  ...new Set(
    texts
      .map((text) => text.replace(/(https?:\/\/|mailto:|\/)\S+|\S+@\S+|&\w+;/g, ''))
      .flatMap((text) => text.match(/[A-Za-z]{2,}/g) ?? [])
      .filter((word) => !NAMES.has(word) && !allowed.test(word)),
  ),
];
