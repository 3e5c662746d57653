import { hash } from 'node:crypto';
import * as z from 'zod/mini';
import { MediaDetails, MediaRecord } from '../../functions/media/schema.ts';
import type { FocalPoint } from '../../functions/pictures/picture.ts';
import * as scenes from './scenes.ts';

/** A picture of the seeds: its drawing and what editors say of it. */
export interface SeedPicture extends Partial<MediaDetails> {
  /** Its file name, without the ending. */
  readonly name: string;
  /** The SVG file. */
  readonly draw: () => string;
  readonly alt: string;
  readonly focalPoint: FocalPoint;
  /** What its development finds: the height at a width of 1,920 pixels, and the dominant colour. */
  readonly height: number;
  readonly color: string;
}

/** A picture with its file and the id that follows from it. */
export interface DrawnPicture extends SeedPicture {
  readonly id: string;
  readonly file: Uint8Array;
}

export function drawn(picture: SeedPicture): DrawnPicture {
  const file = new TextEncoder().encode(picture.draw());
  return { ...picture, file, id: hash('sha256', file).slice(0, 32) };
}

/** The width that drawings are developed in. */
const WIDTH = 1_920;

/** What development makes of a picture. */
export const sizeOf = ({ height, color, focalPoint }: SeedPicture) => ({ width: WIDTH, height, color, focalPoint });

/** The record of a picture, as if it had been uploaded and developed at an instant. */
export function recordOf(picture: DrawnPicture, at: string): MediaRecord {
  const { id, file, name, draw, height, color, ...details } = picture;
  return z.parse(MediaRecord, {
    ...z.parse(MediaDetails, details),
    id,
    version: 1,
    state: 'ready',
    kind: 'picture',
    mediaType: 'image/svg+xml',
    fileName: `${name}.svg`,
    bytes: file.length,
    sha256: hash('sha256', file),
    picture: sizeOf(picture),
    uploadedAt: at,
    uploadedBy: 'seeds',
    changedAt: at,
    changedBy: 'seeds',
  } satisfies z.input<typeof MediaRecord>);
}

const credit = 'The Broadsheet print room';

const staff = { credit, rights: 'staff', copyright: 'Broadsheet' } as const;

