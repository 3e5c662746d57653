import type { Byline as Author } from '../../articles/fields.ts';
import type { Words } from '../../words/en.ts';
import { authorPath } from '../addresses.ts';

interface BylineProps {
  readonly authors: readonly Author[];
  readonly words: Words;
  /** Whether they are the authors of this page (`rel="author"`), not of a linked article. */
  readonly own?: boolean;
}

/** `By Ines Calder, Wren Adeyemi and Tom Ash`, each with a link to the author's listing. */
export const Byline = ({ authors, words, own = false }: BylineProps) => (
  <>
    {words.article.by(
      authors.map(({ name, slug }) => (
        <a rel={own ? 'author' : undefined} href={authorPath(slug)}>
          {name}
        </a>
      )),
    )}
  </>
);
