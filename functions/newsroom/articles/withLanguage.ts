import { Failure } from '../../shared/failure.ts';
import type { Say } from '../../words/en.ts';

/** What of a content has a language. */
interface Spoken {
  readonly language?: string | undefined;
  readonly translations: readonly { readonly language: string }[];
}

/**
 * What was sent, in its language, or in the paper's where it names none.
 * @param papers yields that as a tag (BCP 47).
 * @throws Failure `field-invalid` where a translation is into the paper's, as the schema refuses one into its own.
 */
export async function withLanguage<Sent extends Spoken>(sent: Sent, papers: () => Promise<string>) {
  if (sent.language !== undefined) return { ...sent, language: sent.language };
  const language = await papers();
  if (sent.translations.some((each) => each.language.toLowerCase() === language.toLowerCase())) {
    const detail: Say = ({ faults }) => faults.languageTwice;
    throw new Failure('field-invalid', (words) => `${words.sentence('translations', detail(words))}.`, {
      faults: [{ pointer: '/translations', detail }],
    });
  }
  return { ...sent, language };
}
