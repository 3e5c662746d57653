/** The list of all redirects, by the addresses that they are for. */
export const REDIRECTS_PARTITION = 'REDIRECTS';

export const redirectEntryKey = (from: string) => ({ pk: REDIRECTS_PARTITION, sk: from });

/** Every address begins with a slash. */
export const REDIRECTS_RANGE = { low: '/', high: '/\u{10ffff}' } as const;
export const isRedirectSortKey = (key: string) => key.startsWith('/');
