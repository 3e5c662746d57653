import * as z from 'zod/mini';
import { anyInstant, type Instant, toInstant } from '../../shared/instant.ts';
import { type Language, languageOf } from '../../words/languages.ts';

/** Where and when somebody types a time. */
export interface TypedAt {
  /** The paper's (BCP 47). English is understood beside it. */
  readonly language: string;
  /** IANA: the zone in which a time without one is meant. */
  readonly timeZone: string;
  readonly now: Date;
}

/** What a typed time means, to the minute. */
export type TypedTime =
  | { readonly at: Instant }
  /** Nobody can tell what it means. */
  | { readonly fault: 'unreadable' }
  | { readonly fault: 'past'; readonly at: Instant }
  /** The clock skips it: `at` is what it shows next. */
  | { readonly fault: 'skipped'; readonly at: Instant }
  /** The clock shows it twice. */
  | { readonly fault: 'twice'; readonly both: readonly [Instant, Instant] };

/** The words of one language, in lower case and without marks, as {@link plain} makes them. */
interface TimeWords {
  readonly today: readonly string[];
  readonly tomorrow: readonly string[];
  readonly dayAfter: readonly string[];
  /** Before a span of time. */
  readonly within: readonly string[];
  readonly minute: readonly string[];
  readonly hour: readonly string[];
  readonly day: readonly string[];
  readonly week: readonly string[];
  /** A word that says two of a unit. */
  readonly two?: Readonly<Record<string, Unit>>;
  readonly noon: readonly string[];
  /** Words that say nothing here. */
  readonly empty: readonly string[];
}
type Unit = 'minute' | 'hour' | 'day' | 'week';

const UNITS: readonly Unit[] = ['minute', 'hour', 'day', 'week'];
const MINUTES: Readonly<Record<Unit, number>> = { minute: 1, hour: 60, day: 24 * 60, week: 7 * 24 * 60 };
const DAY_MS = 24 * 60 * 60_000;

const WORDS: Readonly<Record<Language, TimeWords>> = {
  en: {
    today: ['today'],
    tomorrow: ['tomorrow', 'tmrw'],
    dayAfter: ['day after tomorrow', 'the day after tomorrow'],
    within: ['in'],
    minute: ['m', 'min', 'mins', 'minute', 'minutes'],
    hour: ['h', 'hr', 'hrs', 'hour', 'hours', 'an hour'],
    day: ['d', 'day', 'days'],
    week: ['w', 'week', 'weeks'],
    noon: ['noon', 'midday'],
    empty: ['at', 'on', 'the', "o'clock"],
  },
  nl: {
    today: ['vandaag'],
    tomorrow: ['morgen'],
    dayAfter: ['overmorgen'],
    within: ['over'],
    minute: ['m', 'min', 'minuut', 'minuten'],
    hour: ['u', 'h', 'uur', 'uren', 'een uur'],
    day: ['d', 'dag', 'dagen'],
    week: ['w', 'week', 'weken'],
    noon: [],
    empty: ['om', 'op'],
  },
  de: {
    today: ['heute'],
    tomorrow: ['morgen'],
    dayAfter: ['ubermorgen', 'uebermorgen'],
    within: ['in'],
    minute: ['m', 'min', 'minute', 'minuten'],
    hour: ['h', 'std', 'stunde', 'stunden', 'einer stunde'],
    day: ['t', 'd', 'tag', 'tagen', 'tage'],
    week: ['w', 'woche', 'wochen'],
    noon: ['mittag', 'mittags'],
    empty: ['um', 'am', 'den'],
  },
  fr: {
    today: ["aujourd'hui", 'auj'],
    tomorrow: ['demain'],
    dayAfter: ['apres demain'],
    within: ['dans'],
    minute: ['m', 'min', 'mn', 'minute', 'minutes'],
    hour: ['h', 'heure', 'heures', 'une heure'],
    day: ['j', 'jour', 'jours'],
    week: ['sem', 'semaine', 'semaines'],
    noon: ['midi'],
    empty: ['a', 'le'],
  },
  es: {
    today: ['hoy'],
    tomorrow: ['manana'],
    dayAfter: ['pasado manana'],
    within: ['en', 'dentro de'],
    minute: ['m', 'min', 'minuto', 'minutos'],
    hour: ['h', 'hora', 'horas', 'una hora'],
    day: ['d', 'dia', 'dias'],
    week: ['sem', 'semana', 'semanas'],
    noon: ['mediodia'],
    empty: ['a', 'al', 'la', 'las', 'el'],
  },
  ar: {
    today: ['اليوم'],
    tomorrow: ['غدا', 'غد', 'بكرة'],
    dayAfter: ['بعد غد', 'بعد الغد'],
    within: ['بعد', 'خلال'],
    minute: ['د', 'دقيقة', 'دقائق'],
    hour: ['س', 'ساعة', 'ساعات'],
    day: ['يوم', 'ايام'],
    week: ['اسبوع', 'اسابيع'],
    two: { دقيقتين: 'minute', ساعتين: 'hour', يومين: 'day', اسبوعين: 'week' },
    noon: ['ظهرا', 'الظهر'],
    empty: ['الساعة', 'يوم', 'في', 'عند'],
  },
};

