/** The plugin has no types, and DefinitelyTyped's are for another major version of markdown-it. */
declare module 'markdown-it-footnote' {
  import type { MarkdownIt } from 'markdown-it';

  export default function footnote(markdown: MarkdownIt): void;
}
