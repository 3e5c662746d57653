/**
 * The folders of functions/ from the top to the bottom: what stands in one imports from those below it alone. Functions are
 * composed, bound and listed above all of them.
 */
export const folders = [
  'newsroom/sections',
  'newsroom/authors',
  'newsroom/articles',
  'newsroom/body',
  'newsroom',
  'moderation',
  'commenters',
  'service',
  'sitemaps',
  'feeds',
  'pages',
  'comments/submitting',
  'comments/judging',
  'comments/settings',
  'comments/threads',
  'audit',
  'authors',
  'articles',
  'sections',
  'mail',
  'cdn',
  'shared/api',
  'shared/data',
  'shared',
] as const;
