import { escapeHtml } from '../shared/text.ts';

/** A commenter's plain text as safe HTML: a paragraph where a line was left blank, a line break where one was typed. */
export function toHtml(text: string): string {
  return text
    .split(/\n{2,}/)
    .map((paragraph) => `<p>${escapeHtml(paragraph).replaceAll('\n', '<br>')}</p>`)
    .join('\n');
}
