import type { ThreadView } from './view.ts';

type Shown = ThreadView['comments'][number];

export interface Branch {
  readonly comment: Shown;
  /** The comment it replies to, if it is placed beside that instead of under it. */
  readonly answers?: Shown;
  readonly replies: readonly Branch[];
}

/**
 * A page of a thread as trees: each comment with its replies, in the page's order. At the maximum depth, a reply is
 * placed beside its parent; a reply to a comment on another page becomes a root.
 */
export function branches(comments: readonly Shown[]): readonly Branch[] {
  const roots: Branch[] = [];
  const lists = new Map<string, { readonly comment: Shown; readonly beside: Branch[]; readonly under: Branch[] }>();
  for (const comment of comments) {
    // Parents come before their replies.
    const parent = lists.get(comment.parentId ?? '');
    const isBeside = parent !== undefined && parent.comment.depth >= comment.depth;
    const beside = isBeside ? parent.beside : (parent?.under ?? roots);
    const under: Branch[] = [];
    beside.push({ comment, replies: under, ...(isBeside ? { answers: parent.comment } : {}) });
    lists.set(comment.id, { comment, beside, under });
  }
  return roots;
}
