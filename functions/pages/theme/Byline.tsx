import type { Byline as Author } from '../../articles/fields.ts';
import { authorPath } from '../addresses.ts';

interface BylineProps {
  readonly authors: readonly Author[];
  /** Whether they wrote what the page is, and not what it links to. */
  readonly own?: boolean;
}

/** `By Ines Calder, Wren Adeyemi and Tom Ash`, each a link to what they wrote. */
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
