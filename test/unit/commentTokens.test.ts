import { describe, expect, it } from 'vitest';
import { createCommentTokens, renderedToken } from '../../functions/comments/tokens.ts';
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
