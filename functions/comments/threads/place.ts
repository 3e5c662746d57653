/** Depth of the deepest reply; a root has 0. Not a setting, because the page design depends on it. */
export const MAX_DEPTH = 5;

/** Places a reply under its parent or, at the maximum depth, beside it. */
export const placeUnder = (parent: {
  readonly id: string;
  readonly parentId: string | null;
  readonly depth: number;
}) =>
  parent.depth < MAX_DEPTH
    ? { parentId: parent.id, depth: parent.depth + 1 }
    : { parentId: parent.parentId, depth: MAX_DEPTH };
