import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { anyInstant, instant, isInstant, toInstant } from '../../functions/shared/instant.ts';

const moment = fc.date({
  min: new Date('0000-01-01T00:00:00.000Z'),
  max: new Date('9999-12-31T23:59:59.999Z'),
  noInvalidDate: true,
});

describe('an instant', () => {
  it('is what every date of the years 0 to 9999 turns into, and sorts as time does', () => {
    const sorts = fc.property(moment, moment, (one, other) => {
      expect(isInstant(toInstant(one))).toBe(true);
      expect(toInstant(one) < toInstant(other)).toBe(one < other);
    });

    fc.assert(sorts);
  });

  it.each([
    '',
    '2026-11-23',
    '2026-11-23T12:00:00Z',
    '2026-11-23T12:00:00.0000Z',
    '2026-11-23T12:00:00.000+00:00',
    '2026-11-23t12:00:00.000z',
    '2026-02-29T12:00:00.000Z',
    '2026-11-31T12:00:00.000Z',
    '2026-11-23T24:00:00.000Z',
    '2026-11-23T23:59:60.000Z',
    '+010000-01-01T00:00:00.000Z',
    ' 2026-11-23T12:00:00.000Z',
    '2026-11-23T12:00:00.000Z\n',
  ])('is not %j', (text) => {
    const verdicts = [isInstant(text), z.safeParse(instant, text).success];

    expect(verdicts).toEqual([false, false]);
  });
});

describe('anyInstant', () => {
  it.each([
    ['UTC', '2026-11-23T09:00:00Z', '2026-11-23T09:00:00.000Z'],
    ['UTC as an offset', '2026-11-23T09:00:00+00:00', '2026-11-23T09:00:00.000Z'],
    ['an unknown offset (RFC 3339, section 4.3)', '2026-11-23T09:00:00-00:00', '2026-11-23T09:00:00.000Z'],
    ['an hour ahead', '2026-11-23T09:00:00+01:00', '2026-11-23T08:00:00.000Z'],
    ['a crooked offset', '2026-11-23T09:00:00-09:30', '2026-11-23T18:30:00.000Z'],
    ['the greatest offset', '2026-11-23T09:00:00+23:59', '2026-11-22T09:01:00.000Z'],
    ['an offset over the new year', '2026-12-31T23:30:00-01:00', '2027-01-01T00:30:00.000Z'],
    ['a tenth of a second', '2026-11-23T09:00:00.5Z', '2026-11-23T09:00:00.500Z'],
    ['nanoseconds, cut off', '2026-11-23T09:00:00.123999999Z', '2026-11-23T09:00:00.123Z'],
    ['a leap day', '2024-02-29T12:00:00Z', '2024-02-29T12:00:00.000Z'],
    ['the leap day of 2000', '2000-02-29T12:00:00Z', '2000-02-29T12:00:00.000Z'],
    ['the first moment', '0000-01-01T00:00:00Z', '0000-01-01T00:00:00.000Z'],
    ['the last moment', '9999-12-31T23:59:59.999Z', '9999-12-31T23:59:59.999Z'],
    ['lower case (RFC 3339, section 5.6)', '2026-11-23t09:00:00z', '2026-11-23T09:00:00.000Z'],
  ])('reads %s', (_what, text, expected) => {
    const result = z.safeParse(anyInstant, text);

    expect(result).toMatchObject({ success: true, data: expected });
  });

  it.each([
    ['no date', 'tomorrow'],
    ['nothing', ''],
    ['a date alone', '2026-11-23'],
    ['a time without offset', '2026-11-23T09:00:00'],
    ['minutes without seconds', '2026-11-23T09:00Z'],
    ['an offset without colon', '2026-11-23T09:00:00+0100'],
    ['the space that an unescaped + becomes', '2026-11-23T09:00:00 01:00'],
    ['29 February of a common year', '2026-02-29T00:00:00Z'],
    ['29 February 1900', '1900-02-29T00:00:00Z'],
    ['31 April', '2026-04-31T00:00:00Z'],
    ['hour 24', '2026-11-23T24:00:00Z'],
    ['second 60, which has no fixed-width form', '2016-12-31T23:59:60Z'],
    ['offset 24', '2026-11-23T09:00:00+24:00'],
    ['what is before the year 0 in UTC', '0000-01-01T00:00:00+01:00'],
    ['what is after the year 9999 in UTC', '9999-12-31T23:59:59-01:00'],
    ['a year of six digits', '+002026-11-23T09:00:00Z'],
  ])('refuses %s', (_what, text) => {
    const { success } = z.safeParse(anyInstant, text);

    expect(success).toBe(false);
  });

  it('gives an instant or a refusal for any text: it never throws', () => {
    const total = fc.property(
      fc.oneof(fc.string(), fc.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)$/)),
      (text) => {
        const result = z.safeParse(anyInstant, text);
        expect(!result.success || isInstant(result.data)).toBe(true);
      },
    );

    fc.assert(total, { numRuns: 1_000 });
  });
});
