import { HtmlValidate } from 'html-validate';

const validator = new HtmlValidate({
  extends: ['html-validate:recommended', 'html-validate:document', 'html-validate:a11y'],
  rules: {
    // As the renderer writes them; HTML parses both alike.
    'void-style': 'off',
    'doctype-style': ['error', { style: 'lowercase' }],
    'no-inline-style': 'error',
    // Everything comes from our own origin.
    'require-sri': 'off',
    // Search engines truncate a long title themselves, and it is the headline.
    'long-title': 'off',
  },
});

/** Faults of a page's HTML and accessibility; empty when all is well. */
export async function htmlFaults(html: string): Promise<string[]> {
  const { results } = await validator.validateString(html);
  return results.flatMap(({ messages }) => messages.map(({ ruleId, message }) => `${ruleId}: ${message}`));
}
