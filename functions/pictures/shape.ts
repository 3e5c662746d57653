/** The size of a picture, in pixels. */
interface Size {
  readonly width: number;
  readonly height: number;
}

/** Whether a picture is upright or nearly square: then it is laid out by its height, for a screen to have room for a text, too. */
export const isTall = ({ width, height }: Size): boolean => width < 1.1 * height;

/** Whether it is a panorama: then nothing stands beside it. */
export const isBroad = ({ width, height }: Size): boolean => width > 2.2 * height;
