import { describe, expect, it } from 'vitest';
import { createCommentTokens } from '../../functions/comments/tokens.ts';
import { createSignedTokens } from '../../functions/shared/signedToken.ts';

const NOW = new Date('2026-11-23T12:00:00.000Z');
const LATER = new Date('2026-11-24T12:00:00.000Z');

/** Whoever renders pages, with the key of forms alone, and whoever takes comments in. */
const pages = createCommentTokens(createSignedTokens(async () => 'the key of forms'));
const comments = createCommentTokens(
  createSignedTokens(async () => 'the key of all else'),
  createSignedTokens(async () => 'the key of forms'),
);

describe('the key of forms', () => {
  it('signs a form that is known when it comes back', async () => {
    const at = NOW.toISOString();

    const token = await pages.sign('rendered', { at }, LATER);

    expect(await comments.readRendered(token, true, NOW)).toEqual({ at });
  });

  it.each(['personal', 'mailbox', 'commenter', 'unsubscribe'] as const)('signs no token to %s', async (purpose) => {
    const token = await pages.sign(purpose, { person: 'somebody' }, LATER);

    expect(await comments.read(purpose, token, NOW)).toBeUndefined();
  });

  it('signs no token to edit a comment', async () => {
    const token = await pages.sign('edit', { id: 'one' }, LATER);

    expect(await comments.read('edit', token, NOW)).toBeUndefined();
  });
});
