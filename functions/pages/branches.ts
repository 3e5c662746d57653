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
  const nodes = new Map(comments.map((comment) => [comment.id, { comment, replies: [] as Branch[] }]));
  const roots: Branch[] = [];
  for (const node of nodes.values()) {
    const { parentId, depth } = node.comment;
    const parent = nodes.get(parentId ?? '');
    let above = parent;
    while (above && above.comment.depth >= depth) above = nodes.get(above.comment.parentId ?? '');
    (above?.replies ?? roots).push(parent && parent !== above ? { ...node, answers: parent.comment } : node);
  }
  return roots;
}
