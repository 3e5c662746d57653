import { Sha256 } from '../data/sdkParts.ts';

/*
 * Lighter replacements for parts of the SDK that its client of S3 loads, aliased in `infra/bundling.ts` for the functions
 * that have objects. Objects are sent with their SHA-256 (`objects.ts`), so the SDK computes no other checksum.
 */

export { Sha256, Sha256 as Sha256Js, Sha256 as Sha256Node };

/** Stands for every checksum that is never computed. */
class Unused {
  constructor() {
    throw new Error('Objects are checked by their SHA-256 alone');
  }
}

export {
  Unused as Crc32,
  Unused as Crc32c,
  Unused as Crc32Js,
  Unused as Crc32Node,
  Unused as Crc64Nvme,
  Unused as Md5,
  Unused as Md5Js,
  Unused as Md5Node,
  Unused as Sha1,
};

export const readableStreamHasher = (): never => {
  throw new Error('No stream is sent');
};

/** No answer that we ask for is a stream of events. */
export const eventStreamSerdeProvider = undefined;
export const resolveEventStreamSerdeConfig = <Config>(config: Config): Config => config;
