import { describe, expect, it } from 'vitest';
import { dayOf, firstInstant, monthAfter, monthOf } from '../../functions/shared/month.ts';

describe('firstInstant', () => {
  it.each([
    ['UTC', '2026-11', '2026-11-01T00:00:00.000Z'],
    ['Europe/London', '2026-07', '2026-06-30T23:00:00.000Z'],
    // The clocks are put back within that day.
    ['Europe/London', '2026-10-25', '2026-10-24T23:00:00.000Z'],
    ['Europe/London', '2026-10-26', '2026-10-26T00:00:00.000Z'],
    ['Pacific/Auckland', '2026-11', '2026-10-31T11:00:00.000Z'],
    ['America/St_Johns', '2026-01', '2026-01-01T03:30:00.000Z'],
    // They are put on at midnight: that day begins at one o'clock.
    ['Africa/Cairo', '2026-04-24', '2026-04-23T22:00:00.000Z'],
    // They are put back at midnight, so that there are two.
    ['America/Havana', '2026-11-01', '2026-11-01T04:00:00.000Z'],
  ])('in %s of %s is %s', (timeZone, date, instant) => {
    expect(firstInstant(date, timeZone)).toBe(instant);
  });

  it.each(['Europe/London', 'Africa/Cairo', 'America/Havana', 'Asia/Kathmandu', 'Pacific/Apia'])(
    'is in its day, and the millisecond before is not, on every day of a year in %s',
    (timeZone) => {
      const days = Array.from({ length: 365 }, (_, day) =>
        new Date(Date.UTC(2026, 0, 1 + day)).toISOString().slice(0, 10),
      );

      const found = days.filter((day) => {
        const first = firstInstant(day, timeZone);
        const before = new Date(Date.parse(first) - 1).toISOString();
        return dayOf(first, timeZone) !== day || dayOf(before, timeZone) >= day;
      });

      expect(found).toEqual([]);
    },
  );
});

describe('monthOf', () => {
  it('is the month on the clocks there', () => {
    expect(monthOf('2026-10-31T23:30:00.000Z', 'Europe/London')).toBe('2026-10');
    expect(monthOf('2026-10-31T23:30:00.000Z', 'Europe/Berlin')).toBe('2026-11');
    expect(monthOf('0099-12-31T23:30:00.000Z', 'UTC')).toBe('0099-12');
  });
});

describe('monthAfter', () => {
  it('crosses years in both directions', () => {
    expect([monthAfter('2026-12', 1), monthAfter('2026-01', -1)]).toEqual(['2027-01', '2025-12']);
  });
});
