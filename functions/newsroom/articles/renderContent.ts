import { Failure } from '../../shared/failure.ts';
import { memoize } from '../../shared/memoize.ts';
import { type BodyFormat, renderBody } from '../body/render.ts';
import type { Content } from './fields.ts';
import { BODY_LIMIT } from './schema.ts';

/**
 * Rendering is the slowest part of a request after its transaction. A save renders the text to validate it; the preview
 * and the publication of the same text usually follow in the same instance, so the result is memoized.
 */
const render = memoize(8, (body: string, format: BodyFormat, language: string) =>
  renderBody(body, format, { language }),
);

/**
 * Renders the text of a content.
 * @throws Failure `body-too-large` or `field-invalid`.
 */
export function renderContent({ body, format, language }: Pick<Content, 'body' | 'format' | 'language'>) {
  requireFits(body);
  return render(body, format, language);
}

/**
 * Requires a text to fit into its item, before it is rendered. Its HTML is stored compressed, and then fits as well.
 * @param text as its author typed it.
 * @throws Failure `body-too-large`, in numbers that its author can count.
 */
function requireFits(text: string): void {
  const bytes = Buffer.byteLength(text);
  if (bytes <= BODY_LIMIT) return;
  throw new Failure('body-too-large', ({ failures }) => failures.textTooLarge([...text].length, bytes, BODY_LIMIT));
}
