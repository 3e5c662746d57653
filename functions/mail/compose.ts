import { toInstant } from '../shared/instant.ts';

export const DAY = 24 * 60 * 60 * 1_000;

export const later = (now: Date, milliseconds: number) => new Date(now.getTime() + milliseconds);

export const day = (now: Date) => toInstant(now).slice(0, 10);

/** The ten minutes of an instant: `2026-11-23T12:3`. */
export const tenMinutes = (now: Date) => toInstant(now).slice(0, 15);

export const paragraphs = (text: readonly string[]) => `${text.join('\n\n')}\n`;
