import { HtmlValidate } from 'html-validate';

const validator = new HtmlValidate({
  extends: ['html-validate:recommended', 'html-validate:document', 'html-validate:a11y'],
  rules: {
    // How the renderer writes them; HTML reads both alike.
    'void-style': 'off',
    'doctype-style': ['error', { style: 'lowercase' }],
    'no-inline-style': 'error',
    // Everything comes from our own origin.
    'require-sri': 'off',
    // Search engines cut a long title themselves, and it is the headline.
    'long-title': 'off',
  },
});

/** What is wrong with a page as HTML and for those who cannot see it; nothing when all is well. */
export async function htmlFaults(html: string): Promise<string[]> {
  const { results } = await validator.validateString(html);
  return results.flatMap(({ messages }) => messages.map(({ ruleId, message }) => `${ruleId}: ${message}`));
}
