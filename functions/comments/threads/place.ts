/** The depth of the deepest reply, where a root has 0. Pages are drawn for it, so that it is no setting. */
export const MAX_DEPTH = 5;

/** Where a reply hangs: under what it answers or, where that is as deep as replies go, beside it. */
export const placeUnder = (parent: {
  readonly id: string;
  readonly parentId: string | null;
  readonly depth: number;
}) =>
  parent.depth < MAX_DEPTH
    ? { parentId: parent.id, depth: parent.depth + 1 }
    : { parentId: parent.parentId, depth: MAX_DEPTH };
