import type { LookupAddress } from 'node:dns';
import { lookup } from 'node:dns/promises';
import type { IncomingMessage, RequestOptions } from 'node:http';
import { get } from 'node:https';
import { SayingError } from '../../shared/failure.ts';
import { isPublicAddress } from './publicAddress.ts';

/** Most redirects that are followed. */
const MOST_REDIRECTS = 5;
/** Longest whole fetch with its redirects, in milliseconds. */
const LONGEST = 20_000;

/** How addresses of others are reached; tests give their own. */
export interface Network {
  /** All addresses of a host. */
  readonly resolve: (host: string) => Promise<readonly LookupAddress[]>;
  /** `get` of node:https. */
  readonly get: (
    url: URL,
    options: RequestOptions,
    answered: (response: IncomingMessage) => void,
  ) => {
    on(event: 'error', listener: (error: Error) => void): unknown;
  };
  readonly isAllowed?: (address: string) => boolean;
  readonly milliseconds?: number;
}

/** A file from elsewhere. */
export interface FetchedFile {
  readonly bytes: Uint8Array;
  /** The address after all redirects. */
  readonly url: string;
}

/**
 * Reads a file. A longer one than `mostBytes` is refused; of one whose `beginning` is enough, so much is read.
 * @throws FetchRefused
 */
export type FetchFile = (address: string, mostBytes: number, part?: 'whole' | 'beginning') => Promise<FetchedFile>;

/** Why a file was not fetched; it says a sentence without its subject, such as `answers 404`. */
export class FetchRefused extends SayingError {
  override readonly name = 'FetchRefused';
}

/**
 * Makes a reader of files at addresses that an editor names, which may lead anywhere. It fetches only by https, on the
 * usual port, and only from addresses of the public internet: a host is resolved first, and the connection goes to the
 * address that was looked at, so that the host cannot become another one in between. Every redirect is checked in the same
 * way. Nothing of the caller is sent: no cookie, no referrer, no credentials.
 */
export function createFileFetcher({
  resolve,
  get: send,
  isAllowed = isPublicAddress,
  milliseconds = LONGEST,
}: Network): FetchFile {
  /** The addresses of a host, all of which must be public. */
  const addressesOf = async (url: URL): Promise<readonly LookupAddress[]> => {
    const addresses = await resolve(url.hostname.replace(/^\[|\]$/g, '')).catch(() => []);
    if (addresses.length === 0) throw new FetchRefused(({ faults }) => faults.unknownHost(url.hostname));
    if (!addresses.every(({ address }) => isAllowed(address))) {
      throw new FetchRefused(({ faults }) => faults.privateHost(url.hostname));
    }
    return addresses;
  };

  /** The answer at one address, without following it. */
  const answerOf = (url: URL, addresses: readonly LookupAddress[], signal: AbortSignal) =>
    new Promise<IncomingMessage>((answered, failed) => {
      const options: RequestOptions = {
        signal,
        // A connection of its own: one that is kept could lead to an address that nobody has looked at.
        agent: false,
        headers: { accept: 'image/*,audio/*,application/pdf', 'user-agent': 'Broadsheet' },
        lookup: (_host, { all }, done) => {
          const [first] = addresses;
          if (all) done(null, [...addresses]);
          else done(null, first?.address ?? '', first?.family);
        },
      };
      send(url, options, answered).on('error', failed);
    });

  const follow = async (from: URL, read: Reading, signal: AbortSignal): Promise<FetchedFile> => {
    let url = from;
    for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects += 1) {
      requireFetchable(url);
      const response = await answerOf(url, await addressesOf(url), signal);
      const { statusCode = 0, headers } = response;
      if (statusCode >= 300 && statusCode < 400 && headers.location !== undefined) {
        response.destroy();
        const next = URL.parse(headers.location, url);
        if (!next) throw new FetchRefused(({ faults }) => faults.leadsNowhere);
        url = next;
        continue;
      }
      if (statusCode !== 200) {
        response.destroy();
        throw new FetchRefused(({ faults }) => faults.answers(statusCode));
      }
      return { bytes: await read(response), url: url.href };
    }
    throw new FetchRefused(({ faults }) => faults.leadsOn(MOST_REDIRECTS));
  };

  return async (address, mostBytes, part = 'whole') => {
    const url = URL.parse(address);
    if (!url) throw new FetchRefused(({ faults }) => faults.noUrl);
    const signal = AbortSignal.timeout(milliseconds);
    const late = new Promise<never>((_, reject) =>
      signal.addEventListener('abort', () => reject(signal.reason), { once: true }),
    );
    try {
      // The resolver takes no signal.
      return await Promise.race([follow(url, (response) => readings[part](response, mostBytes), signal), late]);
    } catch (error) {
      if (error instanceof FetchRefused) throw error;
      const isLate = signal.aborted;
      throw new FetchRefused(({ faults }) => (isLate ? faults.slowAnswer(milliseconds / 1_000) : faults.unreachable), {
        cause: error,
      });
    }
  };
}

/** @throws FetchRefused for anything but https on the usual port, without a name and password. */
function requireFetchable({ protocol, port, username, password }: URL): void {
  if (protocol !== 'https:') throw new FetchRefused(({ faults }) => faults.notHttps);
  if (port !== '') throw new FetchRefused(({ faults }) => faults.usesPort(port));
  if (username !== '' || password !== '') throw new FetchRefused(({ faults }) => faults.namesPassword);
}

/** The whole of an answer, given up as soon as it is too long. */
async function bytesOf(response: IncomingMessage, mostBytes: number): Promise<Uint8Array> {
  const tooLong = () => new FetchRefused(({ faults }) => faults.longFile(mostBytes));
  if (Number(response.headers['content-length'] ?? 0) > mostBytes) {
    response.destroy();
    throw tooLong();
  }
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of response as AsyncIterable<Uint8Array>) {
    length += part.length;
    if (length > mostBytes) throw tooLong();
    parts.push(part);
  }
  if (!response.complete) throw new FetchRefused(({ faults }) => faults.endsEarly);
  return Buffer.concat(parts);
}

/** The beginning of an answer. */
async function beginningOf(response: IncomingMessage, mostBytes: number): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of response as AsyncIterable<Uint8Array>) {
    parts.push(part);
    length += part.length;
    if (length >= mostBytes) break;
  }
  return Buffer.concat(parts).subarray(0, mostBytes);
}

const readings = { whole: bytesOf, beginning: beginningOf } as const;
type Reading = (response: IncomingMessage) => Promise<Uint8Array>;

const internet: Network = { resolve: (host) => lookup(host, { all: true }), get };

/** Fetches from the internet. */
export const fetchFromInternet = createFileFetcher(internet);
/** The same, for a request that does not wait long. */
export const fetchQuickly = createFileFetcher({ ...internet, milliseconds: 3_000 });
