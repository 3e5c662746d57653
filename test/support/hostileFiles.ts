import { deflateSync } from 'node:zlib';
import type { MediaType } from '../../functions/media/schema.ts';
import {
  aPicture,
  exifBlock,
  exifSegment,
  gps,
  gpsXmp,
  iptcBlock,
  iptcSegment,
  pngChunk,
  withChunks,
  withSegments,
  xmpSegment,
} from './pictures.ts';

/** A file that somebody sends to do harm, or that is broken. */
export interface HostileFile {
  readonly what: string;
  readonly bytes: Uint8Array;
  readonly mediaType: MediaType;
  readonly fileName: string;
}

/** What no output may hold: our scripts, places and trailers say it in all these files. */
export const HARM = 'harm-0f1e';
const SCRIPT = `<script>${HARM}</script>`;

/** At least 500 hostile files, the same ones every time. */
export async function hostileFiles(): Promise<readonly HostileFile[]> {
  const picture = await aPicture(64, 48);
  const [jpeg, progressive, png, webp, avif, gif] = await Promise.all([
    picture.clone().jpeg().toBuffer(),
    picture.clone().jpeg({ progressive: true }).toBuffer(),
    picture.clone().png().toBuffer(),
    picture.clone().webp().toBuffer(),
    picture.clone().avif({ effort: 0 }).toBuffer(),
    picture.clone().gif().toBuffer(),
  ]);
  const good = { jpeg, progressive, png, webp, avif, gif };
  return [
    ...wrongTypes(good),
    ...truncated(good),
    ...flipped(good),
    ...polyglots(good),
    ...bombs(good),
    ...films(good),
    ...drawings(),
    ...texts(good),
    ...directories(good),
    ...names(good),
  ];
}

type Good = Readonly<Record<'jpeg' | 'progressive' | 'png' | 'webp' | 'avif' | 'gif', Buffer>>;

const typeOf = (format: string) => `image/${format === 'progressive' ? 'jpeg' : format}` as MediaType;
const file = (what: string, bytes: Uint8Array, mediaType: MediaType, fileName = 'picture.jpg'): HostileFile => ({
  what,
  bytes,
  mediaType,
  fileName,
});
const entries = (good: Good) => Object.entries(good) as [keyof Good, Buffer][];

/** Numbers that look random, and are the same in every run. */
function* numbers(seed: number) {
  for (let state = seed; ; ) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    yield state / 2 ** 32;
  }
}

function wrongTypes(good: Good): HostileFile[] {
  const types: readonly MediaType[] = [
    'image/jpeg',
    'image/png',
    'image/webp',
    'image/avif',
    'image/gif',
    'image/heic',
    'image/svg+xml',
    'audio/mpeg',
    'audio/mp4',
    'audio/ogg',
    'application/pdf',
  ];
  const contents: Readonly<Record<string, Uint8Array>> = {
    nothing: Buffer.alloc(0),
    'one byte': Buffer.from([0xff]),
    zeros: Buffer.alloc(4_096),
    script: Buffer.from(`alert("${HARM}")`),
    HTML: Buffer.from(`<!doctype html>${SCRIPT}`),
    ZIP: Buffer.from(`PK\x03\x04${HARM}`),
    program: Buffer.from(`MZ\x90\0${HARM}`),
    shell: Buffer.from(`#!/bin/sh\necho ${HARM}`),
    TIFF: Buffer.from(`II*\0\x08\0\0\0${HARM}`),
    BMP: Buffer.from(`BM${HARM}`),
    video: Buffer.from(`\0\0\0\x14ftypqt  \0\0\0\0${HARM}`, 'latin1'),
    gzip: Buffer.from(`\x1f\x8b\x08${HARM}`, 'latin1'),
  };
  const nothing = types.flatMap((type) =>
    Object.entries(contents).map(([what, bytes]) => file(`${what} sent as ${type}`, bytes, type)),
  );
  const lies = types.flatMap((type) =>
    entries(good)
      .filter(([format]) => typeOf(format) !== type)
      .map(([format, bytes]) => file(`${format} sent as ${type}`, bytes, type)),
  );
  return [...nothing, ...lies];
}

const truncated = (good: Good) =>
  entries(good).flatMap(([format, bytes]) =>
    [3, 7, 11, 13, 20, 33, 47, 60, 90, 120, 160, 200, 260, 340, bytes.length - 40, bytes.length - 9, bytes.length - 1]
      .filter((end) => end > 0 && end < bytes.length)
      .map((end) => file(`${format} that ends after ${end} bytes`, bytes.subarray(0, end), typeOf(format))),
  );