const CLOCK =
  /^(\d{1,2})\s*(?:(?:[:.h]|u(?:ur)?\b|uhr|heures?|horas?)\s*(\d{2})?)?\s*(?:uhr|uur|h)?\s*(am|pm|a\.m\.|p\.m\.|ص|صباحا|م|مساء)?$/;
const AFTERNOON = /^(pm|p\.m\.|م|مساء)$/;
const LOCAL = /^(\d{4})-(\d{2})-(\d{2})[t ](\d{2}):(\d{2})(?::\d{2}(?:\.\d+)?)?$/;
/** Seconds may be left out, which RFC 3339 does not know. */
const SECONDLESS = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2})(?=[Z+-])/i;
const LONGEST = 100;

/** Letters in lower case without marks, digits as 0 to 9, one space between words. */
const plain = (text: string): string =>
  text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{M}/gu, '')
    .replace(/[\u0660-\u0669]/g, (digit) => String(digit.charCodeAt(0) - 0x660))
    .replace(/[\u200e\u200f\u061c,،]/g, ' ')
    .replace(/[’ʼ]/g, "'")
    .replace(/(?<=\p{L})[-.](?=\p{L}{2}|\s|$)/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();

/**
 * Reads a time as people type it: `tomorrow 6`, `fri 14:30`, `in 2 h`, `29 november 6:00`, an instant with its zone, or what a
 * browser's own field sends. Hours count to 24. A weekday is the next one, and a time without a day the next such time.
 */
export function readTypedTime(typed: string, { language, timeZone, now }: TypedAt): TypedTime {
  if (typed.length > LONGEST) return { fault: 'unreadable' };
  const text = plain(typed);
  const instant = z.safeParse(anyInstant, typed.trim().replace(SECONDLESS, '$1:00'));
  if (instant.success) return ahead(Math.floor(Date.parse(instant.data) / 60_000) * 60_000, now);
  const [, ...parts] = LOCAL.exec(text) ?? [];
  if (parts.length > 0) {
    const [year = 0, month = 0, day = 0, hour = 0, minute = 0] = parts.map(Number);
    const local = dateAt({ year, month, day }, { hour, minute });
    return local === undefined ? { fault: 'unreadable' } : onClock(local, timeZone, now);
  }
  const spoken = [...new Set<Language>([languageOf(language) ?? 'en', 'en'])];
  for (const each of spoken) {
    const found = span(text, WORDS[each], timeZone, now) ?? dayAndClock(text, each, timeZone, now);
    if (found) return found;
  }
  return { fault: 'unreadable' };
}

/** `in 2 h`; days and weeks lead to the same time on the clock. */
function span(text: string, words: TimeWords, timeZone: string, now: Date): TypedTime | undefined {
  const prefix = words.within.find((each) => text.startsWith(`${each} `));
  if (prefix === undefined) return undefined;
  const rest = text.slice(prefix.length).trim();
  const [, digits = '', name = ''] = /^(\d{0,4})\s*(.+)$/.exec(rest) ?? [];
  const two = digits === '' ? words.two?.[name] : undefined;
  const unit = two ?? UNITS.find((each) => words[each].includes(name));
  if (!unit) return undefined;
  const minutes = (two ? 2 : Number(digits || 1)) * MINUTES[unit];
  const from = Math.floor(now.getTime() / 60_000) * 60_000;
  if (unit === 'minute' || unit === 'hour') return ahead(from + minutes * 60_000, now);
  return onClock(from + offsetAt(from, timeZone) + minutes * 60_000, timeZone, now);
}

/** `tomorrow 6`, `6:00 fri`, `29 nov 14:30`, `14:30`. */
function dayAndClock(text: string, language: Language, timeZone: string, now: Date): TypedTime | undefined {
  const words = WORDS[language];
  const tokens = withoutEmpty(text, words);
  for (let cut = 0; cut <= tokens.length; cut += 1) {
    const [first, last] = [tokens.slice(0, cut).join(' '), tokens.slice(cut).join(' ')];
    for (const [day, time] of [
      [first, last],
      [last, first],
    ] as const) {
      const clock = clockOf(time, words);
      const found = clock && dayOf(day, language, timeZone, now);
      if (!clock || !found) continue;
      const local = dateAt(found, clock);
      if (local === undefined) return { fault: 'unreadable' };
      const at = onClock(local, timeZone, now);
      // A day that comes again comes again.
      return 'fault' in at && at.fault === 'past' && found.again
        ? onClock(local + found.again * DAY_MS, timeZone, now)
        : at;
    }
  }
  return undefined;
}

const withoutEmpty = (text: string, { empty }: TimeWords) => text.split(' ').filter((each) => !empty.includes(each));

interface Clock {
  readonly hour: number;
  readonly minute: number;
}
interface Day {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  /** After how many days it comes again. */
  readonly again?: number;
}

function clockOf(text: string, { noon }: TimeWords): Clock | undefined {
  if (noon.includes(text)) return { hour: 12, minute: 0 };
  const [, hours, minutes = '0', half] = CLOCK.exec(text) ?? [];
  if (hours === undefined) return undefined;
  const [hour, minute] = [Number(hours), Number(minutes)];
  if (half === undefined) return { hour, minute };
  if (hour < 1 || hour > 12) return undefined;
  return { hour: (hour % 12) + (AFTERNOON.test(half) ? 12 : 0), minute };
}

function dayOf(text: string, language: Language, timeZone: string, now: Date): Day | undefined {
  const words = WORDS[language];
  const today = now.getTime() + offsetAt(now.getTime(), timeZone);
  const later = (days: number): Day => {
    const date = new Date(today + days * DAY_MS);
    return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
  };
  if (text === '') return { ...later(0), again: 1 };
  const named = [words.today, words.tomorrow, words.dayAfter].findIndex((each) => each.includes(text));
  if (named >= 0) return later(named);
  const weekday = nameIn(text, weekdays(language));
  if (weekday >= 0) return { ...later((weekday - new Date(today).getUTCDay() + 7) % 7), again: 7 };
  const [, day = '', name = '', year] = /^(\d{1,2})\.? (?:de )?(\p{L}+)(?: (?:de )?(\d{4}))?$/u.exec(text) ?? [];
  const month = nameIn(name, months(language));
  if (day === '' || month < 0) return undefined;
  return dated(Number(day), month + 1, year, later(0));
}

/** A day without its year is the next one. */
function dated(day: number, month: number, year: string | undefined, today: Day): Day {
  if (year !== undefined) return { day, month, year: Number(year) };
  const isPast = month < today.month || (month === today.month && day < today.day);
  return { day, month, year: today.year + (isPast ? 1 : 0) };
}

/** The place of the one name that a text is, or begins with at least three letters. */
function nameIn(text: string, names: readonly (readonly string[])[]): number {
  const exact = names.findIndex((each) => each.includes(text));
  if (exact >= 0 || [...text].length < 3) return exact;
  const begun = names.flatMap((each, index) => (each.some((name) => name.startsWith(text)) ? [index] : []));
  return begun.length === 1 ? (begun[0] ?? -1) : -1;
}

/** Names as `Intl` has them, long and short; Arabic ones also without the article. */
const namesOf = (language: Language, dates: readonly number[], part: 'weekday' | 'month') =>
  dates.map((date) =>
    (['long', 'short'] as const).flatMap((style) => {
      const format = new Intl.DateTimeFormat(language, { [part]: style, timeZone: 'UTC' });
      const name = plain(format.format(date)).replace(/\.$/, '');
      return [name, name.replace(/^ال/, '')];
    }),
  );
/** From a Sunday on. */
const weekdays = (language: Language) =>
  namesOf(
    language,
    Array.from({ length: 7 }, (_, index) => Date.UTC(2026, 10, 1 + index)),
    'weekday',
  );
const months = (language: Language) =>
  namesOf(
    language,
    Array.from({ length: 12 }, (_, index) => Date.UTC(2026, index, 15)),
    'month',
  );

/** A time of the clock as if it were UTC, in milliseconds since 1970; undefined when there is no such day or time. */
function dateAt({ year, month, day }: Day, { hour, minute }: Clock): number | undefined {
  const local = Date.UTC(year, month - 1, day, hour, minute);
  const date = new Date(local);
  const isReal = date.getUTCMonth() === month - 1 && date.getUTCDate() === day && hour < 24 && minute < 60;
  return isReal ? local : undefined;
}

/** The instant at which the zone's clock shows a time. */
function onClock(local: number, timeZone: string, now: Date): TypedTime {
  const offsets = [...new Set([local - DAY_MS, local + DAY_MS].map((near) => offsetAt(near, timeZone)))];
  const found = offsets.map((offset) => local - offset).filter((at) => at + offsetAt(at, timeZone) === local);
  const [one, other] = found.toSorted((first, second) => first - second);
  if (one === undefined) {
    // With the offset of before, the instant stands as far after the jump as the time does.
    return { fault: 'skipped', at: toInstant(new Date(local - offsetAt(local - DAY_MS, timeZone))) };
  }
  if (other === undefined) return ahead(one, now);
  return { fault: 'twice', both: [toInstant(new Date(one)), toInstant(new Date(other))] };
}

const ahead = (at: number, now: Date): TypedTime => {
  const instant = toInstant(new Date(at));
  return at <= now.getTime() ? { fault: 'past', at: instant } : { at: instant };
};

/** How far a zone's clock is ahead of UTC at an instant, in milliseconds. */
function offsetAt(at: number, timeZone: string): number {
  const minute = Math.floor(at / 60_000) * 60_000;
  const parts = new Intl.DateTimeFormat('en-GB-u-hc-h23', {
    timeZone,
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
  }).formatToParts(minute);
  const [year = 0, month = 0, day = 0, hour = 0, minutes = 0] = ['year', 'month', 'day', 'hour', 'minute'].map((type) =>
    Number(parts.find((part) => part.type === type)?.value),
  );
  return Date.UTC(year, month - 1, day, hour, minutes) - minute;
}
