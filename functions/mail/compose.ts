import { toInstant } from '../shared/instant.ts';

export const DAY = 24 * 60 * 60 * 1_000;

export const later = (now: Date, milliseconds: number) => new Date(now.getTime() + milliseconds);

export const day = (now: Date) => toInstant(now).slice(0, 10);

export const paragraphs = (text: readonly string[]) => `${text.join('\n\n')}\n`;
