import { builtIn } from '../shared/api/paperLanguage.ts';
import { createHandler, type Handler } from '../shared/api/stack.ts';
import type { Clock } from '../shared/instant.ts';
import type { Log } from '../shared/log.ts';
import type { Objects } from '../shared/objects/objects.ts';
import { readFile } from './readFile.ts';
import { mediaReadRoutes } from './readRoutes.ts';

export interface MediaRead {
  readonly objects: Objects;
  readonly clock: Clock;
  /** The paper's (BCP 47). */
  readonly language: string;
  readonly log?: Log | undefined;
}

/** Serves the files of the media library. */
export const mediaRead = ({ objects, clock, language, log }: MediaRead): Handler =>
  createHandler(mediaReadRoutes, readFile(objects, clock), { language: builtIn(language), log });
