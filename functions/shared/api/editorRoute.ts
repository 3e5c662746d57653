export const editors = { audience: 'editor', cache: 'none', success: 200 } as const;
