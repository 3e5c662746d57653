/** The plural forms of each language's words (Unicode CLDR); a test compares them with `Intl.PluralRules`. */
export interface PluralForms {
  readonly ar: 'zero' | 'one' | 'two' | 'few' | 'many' | 'other';
  readonly de: 'one' | 'other';
  readonly en: 'one' | 'other';
  readonly es: 'one' | 'many' | 'other';
  readonly fr: 'one' | 'many' | 'other';
  readonly nl: 'one' | 'other';
}

/** Plurals, lists and numbers of one language. What `Intl` needs for them is made at their first use. */
export interface Speaker<Form extends string> {
  /** The form for a number; a missing one does not compile. */
  readonly plural: (count: number, forms: Readonly<Record<Form, string>>) => string;
  /** `1,000` */
  readonly number: (count: number) => string;
  /** `a, b and c`, of texts or of elements. */
  readonly all: <Part>(parts: readonly Part[]) => readonly (string | Part)[];
  /** `a, b or c` */
  readonly any: (parts: readonly string[]) => string;
}

/** @param locale a tag (BCP 47) of the language: numbers and lists differ by country. */
export function speaker<Language extends keyof PluralForms>(locale: string): Speaker<PluralForms[Language]> {
  const rules = once(() => new Intl.PluralRules(locale));
  const numbers = once(() => new Intl.NumberFormat(locale));
  const conjunction = once(() => new Intl.ListFormat(locale));
  const disjunction = once(() => new Intl.ListFormat(locale, { type: 'disjunction' }));
  return {
    plural: (count, forms) => forms[rules().select(count) as PluralForms[Language]],
    number: (count) => numbers().format(count),
    all: <Part>(parts: readonly Part[]) =>
      conjunction()
        .formatToParts(parts.map((_, index) => String(index)))
        .map(({ type, value }) => (type === 'element' ? (parts[Number(value)] as Part) : value)),
    any: (parts) => disjunction().format(parts),
  };
}

function once<Made>(make: () => Made): () => Made {
  let made: Made | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