/** Files in which a few bytes are others. */
function flipped(good: Good): HostileFile[] {
  const random = numbers(7);
  const next = () => random.next().value ?? 0;
  return entries(good).flatMap(([format, bytes]) =>
    Array.from({ length: 20 }, (_, n) => {
      const changed = Buffer.from(bytes);
      for (let k = 0; k <= n % 4; k += 1) changed[Math.floor(next() * changed.length)] = Math.floor(next() * 256);
      return file(`${format} with other bytes (${n})`, changed, typeOf(format));
    }),
  );
}

function polyglots(good: Good): HostileFile[] {
  const trailers = {
    HTML: SCRIPT,
    ZIP: `PK\x03\x04${HARM}PK\x05\x06`,
    PHP: `<?php ${HARM} ?>`,
    PDF: `%PDF-1.4 ${HARM}`,
  };
  const behind = entries(good).flatMap(([format, bytes]) =>
    Object.entries(trailers).map(([what, text]) =>
      file(`${format} with ${what} behind it`, Buffer.concat([bytes, Buffer.from(text, 'latin1')]), typeOf(format)),
    ),
  );
  const comment = Buffer.from(`*/=1;${HARM}();/*${SCRIPT}`);
  const gifOfScript = Buffer.concat([
    good.gif.subarray(0, -1),
    Buffer.from([0x21, 0xfe, comment.length]),
    comment,
    Buffer.from([0, 0x3b]),
  ]);
  const riff = Buffer.concat([good.webp, Buffer.from('HARM\x20\0\0\0', 'latin1'), Buffer.from(SCRIPT.padEnd(32))]);
  riff.writeUInt32LE(riff.length - 8, 4);
  return [
    ...behind,
    file('GIF that is a script too', gifOfScript, 'image/gif'),
    file('GIF header before a script', Buffer.from(`GIF89a/*${'\0'.repeat(20)}*/=1;${HARM}()`), 'image/gif'),
    file('JPEG with HTML in a comment', withSegments(good.jpeg, [0xfe, Buffer.from(SCRIPT)]), 'image/jpeg'),
    file(
      'PNG with HTML in a text',
      withChunks(good.png, pngChunk('tEXt', Buffer.from(`Comment\0${SCRIPT}`))),
      'image/png',
    ),
    file(
      'PNG with HTML in a compressed text',
      withChunks(good.png, pngChunk('zTXt', Buffer.concat([Buffer.from('Comment\0\0'), deflateSync(SCRIPT)]))),
      'image/png',
    ),
    file('WebP with a chunk of HTML', riff, 'image/webp'),
    file('HTML before a JPEG', Buffer.concat([Buffer.from(SCRIPT), good.jpeg]), 'image/jpeg'),
    file('PDF before a JPEG', Buffer.concat([Buffer.from('%PDF-1.4 '), good.jpeg]), 'application/pdf'),
  ];
}

