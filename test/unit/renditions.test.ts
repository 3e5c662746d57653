import { describe, expect, it } from 'vitest';
import { mediaPath, renditionsOf } from '../../functions/pictures/renditions.ts';

const focalPoint = { x: 50, y: 33 };
const namesOf = (width: number, height: number) => renditionsOf({ width, height, focalPoint }).map(({ name }) => name);

describe('the renditions of a picture', () => {
  it('are fifteen for one of twelve megapixels', () => {
    expect(namesOf(4_000, 3_000)).toEqual([
      '1280.jpg',
      '640.webp',
      '1280.webp',
      '320.avif',
      '640.avif',
      '960.avif',
      '1280.avif',
      '1920.avif',
      '16x9-x50y33-1200.jpg',
      '16x9-x50y33-640.webp',
      '16x9-x50y33-320.avif',
      '16x9-x50y33-640.avif',
      '4x3-x50y33-1200.jpg',
      '1x1-x50y33-1200.jpg',
      '1x1-x50y33-320.avif',
    ]);
  });

  it.each([
    [1_000, 700, ['1000.jpg', '640.webp', '1000.webp', '320.avif', '640.avif', '960.avif']],
    [900, 600, ['900.jpg', '640.webp', '900.webp', '320.avif', '640.avif', '900.avif']],
    [500, 300, ['500.jpg', '500.webp', '320.avif', '500.avif']],
    [200, 100, ['200.jpg', '200.webp', '200.avif']],
    [1, 1, ['1.jpg', '1.webp', '1.avif']],
  ])('of %i × %i pixels are never wider than it', (width, height, whole) => {
    expect(namesOf(width, height).filter((name) => !name.includes('x'))).toEqual(whole);
  });

  it.each([
    ['a wide one', 4_000, 1_000],
    ['an upright one', 1_000, 4_000],
    ['a thread', 10_000, 1],
  ])('of %s keep its shape or have that of their crop', (_what, width, height) => {
    for (const each of renditionsOf({ width, height, focalPoint })) {
      expect(each.height).toBeGreaterThanOrEqual(1);
      const ratio = { whole: width / height, '16x9': 16 / 9, '4x3': 4 / 3, '1x1': 1 }[each.crop];
      expect(Math.abs(each.width / ratio - each.height)).toBeLessThanOrEqual(1);
    }
  });
});

it('has addresses that any file name can end', () => {
  expect(mediaPath('0a'.repeat(16), 'Ein Gespräch.mp3')).toBe(`/media/${'0a'.repeat(16)}/Ein%20Gespr%C3%A4ch.mp3`);
});
