import { describe, expect, it } from 'vitest';
import { nearStyle } from '../../functions/pages/theme/times.tsx';

describe('when an article of a card was published', () => {
  const at = (instant: string, now: string | undefined, timeZone = 'Europe/London') =>
    nearStyle(instant, now === undefined ? undefined : new Date(now), timeZone);

  it.each([
    ['2026-11-28T06:00:00.000Z', '2026-11-28T23:59:59.999Z', 'hour'],
    ['2026-11-28T06:00:00.000Z', '2026-11-29T00:00:00.000Z', 'weekday'],
    ['2026-11-28T06:00:00.000Z', '2026-12-04T23:59:59.999Z', 'weekday'],
    ['2026-11-28T06:00:00.000Z', '2026-12-05T00:00:00.000Z', 'day'],
    ['2026-12-28T06:00:00.000Z', '2027-01-01T06:00:00.000Z', 'weekday'],
    ['2026-11-28T06:00:00.000Z', '2027-01-01T00:00:00.000Z', 'date'],
    ['2026-11-28T06:00:00.000Z', undefined, 'date'],
  ] as const)('is said of %s at %s by: %s', (instant, now, style) => {
    expect(at(instant, now)).toBe(style);
  });

  it('is said by the days of the paper, across a change of its clocks', () => {
    expect(at('2026-11-28T10:59:00.000Z', '2026-11-28T11:00:00.000Z', 'Pacific/Auckland')).toBe('weekday');
    expect(at('2026-10-24T22:30:00.000Z', '2026-10-31T23:59:00.000Z')).toBe('day');
    expect(at('2026-10-24T23:30:00.000Z', '2026-10-31T23:59:00.000Z')).toBe('weekday');
  });

  it('is whole in a preview of what is yet to come', () => {
    expect(at('2026-11-28T06:00:00.000Z', '2026-11-28T05:59:59.999Z')).toBe('date');
  });
});
