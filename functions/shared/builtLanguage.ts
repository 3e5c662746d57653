import { builtFile } from './builtFile.ts';

/** The paper's language (BCP 47), which the build has put beside the function's bundle (infra/bundling.ts). */
export const builtLanguage = (): string => builtFile<{ readonly language: string }>('paper.json').language;