/** Small files that say that they are large. */
function bombs(good: Good): HostileFile[] {
  const header = (width: number, height: number, depth = 8, color = 6) => {
    const data = Buffer.alloc(13);
    data.writeUInt32BE(width, 0);
    data.writeUInt32BE(height, 4);
    data.set([depth, color], 8);
    return pngChunk('IHDR', data);
  };
  const pngOf = (width: number, height: number, pixels: Uint8Array, depth?: number, color?: number) =>
    Buffer.concat([
      good.png.subarray(0, 8),
      header(width, height, depth, color),
      pngChunk('IDAT', deflateSync(pixels)),
      pngChunk('IEND', Buffer.alloc(0)),
    ]);
  const changed = (bytes: Buffer, at: number, value: readonly number[]) => {
    const copy = Buffer.from(bytes);
    copy.set(value, at);
    return copy;
  };
  const frameAt = (bytes: Buffer, marker: number) => bytes.indexOf(Buffer.from([0xff, marker])) + 5;
  const sizes = [65_535, 65_500, 40_000, 20_000, 10_001];
  const ispe = good.avif.indexOf('ispe') + 8;
  const sized = sizes.flatMap((size) => {
    const [high, low] = [size >> 8, size & 255];
    const big = [0, 0, high, low, 0, 0, high, low];
    return [
      file(`PNG of ${size} × ${size}`, pngOf(size, size, Buffer.alloc(64)), 'image/png'),
      file(
        `JPEG of ${size} × ${size}`,
        changed(good.jpeg, frameAt(good.jpeg, 0xc0), [high, low, high, low]),
        'image/jpeg',
      ),
      file(
        `progressive JPEG of ${size} × ${size}`,
        changed(good.progressive, frameAt(good.progressive, 0xc2), [high, low, high, low]),
        'image/jpeg',
      ),
      file(
        `GIF of ${size} × ${size}`,
        changed(changed(good.gif, 6, [low, high, low, high]), good.gif.indexOf(',') + 5, [low, high, low, high]),
        'image/gif',
      ),
      file(`AVIF of ${size} × ${size}`, changed(good.avif, ispe, big), 'image/avif'),
      file(`WebP of 16,383 × 16,383 (${size})`, changed(good.webp, 26, [0xff, 0x3f, 0xff, 0x3f]), 'image/webp'),
    ];
  });
  return [
    ...sized,
    file('PNG of 4,294,967,295 pixels', pngOf(0xffffffff, 1, Buffer.alloc(64)), 'image/png'),
    file('PNG without pixels', pngOf(0, 0, Buffer.alloc(64)), 'image/png'),
    file(
      'PNG of a hundred megapixels in a few bytes',
      pngOf(10_000, 10_000, Buffer.alloc(1_251 * 10_000), 1, 0),
      'image/png',
    ),
    file('PNG of a thread', pngOf(1, 60_000, Buffer.alloc(2 * 60_000), 1, 0), 'image/png'),
    file(
      'PNG with a text of 50 MB',
      withChunks(
        good.png,
        pngChunk('zTXt', Buffer.concat([Buffer.from('Comment\0\0'), deflateSync(Buffer.alloc(50_000_000, 97))])),
      ),
      'image/png',
    ),
    file(
      'PNG with a profile of 50 MB',
      withChunks(
        good.png,
        pngChunk('iCCP', Buffer.concat([Buffer.from('p\0\0'), deflateSync(Buffer.alloc(50_000_000))])),
      ),
      'image/png',
    ),
    file(
      'PNG of 100,000 chunks',
      withChunks(good.png, ...new Array(100_000).fill(pngChunk('teSt', Buffer.alloc(0)))),
      'image/png',
    ),
    file('JPEG of 3,000 scans', manyScans(good.progressive, 3_000), 'image/jpeg'),
    file(
      'JPEG of 20,000 comments',
      withSegments(good.jpeg, ...new Array(20_000).fill([0xfe, Buffer.from(HARM)])),
      'image/jpeg',
    ),
  ];
}

/** The last scan of a progressive JPEG, many times. */
function manyScans(jpeg: Buffer, count: number): Buffer {
  const last = jpeg.lastIndexOf(Buffer.from([0xff, 0xda]));
  return Buffer.concat([jpeg.subarray(0, last), ...new Array(count).fill(jpeg.subarray(last, -2)), jpeg.subarray(-2)]);
}

/** Pictures of many frames. */
function films(good: Good): HostileFile[] {
  const frame = good.gif.subarray(good.gif.indexOf(','), -1);
  const gifOf = (frames: number) =>
    Buffer.concat([good.gif.subarray(0, -1), ...new Array(frames - 1).fill(frame), Buffer.from(';')]);
  const apngOf = (frames: number) => {
    const control = Buffer.alloc(8);
    control.writeUInt32BE(frames);
    return withChunks(
      good.png,
      pngChunk('acTL', control),
      ...new Array(frames).fill(pngChunk('fcTL', Buffer.alloc(26))),
    );
  };
  const webpOf = (frames: number) => {
    const chunk = (type: string, data: Uint8Array) => {
      const head = Buffer.from(`${type}\0\0\0\0`, 'latin1');
      head.writeUInt32LE(data.length, 4);
      return Buffer.concat([head, data, Buffer.alloc(data.length % 2)]);
    };
    const size = Buffer.from([63, 0, 0, 47, 0, 0]);
    const anmf = chunk(
      'ANMF',
      Buffer.concat([Buffer.alloc(6), size, Buffer.from([10, 0, 0, 0]), good.webp.subarray(12)]),
    );
    const body = Buffer.concat([
      chunk('VP8X', Buffer.concat([Buffer.from([2, 0, 0, 0]), size])),
      chunk('ANIM', Buffer.alloc(6)),
      ...new Array(frames).fill(anmf),
    ]);
    const head = Buffer.from('RIFF\0\0\0\0WEBP', 'latin1');
    head.writeUInt32LE(body.length + 4, 4);
    return Buffer.concat([head, body]);
  };
  const sequence = Buffer.from(good.avif);
  sequence.write('avis', 8, 'latin1');
  return [
    ...[2, 3, 10, 100, 1_000, 10_000].flatMap((frames) => [
      file(`GIF of ${frames} frames`, gifOf(frames), 'image/gif'),
      file(`APNG of ${frames} frames`, apngOf(frames), 'image/png'),
      file(`WebP of ${frames} frames`, webpOf(frames), 'image/webp'),
    ]),
    file('AVIF sequence', sequence, 'image/avif'),
  ];
}

