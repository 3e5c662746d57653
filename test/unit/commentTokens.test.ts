import { describe, expect, it } from 'vitest';
import { createCommentTokens, renderedToken } from '../../functions/comments/submitting/tokens.ts';
import { createSignedTokens } from '../../functions/shared/signedToken.ts';

const tokens = createCommentTokens(createSignedTokens(async () => 'a key that nobody knows'));
const at = (instant: string) => new Date(`2026-11-24T${instant}Z`);
const DAY = 86_400_000;

describe('the token of a form', () => {
  it('is the same for a minute, so that the page around it is', async () => {
    const [start, end, after] = await Promise.all(
      ['12:00:00.000', '12:00:59.999', '12:01:00.000'].map((instant) => renderedToken(tokens, at(instant))),
    );

    expect(end).toBe(start);
    expect(after).not.toBe(start);
  });

  it('says the minute its form was made in: never later than it was, so that nobody seems too fast who was not', async () => {
    const token = await renderedToken(tokens, at('12:00:59.999'));

    expect(await tokens.readRendered(token, true, at('12:01:03.000'))).toEqual({ at: '2026-11-24T12:00:00.000Z' });
  });

  it('says so for as long as any setting takes a form, and has expired after', async () => {
    const token = await renderedToken(tokens, at('12:00:00.000'));
    const daysLater = (days: number) => new Date(at('12:00:00.000').getTime() + days * DAY);

    const [just, over] = [
      await tokens.readRendered(token, true, daysLater(29)),
      await tokens.readRendered(token, true, daysLater(30)),
    ];

    expect(just).toEqual({ at: '2026-11-24T12:00:00.000Z' });
    expect(over).toBe('expired');
  });
});

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
