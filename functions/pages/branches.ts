import type { ThreadView } from './view.ts';

type Shown = ThreadView['comments'][number];

export interface Branch {
  readonly comment: Shown;
  readonly replies: readonly Branch[];
}

/**
 * A page of a thread as trees: each comment with its replies, in the page's order. A reply to what is on another page
 * stands by itself.
 */
export function branches(comments: readonly Shown[]): readonly Branch[] {
  const nodes = new Map(comments.map((comment) => [comment.id, { comment, replies: [] as Branch[] }]));
  const roots: Branch[] = [];
  for (const node of nodes.values()) {
    const parent = nodes.get(node.comment.parentId ?? '');
    (parent && parent !== node ? parent.replies : roots).push(node);
  }
  return roots;
}