function drawings(): HostileFile[] {
  const svg = (body: string, head = '', attributes = 'width="40" height="30"') =>
    Buffer.from(
      `${head}<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" ${attributes}>${body}</svg>`,
    );
  const laughs = `<!DOCTYPE svg [<!ENTITY a "${HARM}">${Array.from({ length: 9 }, (_, n) => `<!ENTITY ${'bcdefghij'[n]} "${`&${'abcdefghi'[n]};`.repeat(10)}">`).join('')}]>`;
  const uses = Array.from({ length: 7 }, (_, n) => `<g id="u${n + 1}">${`<use href="#u${n}"/>`.repeat(9)}</g>`).join(
    '',
  );
  const outside = [
    'https://example.org/a',
    '//example.org/a',
    'file:///etc/passwd',
    '../../etc/passwd',
    'data:text/html,x',
    'javascript:alert(1)',
  ];
  return [
    ...outside.flatMap((address) => [
      file(
        `SVG with a picture from ${address}`,
        svg(`<image href="${address}" width="9" height="9"/>`),
        'image/svg+xml',
      ),
      file(`SVG with a use of ${address}`, svg(`<use xlink:href="${address}#a"/>`), 'image/svg+xml'),
      file(`SVG filled with ${address}`, svg(`<rect width="9" height="9" fill="url(${address})"/>`), 'image/svg+xml'),
      file(`SVG with styles of ${address}`, svg(`<style>@import "${address}";</style>`), 'image/svg+xml'),
      file(
        `SVG with an entity of ${address}`,
        svg('<desc>&x;</desc>', `<!DOCTYPE svg [<!ENTITY x SYSTEM "${address}">]>`),
        'image/svg+xml',
      ),
    ]),
    file('SVG with a script', svg(`${SCRIPT}<rect width="9" height="9" onload="${HARM}()"/>`), 'image/svg+xml'),
    file(
      'SVG with a web page',
      svg(`<foreignObject><body xmlns="http://www.w3.org/1999/xhtml">${SCRIPT}</body></foreignObject>`),
      'image/svg+xml',
    ),
    file('SVG with a billion laughs', svg('<desc>&j;</desc>', laughs), 'image/svg+xml'),
    file(
      'SVG with a parameter entity',
      svg('', `<!DOCTYPE svg [<!ENTITY % x SYSTEM "https://example.org/x"> %x;]>`),
      'image/svg+xml',
    ),
    file('SVG of nine to the seventh', svg(`<rect id="u0" width="1" height="1"/>${uses}`), 'image/svg+xml'),
    file('SVG of 100,000 groups, one in another', svg('<g>'.repeat(100_000) + '</g>'.repeat(100_000)), 'image/svg+xml'),
    file('SVG that never ends', svg('').subarray(0, -4), 'image/svg+xml'),
    file('SVG in UTF-16', Buffer.from(`\ufeff${svg('').toString()}`, 'utf16le'), 'image/svg+xml'),
    file('SVG without a size', svg('', '', ''), 'image/svg+xml'),
    file('SVG of 65,535 × 65,535', svg('', '', 'width="65535" height="65535"'), 'image/svg+xml'),
    file('SVG of no size', svg('', '', 'width="0" height="0"'), 'image/svg+xml'),
    file('SVG of a size below zero', svg('', '', 'width="-9" height="-9"'), 'image/svg+xml'),
    file('SVG of a size beyond numbers', svg('', '', 'width="1e99" height="1e99"'), 'image/svg+xml'),
    file('SVG of three megabytes', svg(`<desc>${'a'.repeat(3_000_000)}</desc>`), 'image/svg+xml'),
  ];
}

