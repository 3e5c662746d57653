export const tagKey = (tag: string) => ({ pk: `TAG#${tag}`, sk: 'TAG' });
