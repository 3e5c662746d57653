import type { OwnPicture } from '../sections/paperSettings.ts';
import type { Picture } from './picture.ts';
import { showPicture } from './showPicture.ts';

/** A picture as the paper's settings have it: its logo, or what is shown with links to pages without a picture. */
export function ownPicture(use: 'logo' | 'sharePicture', picture: Picture): OwnPicture {
  const { crops, url, width, height } = showPicture(picture);
  const { id, version, alt, expires, notFor } = picture;
  const shown = use === 'logo' ? { url, width, height } : crops['16x9'];
  return {
    id,
    version,
    url: shown.url,
    width: shown.width,
    height: shown.height,
    alt,
    ...(expires && { expires }),
    ...(use === 'sharePicture' && notFor?.includes('social') && { withheld: true }),
  };
}
