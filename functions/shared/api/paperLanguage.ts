/** The paper's language (BCP 47), which editors can change at any time. */
export interface PaperLanguage {
  /** As of now; as it was known last where it cannot be read. */
  present(): Promise<string>;
  /** As it was known last, without a request. */
  known(): string;
}

/** The language of a function that reads nothing: the theme's. */
export const builtIn = (tag: string): PaperLanguage => ({ present: async () => tag, known: () => tag });
