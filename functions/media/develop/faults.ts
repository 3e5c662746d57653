/** Pictures are at most so many times as high as wide: no page shows more, and each is a cost. */
export const MOST_TALL = 5;

/** Why a file is refused: what is wrong, then what to do. */
export const faults = {
  empty: 'The file is empty. Upload it again.',
  unknown: 'The file is none of the kinds that can be uploaded: JPEG, PNG, WebP, AVIF, GIF, SVG, MP3, M4A, Ogg, PDF.',
  heic:
    'The file is a HEIC picture, whatever its name says. On an iPhone, choose Settings, Camera, Formats, Most Compatible, ' +
    'or share it with the option Most Compatible; on a Mac, export it as JPEG in Preview. Then upload that.',
  animated: 'The picture is animated. Upload it as a still picture, or link to it as a video.',
  damaged: 'The file is damaged or incomplete: it cannot be read to its end. Export it again, and upload that.',
  place:
    'The file tells a place (GPS): where it was recorded, or where a picture in it was taken. It would be served as it is. ' +
    'Export it without its location, and upload that.',
  slow: 'The picture takes too long to develop. Export it smaller or simpler, and upload that.',
  large: 'The picture has more than 100 megapixels. Export it smaller, and upload that.',
  tall: `The picture is more than ${MOST_TALL} times as high as it is wide. Cut it into several, and upload those.`,
} as const;
