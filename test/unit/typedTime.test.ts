import { describe, expect, it } from 'vitest';
import { readTypedTime } from '../../functions/desk/articles/typedTime.ts';

/* A Saturday afternoon: 28 November 2026, 16:20:30 in London and 17:20:30 in Amsterdam. */
const now = new Date('2026-11-28T16:20:30.000Z');
const read = (typed: string, language = 'en-GB', timeZone = 'Europe/London', at = now) =>
  readTypedTime(typed, { language, timeZone, now: at });

describe('a time as it is typed', () => {
  it.each([
    ['tomorrow 6', '2026-11-29T06:00'],
    ['Tomorrow at 6:30', '2026-11-29T06:30'],
    ['6 tomorrow', '2026-11-29T06:00'],
    ['tomorrow 6pm', '2026-11-29T18:00'],
    ['tomorrow 12 am', '2026-11-29T00:00'],
    ['tomorrow noon', '2026-11-29T12:00'],
    ['day after tomorrow 6', '2026-11-30T06:00'],
    ['today 18.15', '2026-11-28T18:15'],
    ['fri 14:30', '2026-12-04T14:30'],
    ['Friday, 14:30', '2026-12-04T14:30'],
    ['thurs 9', '2026-12-03T09:00'],
    ['sat 17:00', '2026-11-28T17:00'],
    ['sat 16:00', '2026-12-05T16:00'],
    ['in 2 h', '2026-11-28T18:20'],
    ['in 90 minutes', '2026-11-28T17:50'],
    ['in an hour', '2026-11-28T17:20'],
    ['in 3 days', '2026-12-01T16:20'],
    ['in 1 week', '2026-12-05T16:20'],
    ['17:00', '2026-11-28T17:00'],
    ['6', '2026-11-29T06:00'],
    ['29 nov 6', '2026-11-29T06:00'],
    ['6:00 1 march 2027', '2027-03-01T06:00'],
    ['1 march 6', '2027-03-01T06:00'],
    ['2026-12-24T18:00', '2026-12-24T18:00'],
    ['2026-12-24 18:00', '2026-12-24T18:00'],
    ['2026-12-24T18:00:59.999+01:00', '2026-12-24T17:00'],
    ['2026-12-24t18:00z', '2026-12-24T18:00'],
  ])('%s', (typed, at) => {
    expect(read(typed)).toEqual({ at: `${at}:00.000Z` });
  });

  it.each([
    ['nl', 'morgen 6', '2026-11-29T05:00'],
    ['nl', 'morgen om 6 uur', '2026-11-29T05:00'],
    ['nl', 'overmorgen 6.30', '2026-11-30T05:30'],
    ['nl', 'vr 14:30', '2026-12-04T13:30'],
    ['nl', 'over 2 uur', '2026-11-28T18:20'],
    ['nl', '1 maart 6', '2027-03-01T05:00'],
    ['de', 'morgen 6', '2026-11-29T05:00'],
    ['de', 'morgen um 6 Uhr', '2026-11-29T05:00'],
    ['de', 'übermorgen 6 Uhr 30', '2026-11-30T05:30'],
    ['de', 'Fr 14:30', '2026-12-04T13:30'],
    ['de', 'am Freitag um 14.30 Uhr', '2026-12-04T13:30'],
    ['de', 'in 2 Std.', '2026-11-28T18:20'],
    ['de', '1. März 6', '2027-03-01T05:00'],
    ['fr', 'demain 6h', '2026-11-29T05:00'],
    ['fr', 'demain à 6 h 30', '2026-11-29T05:30'],
    ['fr', 'après-demain 6', '2026-11-30T05:00'],
    ['fr', 'ven. 14h30', '2026-12-04T13:30'],
    ['fr', 'dans 2 heures', '2026-11-28T18:20'],
    ['fr', 'aujourd’hui 18h', '2026-11-28T17:00'],
    ['es', 'mañana 6', '2026-11-29T05:00'],
    ['es', 'manana a las 6', '2026-11-29T05:00'],
    ['es', 'pasado mañana 6', '2026-11-30T05:00'],
    ['es', 'vie 14:30', '2026-12-04T13:30'],
    ['es', 'en 2 h', '2026-11-28T18:20'],
    ['es', '1 de marzo 6', '2027-03-01T05:00'],
    ['ar', 'غدًا 6', '2026-11-29T05:00'],
    ['ar', 'غدًا الساعة ٦', '2026-11-29T05:00'],
    ['ar', 'بعد غد 6', '2026-11-30T05:00'],
    ['ar', 'الجمعة 14:30', '2026-12-04T13:30'],
    ['ar', 'يوم الجمعة 2:30 مساءً', '2026-12-04T13:30'],
    ['ar', 'بعد ساعتين', '2026-11-28T18:20'],
    ['ar', 'بعد ٣ ساعات', '2026-11-28T19:20'],
    ['ar', 'tomorrow 6', '2026-11-29T05:00'],
    ['es', 'fri 14:30', '2026-12-04T13:30'],
  ])('in %s: %s', (language, typed, at) => {
    expect(read(typed, language, 'Europe/Amsterdam')).toEqual({ at: `${at}:00.000Z` });
  });

  it.each([
    '',
    'soon',
    'tomorrow',
    'fri',
    '31 feb 6',
    '25:00',
    'tomorrow 6:75',
    'tomorrow 13pm',
    '2026-02-30T06:00',
    'in 2 fortnights',
    'tomorrow 6 6',
    't 6',
    '<script>',
    '29/11 6',
    'x'.repeat(101),
    `${'tomorrow '.repeat(11)}`,
  ])('is not guessed: %s', (typed) => {
    expect(read(typed)).toEqual({ fault: 'unreadable' });
  });

  it.each([
    ['today 6', '2026-11-28T06:00'],
    ['2026-11-28T16:20', '2026-11-28T16:20'],
    ['2020-01-01T00:00Z', '2020-01-01T00:00'],
  ])('is told when it has passed: %s', (typed, at) => {
    expect(read(typed)).toEqual({ fault: 'past', at: `${at}:00.000Z` });
  });

  it('is told when the clock skips it in spring, with what the clock shows then', () => {
    const march = new Date('2026-03-28T12:00:00.000Z');

    expect(read('tomorrow 1:30', 'en', 'Europe/London', march)).toEqual({
      fault: 'skipped',
      at: '2026-03-29T01:30:00.000Z',
    });
    expect(read('tomorrow 2:00', 'en', 'Europe/London', march)).toEqual({ at: '2026-03-29T01:00:00.000Z' });
    expect(read('tomorrow 2:30', 'en', 'America/New_York', new Date('2026-03-07T12:00:00.000Z'))).toEqual({
      fault: 'skipped',
      at: '2026-03-08T07:30:00.000Z',
    });
  });

  it('is told when the clock shows it twice in autumn', () => {
    const october = new Date('2026-10-24T12:00:00.000Z');

    expect(read('tomorrow 1:30', 'en', 'Europe/London', october)).toEqual({
      fault: 'twice',
      both: ['2026-10-25T00:30:00.000Z', '2026-10-25T01:30:00.000Z'],
    });
    expect(read('2026-10-25T01:30Z', 'en', 'Europe/London', october)).toEqual({ at: '2026-10-25T01:30:00.000Z' });
    expect(read('in 1 day', 'en', 'Europe/London', october)).toEqual({ at: '2026-10-25T13:00:00.000Z' });
  });

  it('is of the paper’s own day, also across the date line', () => {
    expect(read('tomorrow 6', 'en', 'Pacific/Auckland')).toEqual({ at: '2026-11-29T17:00:00.000Z' });
    expect(read('today 6pm', 'en', 'Pacific/Auckland')).toEqual({ at: '2026-11-29T05:00:00.000Z' });
  });
});
