import type { ThreadView } from './view.ts';

type Shown = ThreadView['comments'][number];

export interface Branch {
  readonly comment: Shown;
  /** What it answers, where it stands beside that, and not under it. */
  readonly answers?: Shown;
  readonly replies: readonly Branch[];
}

/**
 * A page of a thread as trees: each comment with its replies, in the page's order. At the deepest level a reply stands beside
 * what it answers; one to what is on another page stands by itself.
 */
export function branches(comments: readonly Shown[]): readonly Branch[] {
  const roots: Branch[] = [];
  const lists = new Map<string, { readonly comment: Shown; readonly beside: Branch[]; readonly under: Branch[] }>();
  for (const comment of comments) {
    // What is answered stands before its answers.
    const parent = lists.get(comment.parentId ?? '');
    const isBeside = parent !== undefined && parent.comment.depth >= comment.depth;
    const beside = isBeside ? parent.beside : (parent?.under ?? roots);
    const under: Branch[] = [];
    beside.push({ comment, replies: under, ...(isBeside ? { answers: parent.comment } : {}) });
    lists.set(comment.id, { comment, beside, under });
  }
  return roots;
}
