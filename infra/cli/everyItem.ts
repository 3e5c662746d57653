interface Page<Item> {
  readonly items: readonly Item[];
  /** The cursor of the page that follows. */
  readonly next: string | null;
}

/**
 * Every item of a list. Reads pages lazily.
 * @param read takes the cursor of a page as a part of its query, none for the first.
 */
export async function* everyItem<Item>(
  read: (from: { readonly cursor?: string }) => Promise<Page<Item>>,
): AsyncGenerator<Item> {
  for (let from = {}; ; ) {
    const { items, next } = await read(from);
    yield* items;
    if (!next) return;
    from = { cursor: next };
  }
}