/** Good pictures that say bad things of themselves, and where they were taken. */
function texts(good: Good): HostileFile[] {
  const said = [
    SCRIPT,
    `"><img src=x onerror=${HARM}()>`,
    `\u202e${SCRIPT}`,
    `\0\x07${SCRIPT}`,
    SCRIPT.repeat(3_000),
    `<${'a'.repeat(20_000)}`,
  ];
  const escaped = (text: string) =>
    text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('\0', '').replaceAll('\x07', '');
  const xmpOf = (text: string) =>
    gpsXmp.replace(
      '/></rdf:RDF>',
      `><dc:description xmlns:dc="http://purl.org/dc/elements/1.1/">${escaped(text)}</dc:description></rdf:Description></rdf:RDF>`,
    );
  const exif = (text: string) => exifBlock({ 270: text, 315: text, 33432: text }, { 36867: text, 37510: text }, gps);
  const fits = (text: string) => text.length < 15_000;
  return said.flatMap((text, n) => [
    ...(fits(text)
      ? [file(`JPEG whose EXIF says ${n}`, withSegments(good.jpeg, exifSegment(exif(text))), 'image/jpeg')]
      : []),
    ...(fits(text)
      ? [file(`JPEG whose XMP says ${n}`, withSegments(good.jpeg, xmpSegment(xmpOf(text))), 'image/jpeg')]
      : []),
    file(
      `JPEG whose IPTC says ${n}`,
      withSegments(
        good.jpeg,
        iptcSegment(iptcBlock([105, 110, 116, 120, 25, 80].map((set) => [set, text.slice(0, 9_000)]))),
      ),
      'image/jpeg',
    ),
    file(`PNG whose EXIF says ${n}`, withChunks(good.png, pngChunk('eXIf', exif(text))), 'image/png'),
    file(
      `PNG whose XMP says ${n}`,
      withChunks(good.png, pngChunk('iTXt', Buffer.from(`XML:com.adobe.xmp\0\0\0\0\0${xmpOf(text)}`))),
      'image/png',
    ),
  ]);
}

/** EXIF directories that lead in circles, or nowhere. */
function directories(good: Good): HostileFile[] {
  const tiff = (
    entriesOf: readonly (readonly [tag: number, type: number, count: number, value: number])[],
    next = 8,
  ) => {
    const block = Buffer.alloc(10 + 12 * entriesOf.length + 4);
    block.write('II*\0\x08\0\0\0', 'latin1');
    block.writeUInt16LE(entriesOf.length, 8);
    entriesOf.forEach(([tag, type, count, value], n) => {
      block.writeUInt16LE(tag, 10 + 12 * n);
      block.writeUInt16LE(type, 12 + 12 * n);
      block.writeUInt32LE(count, 14 + 12 * n);
      block.writeUInt32LE(value, 18 + 12 * n);
    });
    block.writeUInt32LE(next, block.length - 4);
    return block;
  };
  const blocks: Readonly<Record<string, Buffer>> = {
    'that follows itself': tiff([[0x0112, 3, 1, 6]]),
    'that holds itself': tiff([
      [0x8769, 4, 1, 8],
      [0x8825, 4, 1, 8],
      [0xa005, 4, 1, 8],
    ]),
    'beyond the end': tiff([[0x8769, 4, 1, 0xfffffff0]]),
    'of texts beyond the end': tiff([
      [0x010e, 2, 0xffffffff, 8],
      [0x013b, 2, 100, 0xfffffff0],
    ]),
    'of an unknown turn': tiff([[0x0112, 3, 1, 99]]),
    'of 5,000 entries': tiff(new Array(5_000).fill([0x010e, 2, 60_000, 0]), 0),
    'that says it has 65,535 entries': Buffer.from('II*\0\x08\0\0\0\xff\xff', 'latin1'),
    'that is no directory': Buffer.from('II*\0'),
    'that is empty': Buffer.alloc(0),
  };
  return Object.entries(blocks).flatMap(([what, block]) => [
    file(`JPEG with an EXIF directory ${what}`, withSegments(good.jpeg, exifSegment(block)), 'image/jpeg'),
    file(`PNG with an EXIF directory ${what}`, withChunks(good.png, pngChunk('eXIf', block)), 'image/png'),
  ]);
}

function names(good: Good): HostileFile[] {
  const bad = [
    '../../etc/passwd',
    '..\\..\\boot.ini',
    '/etc/passwd',
    'a\0.pdf',
    'gpj.\u202efdp',
    'x'.repeat(300),
    '😀'.repeat(300),
    '',
    '.',
    '..',
    '.htaccess',
    'a\r\nSet-Cookie: a=b',
    '"><script>.pdf',
    'CON',
    '%2e%2e%2f',
    'a/b/c',
    '\u200b',
    'a?b#c',
  ];
  const pdf = Buffer.from('%PDF-1.4\n%%EOF');
  const mp3 = Buffer.concat([Buffer.from('ID3\x04\0\0\0\0\0\0', 'latin1'), Buffer.alloc(64)]);
  return bad.flatMap((name) => [
    file(`PDF named ${JSON.stringify(name.slice(0, 30))}`, pdf, 'application/pdf', name),
    file(`MP3 named ${JSON.stringify(name.slice(0, 30))}`, mp3, 'audio/mpeg', name),
    file(`JPEG named ${JSON.stringify(name.slice(0, 30))}`, good.jpeg, 'image/jpeg', name),
  ]);
}
