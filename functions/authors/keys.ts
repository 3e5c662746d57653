export const authorKey = (slug: string) => ({ pk: `AUTHOR#${slug}`, sk: 'AUTHOR' });
