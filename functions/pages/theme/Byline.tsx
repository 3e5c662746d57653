import type { Byline as Author } from '../../articles/fields.ts';
import { authorPath } from '../addresses.ts';

interface BylineProps {
  readonly authors: readonly Author[];
  /** Whether they are the authors of this page (`rel="author"`), not of a linked article. */
  readonly own?: boolean;
}

/** `By Ines Calder, Wren Adeyemi and Tom Ash`, each with a link to the author's listing. */
export const Byline = ({ authors, own = false }: BylineProps) => (
  <>
    By{' '}
    {authors.map(({ name, slug }, index) => (
      <>
        {index > 0 && (index === authors.length - 1 ? ' and ' : ', ')}
        <a rel={own ? 'author' : undefined} href={authorPath(slug)}>
          {name}
        </a>
      </>
    ))}
  </>
);
