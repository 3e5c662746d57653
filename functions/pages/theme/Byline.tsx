import type { Byline as Author } from '../../articles/fields.ts';
import { authorPath } from '../addresses.ts';

/** `By Ines Calder, Wren Adeyemi and Tom Ash`, each a link to what they wrote. */
export const Byline = ({ authors }: { readonly authors: readonly Author[] }) => (
  <>
    By{' '}
    {authors.map(({ name, slug }, index) => (
      <>
        {index > 0 && (index === authors.length - 1 ? ' and ' : ', ')}
        <a rel="author" href={authorPath(slug)}>
          {name}
        </a>
      </>
    ))}
  </>
);
