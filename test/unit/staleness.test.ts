import { expect, it } from 'vitest';
import { KEPT, KEPT_FAILURE, KEPT_FOR_FAULTS, MOST_STALE } from '../../functions/shared/staleness.ts';

const sum = (seconds: readonly number[]) => seconds.reduce((total, each) => total + each, 0);

it('promises sixty seconds, and all places together keep an answer no longer', () => {
  expect(MOST_STALE).toBe(60);
  expect(sum(Object.values(KEPT))).toBeLessThanOrEqual(MOST_STALE);
});

it('keeps the promise with an answer that is given because of a fault, which nobody else keeps', () => {
  expect(KEPT.shared + KEPT_FOR_FAULTS).toBeLessThanOrEqual(MOST_STALE);
});

it('remembers that there is nothing at an address no longer than an answer', () => {
  expect(KEPT_FAILURE).toBeLessThanOrEqual(KEPT.answer);
});

it('tells browsers and edges to revalidate for the same time, because the header has one value for both', () => {
  expect(KEPT.edgeRevalidation).toBe(KEPT.browserRevalidation);
});
