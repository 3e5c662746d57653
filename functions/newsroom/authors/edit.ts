import type { AuditEntry } from '../../audit/schema.ts';
import { isUsable } from '../../media/lists.ts';
import type { RecordStore } from '../../media/recordStore.ts';
import { pictureOf } from '../../media/schema.ts';
import { authorPath } from '../../pages/addresses.ts';
import { mergePatch } from '../../shared/api/mergePatch.ts';
import { parseBody } from '../../shared/api/request.ts';
import type { Caller, Operations } from '../../shared/api/route.ts';
import type { TransactionItem } from '../../shared/data/transaction.ts';
import { Failure } from '../../shared/failure.ts';
import { type Clock, toInstant } from '../../shared/instant.ts';
import { isMadeBy, requireVersion, stale } from '../../shared/version.ts';
import type { Say } from '../../words/en.ts';
import type { Publication } from '../articles/publication.ts';
import type { FormerAddresses } from '../formerAddresses.ts';
import type { Bringing } from './bringing.ts';
import type { authorEditingRoutes } from './routes.ts';
import { AuthorContent } from './schema.ts';
import { type AuthorEditing, hasMoved, type Versioned } from './store.ts';

export interface AuthorEditor {
  readonly authors: AuthorEditing;
  readonly publication: Pick<Publication, 'readAuthor'>;
  readonly records: Pick<RecordStore, 'readAll'>;
  readonly bring: Bringing;
  readonly formerAddresses: FormerAddresses;
  readonly record: (act: AuditEntry) => TransactionItem;
  readonly clock: Clock;
}

/** The input of a change, without the body. */
interface ChangeInput {
  readonly params: { readonly author: string };
  readonly headers: { readonly 'if-match'?: number | undefined };
  readonly request: { readonly caller: Caller };
}

/** Most slugs that lead to an author. */
const MOST_FORMER_SLUGS = 20;

