import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { createCommenterMail } from '../../functions/commenters/mail.ts';
import { createCommentMail } from '../../functions/comments/submitting/mail.ts';
import type { Submission } from '../../functions/comments/submitting/schema.ts';
import { createCommentTokens } from '../../functions/comments/submitting/tokens.ts';
import { MailItem } from '../../functions/mail/schema.ts';
import type { TransactionItem } from '../../functions/shared/data/transaction.ts';
import { createSignedTokens } from '../../functions/shared/signedToken.ts';
import { paperWords } from '../../functions/words/words.ts';
import { aHeldComment, NOON } from '../support/builders.ts';
import { linkIn, tokenOf } from '../support/commenting.ts';

const ORIGIN = 'https://paper.example.org';
const now = new Date(NOON);
const tokens = createCommentTokens(createSignedTokens(async () => 'a key for tests'));
const words = paperWords('en-GB');
const mailWhere = (options: { readonly hasSender: boolean }) => ({
  ...createCommentMail('Newsroom', tokens, { ...options, words }),
  ...createCommenterMail('Newsroom', tokens, { ...options, words }),
});
const mail = mailWhere({ hasSender: true });
const itemOf = (part: TransactionItem | undefined) => z.parse(MailItem, part?.Put?.Item);
const wren = { person: 'p'.repeat(22), email: 'wren@example.org' };
const parent = aHeldComment({ ...wren, notify: 'confirmed', verdict: 'published' });
const aReply = (changes: Partial<Submission> = {}) =>
  aHeldComment({ id: '22222222-2222-4222-8222-222222222222', name: 'Zoë', person: 'z'.repeat(22), ...changes });
const later = (hours: number) => new Date(now.getTime() + hours * 3_600_000 - 1);

describe('a confirmation', () => {
  it('is one mail for a person and a day with comments, and one in ten minutes for the asking', async () => {
    const withComments = createCommentMail('Newsroom', tokens, { hasSender: true, words });
    const ids = (sender: Pick<typeof mail, 'confirmation'>, times: readonly Date[]) =>
      Promise.all(times.map(async (at) => itemOf(await sender.confirmation(wren, ORIGIN, at)).id));

    expect(await ids(withComments, [now, later(12), later(12.1)])).toEqual(
      ['2026-11-23', '2026-11-23', '2026-11-24'].map((day) => `confirmation-${wren.person}-${day}`),
    );
    expect(await ids(mail, [now, later(1 / 6), later(1 / 3)])).toEqual(
      ['2026-11-23T12:0', '2026-11-23T12:0', '2026-11-23T12:1'].map((turn) => `confirmation-${wren.person}-${turn}`),
    );
  });

  it('has a link that proves the mailbox for two days, and nothing else', async () => {
    const token = tokenOf(linkIn(itemOf(await mail.confirmation(wren, ORIGIN, now)), 'confirmation'));

    expect(await tokens.read('mailbox', token, later(48))).toEqual({ person: wren.person });
    expect(await tokens.read('mailbox', token, new Date(later(48).getTime() + 1))).toBeUndefined();
    expect(await tokens.read('personal', token, now)).toBeUndefined();
    expect(await tokens.read('commenter', token, now)).toBeUndefined();
  });
});

describe('a mail with the link to personal data', () => {
  it('has a link that is good for a day', async () => {
    const token = tokenOf(linkIn(itemOf(await mail.personalData(wren, ORIGIN, now)), 'personal-data'));

    expect(await tokens.read('personal', token, later(24))).toEqual({ person: wren.person });
    expect(await tokens.read('personal', token, new Date(later(24).getTime() + 1))).toBeUndefined();
  });
});

describe('word of a reply', () => {
  it.each<[string, Submission, Submission]>([
    ['their own', parent, aReply({ person: wren.person })],
    ['a reply whose parent did not ask', { ...parent, notify: 'no' }, aReply()],
    ['a reply whose parent has not proven the mailbox', { ...parent, notify: 'asked' }, aReply()],
    ['a reply whose parent was erased', { ...parent, email: '', person: '' }, aReply()],
  ])('is not sent about %s', async (_what, to, reply) => {
    expect(await mail.reply(to, reply, ORIGIN, now)).toBeUndefined();
  });

  it('is one mail for a reply, which quotes it', async () => {
    const item = itemOf(await mail.reply(parent, aReply({ comment: 'One.\n\nTwo.' }), ORIGIN, now));

    expect(item).toMatchObject({ id: 'reply-22222222-2222-4222-8222-222222222222', to: 'wren@example.org' });
    expect(item.text).toContain('> One.\n> \n> Two.\n');
  });

  it('has nothing that its author typed in a header, whatever that was', async () => {
    const hostile = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('Zoë\r\nBcc: all@example.org', '\r\n\r\n<script>', 'List-Unsubscribe: <mailto:x@example.org>'),
    );
    const plain = itemOf(await mail.reply(parent, aReply(), ORIGIN, now));

    await fc.assert(
      fc.asyncProperty(hostile, hostile, async (name, comment) => {
        const item = itemOf(await mail.reply(parent, aReply({ name, comment, email: comment }), ORIGIN, now));

        expect({ ...item, text: '' }).toEqual({ ...plain, text: '' });
      }),
    );
  });
});

describe('where there is no sender', () => {
  it('nothing is posted', async () => {
    const none = mailWhere({ hasSender: false });

    expect([
      await none.confirmation(wren, ORIGIN, now),
      await none.personalData(wren, ORIGIN, now),
      await none.reply(parent, aReply(), ORIGIN, now),
    ]).toEqual([undefined, undefined, undefined]);
  });
});

describe('every mail', () => {
  it('waits for at most three days, and its headers are one line each', async () => {
    const items = await Promise.all(
      [
        mail.confirmation(wren, ORIGIN, now),
        mail.personalData(wren, ORIGIN, now),
        mail.reply(parent, aReply(), ORIGIN, now),
      ].map(async (part) => itemOf(await part)),
    );

    for (const { to, subject, headers = {}, expiresAt } of items) {
      expect(expiresAt).toBe(now.getTime() / 1_000 + 3 * 24 * 60 * 60);
      expect([to, subject, ...Object.values(headers)].join('')).not.toMatch(/[\r\n]/);
    }
  });
});
