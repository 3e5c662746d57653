import type { MediaDetails } from '../../functions/media/schema.ts';
import * as scenes from './scenes.ts';

/** A picture of the seeds: its drawing and what editors say of it. */
export interface SeedPicture extends Partial<MediaDetails> {
  /** Its file name, without the ending; articles name it as `media:NAME`. */
  readonly name: string;
  /** The SVG file. */
  readonly draw: () => string;
  readonly alt: string;
}

const credit = 'The Broadsheet print room';

const staff = { credit, rights: 'staff', copyright: 'Broadsheet' } as const;

/** All pictures of the seeds. */
export const seedPictures: readonly SeedPicture[] = [
  {
    ...staff,
    name: 'ferry',
    draw: scenes.ferry,
    alt: 'A small ferry with lit windows crosses dark water towards the town, under a large yellow moon.',
    caption: 'The late boat to the Ness, on the night of the vote.',
    place: 'Harrowmere harbour',
    keywords: ['ferry', 'harbour', 'night'],
  },
  {
    ...staff,
    name: 'lido',
    draw: scenes.lido,
    alt: 'Four swimmers in woollen hats cross an open-air pool while the sun comes up behind the changing rooms.',
    caption: 'Seven degrees in the water, at five past seven.',
    place: 'Harbour Lido',
    keywords: ['swimming', 'winter'],
  },
  {
    ...staff,
    name: 'regatta',
    draw: scenes.regatta,
    alt: 'An eight rows at full stretch; a swan is level with its bow.',
    caption: 'Lock Street thirty metres from the line. The swan was not placed.',
    place: 'The Aske below the weir',
    keywords: ['rowing', 'swan'],
    // The swan decides the race, at the very edge.
    focalPoint: { x: 94, y: 56 },
  },
  {
    ...staff,
    name: 'bats',
    draw: scenes.bats,
    alt: 'Bats leave the arch of a bridge at dusk, against a yellow sky with a full moon.',
    caption: 'Tanner’s Bridge, from the towpath.',
    place: 'Tanner’s Bridge',
    keywords: ['wildlife', 'bats'],
  },
  {
    ...staff,
    name: 'comet',
    draw: scenes.comet,
    alt: 'A comet with a long tail stands over the roofs of the town.',
    caption: 'How it ought to look from the harbour wall.',
    keywords: ['astronomy', 'comet'],
  },
  {
    ...staff,
    name: 'loaf',
    draw: scenes.loaf,
    alt: 'A round loaf with four cuts in its crust, on a red cloth.',
    keywords: ['bread', 'food'],
  },
  {
    ...staff,
    name: 'telephone',
    draw: scenes.telephone,
    alt: 'A red telephone with a dial stands alone on a dark desk.',
    caption: 'There was never one like this.',
    keywords: ['diplomacy', 'telephone'],
  },
  {
    ...staff,
    name: 'tuba',
    draw: scenes.tuba,
    alt: 'A tuba stands in a flooded room; a sheet of music drifts past it.',
    caption: 'The rehearsal room in January.',
    place: 'Ropewalk hut',
    keywords: ['music', 'flood'],
  },
  {
    name: 'tram',
    draw: scenes.tram,
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
    name: 'ropewalk',
    draw: scenes.ropewalk,
    alt: 'Three strands of rope run the whole length of a long wooden hall, towards a lit doorway.',
    caption: 'Three strands, three hundred metres.',
    place: 'The Ropewalk',
    keywords: ['rope', 'work'],
  },
  {
    ...staff,
    name: 'coil',
    draw: scenes.coil,
    alt: 'A coil of new rope, seen from above.',
    caption: 'A morning’s work.',
    keywords: ['rope'],
  },
  {
    ...staff,
    name: 'knot',
    draw: scenes.knot,
    alt: 'One loose knot in a thick rope.',
    caption: 'And what becomes of it.',
    keywords: ['rope', 'knot'],
  },
  {
    ...staff,
    name: 'umbrellas',
    draw: scenes.umbrellas,
    alt: 'Eight furled umbrellas hang from a rail; a cello leans beside them.',
    caption: 'Unclaimed, and in very good tune.',
    keywords: ['lost property'],
  },
  {
    ...staff,
    name: 'books',
    draw: scenes.books,
    alt: 'A shelf of old books; the last one leans away from the others.',
    keywords: ['books'],
  },
  {
    name: 'footballer',
    draw: scenes.footballer,
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
    name: 'ines-calder',
    draw: scenes.portrait,
    title: 'Ines Calder',
    alt: 'Ines Calder, who wears round glasses and smiles.',
    people: ['Ines Calder'],
    keywords: ['portrait'],
    focalPoint: { x: 50, y: 45 },
  },
  {
    name: 'turbine',
    draw: scenes.turbine,
    alt: 'A turbine with five white blades turns under water, between the piers of a bridge.',
    caption: 'As its builders imagine it.',
    credit: 'Aske Tidal',
    source: 'Aske Tidal',
    rights: 'handout',
    keywords: ['energy', 'river'],
  },
];