/** Reads and saves what is said of authors, and gives them other addresses. */
export function editAuthors({
  authors,
  publication,
  records,
  bring,
  formerAddresses,
  record,
  clock,
}: AuthorEditor): Operations<typeof authorEditingRoutes> {
  const present = async (slug: string): Promise<Versioned | undefined> => {
    const author = await authors.find(slug);
    return author && !hasMoved(author) ? author : undefined;
  };
  const find = async (slug: string) => {
    const author = await present(slug);
    if (!author) throw new Failure('author-not-found', ({ failures }) => failures.noBiography(slug));
    return author;
  };
  const recorded = (caller: Caller, act: string, { slug, name, version }: Versioned, detail: string | null = null) => ({
    act: record({
      kind: 'author',
      article: null,
      name: slug,
      headline: name,
      version,
      at: toInstant(clock()),
      by: caller.name,
      act,
      detail,
    }),
  });
  /** @throws Failure `field-invalid` for what is no picture that can be shown now. */
  const portraitOf = async (id: string | null) => {
    if (id === null) return null;
    const media = (await records.readAll([id])).get(id);
    const picture = media && isUsable(media, toInstant(clock())) ? pictureOf(media) : undefined;
    if (!picture) throw unfit('/portrait', ({ faults }) => faults.noPortrait);
    return picture;
  };

  /** Saves an author, if the stored version is still the one that was read. */
  const save = async (
    { params: { author: slug }, headers, request: { caller } }: ChangeInput,
    there: Versioned | undefined,
    content: AuthorContent,
  ) => {
    const version = there?.version ?? 0;
    requireVersion(headers['if-match'], { version }, 'author');
    const author = {
      ...content,
      slug,
      portrait: await portraitOf(content.portrait),
      formerSlugs: there?.formerSlugs ?? [],
      ...(there?.moving === undefined ? {} : { moving: there.moving }),
      version: version + 1,
      request: caller.request,
    };
    if (await authors.save([author], recorded(caller, version === 0 ? 'create' : 'save', author)))
      return answer(author);
    const now = await find(slug);
    if (isMadeBy(now, caller)) return answer(now);
    throw stale({ version: now.version }, 'author');
  };

  /** Brings what is left of an author's articles to the present slug. */
  const goOn = async (slug: string, name: string | undefined) => {
    const author = await find(slug);
    const outcome = author.moving === undefined ? { moved: 0, done: true } : await bring(author.moving, slug, name);
    if (author.moving === undefined || !outcome.done) return { author: answer(author), ...outcome };
    const { moving: _, ...rest } = author;
    const settled = { ...rest, version: author.version + 1 };
    // Another request may have come to the same end.
    await authors.save([settled], {});
    return { author: answer(await find(slug)), ...outcome };
  };

  return {
    readEditedAuthor: async ({ params }) => answer(await find(params.author)),

    saveAuthor: async (input) => {
      const there = await authors.find(input.params.author);
      if (there && hasMoved(there)) throw moved(there.movedTo);
      if (there && isMadeBy(there, input.request.caller)) return answer(there);
      return save(input, there, input.body);
    },

    patchAuthor: async (input) => {
      const there = await find(input.params.author);
      if (isMadeBy(there, input.request.caller)) return answer(there);
      requireVersion(input.headers['if-match'], { version: there.version }, 'author');
      return save(input, there, parseBody(AuthorContent, mergePatch(contentOf(there), input.body)));
    },

    renameAuthor: async ({ params: { author: from }, headers, body: { slug, name }, request: { caller } }) => {
      const there = await authors.find(from);
      if (there && hasMoved(there)) {
        if (there.movedTo !== slug) throw moved(there.movedTo);
        return goOn(slug, name);
      }
      const version = there?.version ?? 0;
      const signed = there?.name ?? (await publication.readAuthor(from));
      if (signed === undefined) throw new Failure('author-not-found', ({ failures }) => failures.noAuthor(from));
      requireVersion(headers['if-match'], { version }, 'author');
      const target = await authors.find(slug);
      const isOwn = target !== undefined && hasMoved(target) && there?.formerSlugs.includes(slug) === true;
      if (slug === from || (!isOwn && (target || (await publication.readAuthor(slug)) !== undefined))) {
        throw unfit('/slug', ({ faults }) => faults.takenAddress);
      }
      if (there?.moving !== undefined) throw unfit('/slug', ({ faults }) => faults.stillMoving);
      const formerSlugs = [...(there?.formerSlugs ?? []), from].filter((each) => each !== slug);
      if (formerSlugs.length > MOST_FORMER_SLUGS) {
        throw new Failure('limit-exceeded', ({ failures }) => failures.formerSlugs(MOST_FORMER_SLUGS));
      }
      const author = {
        ...UNSAID,
        ...there,
        slug,
        name: name ?? signed,
        formerSlugs,
        moving: from,
        version: (target?.version ?? 0) + 1,
        request: caller.request,
      };
      const earlier = await Promise.all(formerSlugs.filter((each) => each !== from).map((each) => authors.find(each)));
      const left = [
        { slug: from, movedTo: slug, version: version + 1, request: caller.request },
        ...earlier.flatMap((each) =>
          each ? [{ slug: each.slug, movedTo: slug, version: each.version + 1, request: caller.request }] : [],
        ),
      ];
      const former = {
        listed: formerAddresses.list({
          kind: 'author',
          name: from,
          from: authorPath(from),
          owner: from,
        }),
        ...(isOwn && { unlisted: formerAddresses.unlist('author', slug) }),
      };
      if (!(await authors.save([author, ...left], { ...recorded(caller, 'rename', author, from), ...former }))) {
        const now = await authors.find(from);
        if (!now || !hasMoved(now) || now.movedTo !== slug) throw stale({ version: now?.version ?? 0 }, 'author');
      }
      return goOn(slug, name);
    },
  };
}

/** What is not said of an author. */
const UNSAID = { biography: '', role: '', portrait: null, contact: null, links: [] } as const;

const contentOf = ({ name, biography, role, portrait, contact, links }: Versioned): AuthorContent => ({
  name,
  biography,
  role,
  portrait: portrait?.id ?? null,
  contact,
  links: [...links],
});

const answer = (author: Versioned) => ({
  ...contentOf(author),
  slug: author.slug,
  formerSlugs: [...author.formerSlugs],
  version: author.version,
});

const moved = (slug: string) => new Failure('author-not-found', ({ failures }) => failures.authorMoved(slug));

const unfit = (pointer: string, detail: Say) =>
  new Failure('field-invalid', (words) => `${words.sentence(pointer.slice(1), detail(words))}.`, {
    faults: [{ pointer, detail }],
  });