/** All pictures of the seeds. They are developed in this order: first those of the front page, from its top. */
export const seedPictures: readonly SeedPicture[] = [
  {
    name: 'footballer',
    draw: scenes.footballer,
    height: 1280,
    color: '#386878',
    focalPoint: { x: 50, y: 45 },
    alt: 'A footballer in red shoots; the stand behind him is full.',
    caption: 'Rovers’ third, in the eighty-eighth minute.',
    credit: 'Aske Press Agency',
    source: 'Aske Press Agency',
    copyright: 'Aske Press Agency',
    rights: 'agency',
    restrictions: 'For use with reports of this match. No archive.',
    notFor: ['syndication', 'social'],
    // The agency's licence ends with the season.
    expires: '2027-06-01T00:00:00.000Z',
    keywords: ['football', 'Rovers'],
  },
  {
    ...staff,
    name: 'ferry',
    draw: scenes.ferry,
    height: 1280,
    color: '#182838',
    focalPoint: { x: 54, y: 60 },
    alt: 'A small ferry with lit windows crosses dark water towards the town, under a large yellow moon.',
    caption: 'The late boat to the Ness, on the night of the vote.',
    place: 'Harrowmere harbour',
    keywords: ['ferry', 'harbour', 'night'],
  },
  {
    ...staff,
    name: 'telephone',
    draw: scenes.telephone,
    height: 2720,
    color: '#a8c8b8',
    focalPoint: { x: 50, y: 53 },
    alt: 'A red telephone with a dial stands alone on a dark desk.',
    caption: 'There was never one like this.',
    keywords: ['diplomacy', 'telephone'],
  },
  {
    ...staff,
    name: 'umbrellas',
    draw: scenes.umbrellas,
    height: 1200,
    color: '#f8e8d8',
    focalPoint: { x: 60, y: 50 },
    alt: 'Eight furled umbrellas hang from a rail; a cello leans beside them.',
    caption: 'Unclaimed, and in very good tune.',
    keywords: ['lost property'],
  },
  {
    ...staff,
    name: 'ropewalk',
    draw: scenes.ropewalk,
    height: 1280,
    color: '#785838',
    focalPoint: { x: 50, y: 45 },
    alt: 'Three strands of rope run the whole length of a long wooden hall, towards a lit doorway.',
    caption: 'Three strands, three hundred metres.',
    place: 'The Ropewalk',
    keywords: ['rope', 'work'],
  },
  {
    ...staff,
    name: 'loaf',
    draw: scenes.loaf,
    height: 1920,
    color: '#785838',
    focalPoint: { x: 50, y: 55 },
    alt: 'A round loaf with four cuts in its crust, on a red cloth.',
    keywords: ['bread', 'food'],
  },
  {
    ...staff,
    name: 'bats',
    draw: scenes.bats,
    height: 2880,
    color: '#d8a848',
    focalPoint: { x: 69, y: 25 },
    alt: 'Bats leave the arch of a bridge at dusk, against a yellow sky with a full moon.',
    caption: 'Tanner’s Bridge, from the towpath.',
    place: 'Tanner’s Bridge',
    keywords: ['wildlife', 'bats'],
  },
  {
    ...staff,
    name: 'tuba',
    draw: scenes.tuba,
    height: 1440,
    color: '#f8e8d8',
    focalPoint: { x: 52, y: 45 },
    alt: 'A tuba stands in a flooded room; a sheet of music drifts past it.',
    caption: 'The rehearsal room in January.',
    place: 'Ropewalk hut',
    keywords: ['music', 'flood'],
  },
  {
    ...staff,
    name: 'lido',
    draw: scenes.lido,
    height: 1280,
    color: '#386878',
    focalPoint: { x: 50, y: 60 },
    alt: 'Four swimmers in woollen hats cross an open-air pool while the sun comes up behind the changing rooms.',
    caption: 'Seven degrees in the water, at five past seven.',
    place: 'Harbour Lido',
    keywords: ['swimming', 'winter'],
  },
  {
    ...staff,
    name: 'regatta',
    draw: scenes.regatta,
    height: 1080,
    color: '#a8c8b8',
    alt: 'An eight rows at full stretch; a swan is level with its bow.',
    caption: 'Lock Street thirty metres from the line. The swan was not placed.',
    place: 'The Aske below the weir',
    keywords: ['rowing', 'swan'],
    // The swan decides the race, at the very edge.
    focalPoint: { x: 94, y: 56 },
  },
  {
    ...staff,
    name: 'comet',
    draw: scenes.comet,
    height: 1200,
    color: '#182838',
    focalPoint: { x: 44, y: 44 },
    alt: 'A comet with a long tail stands over the roofs of the town.',
    caption: 'How it ought to look from the harbour wall.',
    keywords: ['astronomy', 'comet'],
  },
  {
    name: 'tram',
    draw: scenes.tram,
    height: 1280,
    color: '#a8c8b8',
    focalPoint: { x: 50, y: 55 },
    alt: 'A red and cream double-deck tram takes a bend in front of tall houses.',
    caption: 'Car No. 3 on the bend that squeals.',
    credit: 'Harrowmere Tram Museum',
    source: 'Harrowmere Tram Museum',
    copyright: 'Harrowmere Tram Museum',
    rights: 'creative-commons',
    license: { name: 'CC BY 4.0', url: 'https://creativecommons.org/licenses/by/4.0/' },
    keywords: ['tram', 'transport', 'history'],
  },
  {
    ...staff,
    name: 'coil',
    draw: scenes.coil,
    height: 1920,
    color: '#f8e8d8',
    focalPoint: { x: 50, y: 50 },
    alt: 'A coil of new rope, seen from above.',
    caption: 'A morning’s work.',
    keywords: ['rope'],
  },
  {
    ...staff,
    name: 'knot',
    draw: scenes.knot,
    height: 2560,
    color: '#c84828',
    focalPoint: { x: 50, y: 45 },
    alt: 'One loose knot in a thick rope.',
    caption: 'And what becomes of it.',
    keywords: ['rope', 'knot'],
  },
  {
    ...staff,
    name: 'books',
    draw: scenes.books,
    height: 1440,
    color: '#a8c8b8',
    focalPoint: { x: 45, y: 55 },
    alt: 'A shelf of old books; the last one leans away from the others.',
    keywords: ['books'],
  },
  {
    ...staff,
    name: 'ines-calder',
    draw: scenes.portrait,
    height: 2400,
    color: '#182838',
    title: 'Ines Calder',
    alt: 'Ines Calder, who wears round glasses and smiles.',
    people: ['Ines Calder'],
    keywords: ['portrait'],
    focalPoint: { x: 50, y: 45 },
  },
  {
    name: 'turbine',
    draw: scenes.turbine,
    height: 1280,
    color: '#386878',
    focalPoint: { x: 50, y: 55 },
    alt: 'A turbine with five white blades turns under water, between the piers of a bridge.',
    caption: 'As its builders imagine it.',
    credit: 'Aske Tidal',
    source: 'Aske Tidal',
    rights: 'handout',
    keywords: ['energy', 'river'],
  },
];
