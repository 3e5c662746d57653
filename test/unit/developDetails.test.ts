import { tmpdir } from 'node:os';
import sharp from 'sharp';
import { describe, expect, it, onTestFinished } from 'vitest';
import { readDetails } from '../../functions/media/develop/details.ts';
import { draw } from '../../functions/media/develop/draw.ts';
import { recognize } from '../../functions/media/develop/recognize.ts';
import { safeFileName } from '../../functions/media/develop/safeFileName.ts';
import { writeXmp } from '../../functions/media/develop/xmp.ts';
import { aPicture, developed, exifBlock, iptcBlock } from '../support/pictures.ts';

const xmpOf = (properties: string, attributes = '') =>
  Buffer.from(
    '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF ' +
      'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" ' +
      'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/" ' +
      'xmlns:r="http://ns.adobe.com/xap/1.0/rights/" xmlns:core="http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/" ' +
      `xmlns:ext="http://iptc.org/std/Iptc4xmpExt/2008-02-29/" ${attributes}>${properties}</rdf:Description></rdf:RDF>` +
      '</x:xmpmeta><?xpacket end="w"?>\0\0',
  );
const list = (name: string, kind: string, ...items: string[]) =>
  `<${name}><rdf:${kind}>${items.map((item) => `<rdf:li>${item}</rdf:li>`).join('')}</rdf:${kind}></${name}>`;
const detailsOf = (blocks: Parameters<typeof readDetails>[0]) => readDetails(blocks).details;
const caption = (text: string | Uint8Array) => detailsOf({ iptc: iptcBlock([[120, text]]) }).caption;

describe('what a picture says of itself', () => {
  it('is read from XMP', () => {
    const xmp = xmpOf(
      list('dc:creator', 'Seq', 'Ines Calder', 'Søren Halvorsen') +
        list('dc:subject', 'Bag', 'ferry', 'harbour', 'ferry') +
        list('ext:PersonInImage', 'Bag', 'Priya Natarajan') +
        '<dc:description><rdf:Alt><rdf:li xml:lang="de">Die Fähre</rdf:li><rdf:li xml:lang="x-default">The ferry &amp; sea</rdf:li></rdf:Alt></dc:description>' +
        list('dc:rights', 'Alt', '© 2026 Reuters') +
        list('core:AltTextAccessibility', 'Alt', 'A white ferry') +
        list('r:UsageTerms', 'Alt', 'Editorial use only') +
        '<r:WebStatement>http://creativecommons.org/licenses/by-sa/4.0/deed.en</r:WebStatement>',
      'photoshop:Credit="Reuters" photoshop:Source="Agency" photoshop:City="Suez" photoshop:Country="Egypt" ' +
        'photoshop:Headline="On time" photoshop:DateCreated="2026-11-03T14:05+02:00" photoshop:Instructions="No crops"',
    );

    expect(detailsOf({ xmp })).toEqual({
      title: 'On time',
      alt: 'A white ferry',
      caption: 'The ferry & sea',
      credit: 'Ines Calder, Søren Halvorsen/Reuters',
      copyright: '© 2026 Reuters',
      source: 'Agency',
      license: { name: 'CC BY-SA 4.0', url: 'https://creativecommons.org/licenses/by-sa/4.0/' },
      rights: 'creative-commons',
      restrictions: 'Editorial use only\nNo crops',
      people: ['Priya Natarajan'],
      keywords: ['ferry', 'harbour'],
      place: 'Suez, Egypt',
      takenAt: '2026-11-03T12:05:00.000Z',
    });
  });

  it.each([
    ['in UTF-8 that says so', iptcBlock([[120, 'Göttingen, Łódź']], true), 'Göttingen, Łódź'],
    ['in UTF-8 that does not', iptcBlock([[120, 'Göttingen, Łódź']]), 'Göttingen, Łódź'],
    ['in Latin-1', iptcBlock([[120, Buffer.from('Göttingen', 'latin1')]]), 'Göttingen'],
    [
      'in Latin-1 that says that it is UTF-8',
      iptcBlock([[120, Buffer.from('Göttingen', 'latin1')]], true),
      'Göttingen',
    ],
    ['with the quotes of Windows', iptcBlock([[120, Buffer.from('\x93Ferry\x94 \x80', 'latin1')]]), '“Ferry” €'],
  ])('is read from IPTC %s', (_what, iptc, expected) => {
    expect(detailsOf({ iptc }).caption).toBe(expected);
  });

  it('is read from EXIF', () => {
    const exif = exifBlock(
      { 270: 'The ferry', 315: 'Ines Calder; Søren Halvorsen', 33432: 'Broadsheet' },
      { 36867: '2026:11:03 14:05:09', 36881: '-05:00' },
    );

    expect(detailsOf({ exif })).toEqual({
      caption: 'The ferry',
      credit: 'Ines Calder, Søren Halvorsen',
      copyright: 'Broadsheet',
      takenAt: '2026-11-03T19:05:09.000Z',
    });
  });

  it.each([
    [
      'a time with its zone before one without',
      exifBlock({}, { 36867: '2026:11:03 14:05:09' }),
      [
        [55, '20261103'],
        [60, '140509+0100'],
      ],
      '2026-11-03T13:05:09.000Z',
    ],
    ['UTC for a time without zone', exifBlock({}, { 36867: '2026:11:03 14:05:09' }), [], '2026-11-03T14:05:09.000Z'],
    ['midnight for a day', exifBlock({}), [[55, '20261103']], '2026-11-03T00:00:00.000Z'],
    [
      'nothing for a day that never was',
      exifBlock({}, { 36867: '2026:02:31 14:05:09' }),
      [[55, '00000000']],
      undefined,
    ],
    ['nothing for a clock that was never set', exifBlock({}, { 36867: '0000:00:00 00:00:00' }), [], undefined],
  ] as const)('gives %s', (_what, exif, records, expected) => {
    expect(detailsOf({ exif, iptc: iptcBlock(records) }).takenAt).toBe(expected);
  });

  it.each([
    ['Ines Calder', 'Ines Calder/Reuters', 'Ines Calder/Reuters'],
    ['Ines Calder', 'Ines Calder', 'Ines Calder'],
    ['', 'Reuters', 'Reuters'],
  ])('credits %j of %j once', (creator, credit, expected) => {
    expect(
      detailsOf({
        iptc: iptcBlock([
          [80, creator],
          [110, credit],
        ]),
      }).credit,
    ).toBe(expected);
  });

  it.each([
    ['https://creativecommons.org/publicdomain/zero/1.0/', 'CC0 1.0', 'public-domain'],
    ['http://www.creativecommons.org/licenses/by/3.0/nl/', 'CC BY 3.0', 'creative-commons'],
    ['https://creativecommons.org.example.com/licenses/by/4.0/', undefined, undefined],
    ['javascript:alert(1)//creativecommons.org/licenses/by/4.0/', undefined, undefined],
  ])('takes %j for the licence %j', (url, name, rights) => {
    const details = detailsOf({ xmp: xmpOf(`<r:WebStatement>${url}</r:WebStatement>`) });

    expect([details.license?.name, details.rights]).toEqual([name, rights]);
  });

  it.each([
    ['a script', 'Ferry <script>alert(1)</script> & <b>sea</b> at 3 < 4', 'Ferry alert(1) & sea at 3 < 4'],
    ['a tag that never ends', 'Ferry <img src=x onerror=alert(1)', 'Ferry img src=x onerror=alert(1)'],
    ['control characters', 'Fer\u0000ry\u0007\u009b', 'Ferry'],
    ['overrides', '\u202eyrreF\u202c', 'yrreF'],
    ['what a camera writes by itself', 'OLYMPUS DIGITAL CAMERA         ', undefined],
    ['nothing visible', '\u200b\u3164', undefined],
  ])('is cleaned of %s', (_what, text, expected) => {
    expect(caption(text)).toBe(expected);
  });

  it('is shortened, and cleaned in time that grows with its length at most', () => {
    const started = performance.now();
    const long = detailsOf({ xmp: xmpOf(list('dc:description', 'Alt', '&lt;a'.repeat(150_000))) });
    const lengthy = caption('word '.repeat(6_000));

    expect(long.caption?.length).toBe(2_000);
    expect(lengthy?.length).toBe(2_000);
    expect(performance.now() - started).toBeLessThan(1_500);
  });

  it('is nothing for blocks that are broken, at whatever byte they end', () => {
    const blocks = {
      exif: exifBlock({ 270: 'The ferry', 315: 'Ines' }, { 36867: '2026:11:03 14:05:09' }),
      iptc: iptcBlock([
        [80, 'Ines'],
        [120, 'The ferry'],
      ]),
      xmp: xmpOf(list('dc:creator', 'Seq', 'Ines')),
    };

    for (const [name, block] of Object.entries(blocks)) {
      for (let end = 0; end < block.length; end += 1) {
        expect(() => readDetails({ [name]: block.subarray(0, end) })).not.toThrow();
      }
    }
  });

  it('is written so that it can be read again', () => {
    const embedded = {
      creators: ['Søren "S" Halvorsen', 'A & B'],
      credit: 'Reuters',
      copyright: '© 2026',
      caption: 'One < two',
      licenseUrl: 'https://creativecommons.org/licenses/by/4.0/',
    };

    expect(readDetails({ xmp: Buffer.from(writeXmp(embedded) ?? '') }).embedded).toEqual(embedded);
  });
});

const pdf = Buffer.from('%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n');
const ogg = Buffer.concat([
  Buffer.from('OggS'),
  Buffer.alloc(22),
  Buffer.from([1, 19]),
  Buffer.from('OpusHead'),
  Buffer.alloc(11),
]);
const m4a = Buffer.from('\0\0\0\x18ftypM4A \0\0\0\0M4A mp42\0\0\0\x08free', 'latin1');
const mp3 = Buffer.from([0xff, 0xfb, 0x90, 0x64, ...new Array(413).fill(0)]);

describe('audio and documents', () => {
  it.each([
    ['audio/mpeg', mp3, 'inline', 'talk.mp3'],
    ['audio/mpeg', Buffer.concat([Buffer.from('ID3\x04\0\0\0\0\0\0', 'latin1'), mp3]), 'inline', 'talk.mp3'],
    ['audio/mp4', m4a, 'inline', 'talk.m4a'],
    ['audio/ogg', ogg, 'inline', 'talk.ogg'],
    ['application/pdf', pdf, 'attachment', 'talk.pdf'],
  ] as const)('of the type %s are served as they are', async (mediaType, bytes, disposition, name) => {
    const { made, ...result } = await developed(bytes, mediaType, { fileName: 'C:\\radio\\talk.MP3' });

    expect(result).toEqual({ kind: 'file', file: { name, mediaType, bytes, disposition } });
    expect(made).toEqual([]);
  });

  it('that end too early are refused', async () => {
    expect(await developed(pdf.subarray(0, 30), 'application/pdf')).toMatchObject({
      kind: 'refused',
      fault: 'damagedFile',
    });
  });

  it.each([
    ['../../etc/passwd', 'passwd.pdf'],
    ['Ein  Gespräch.PDF', 'Ein Gespräch.pdf'],
    ['a\u202egpj.exe', 'agpj.pdf'],
    ['\0\u0007.pdf', 'file.pdf'],
    ['...', 'file.pdf'],
    ['', 'file.pdf'],
    ['CON<>:"|?*.pdf', 'CON.pdf'],
    ['Budget 2026.final', 'Budget 2026.pdf'],
  ])('named %j are called %j', (fileName, expected) => {
    expect(safeFileName(fileName, 'application/pdf')).toBe(expected);
  });

  it('have names of at most 100 characters, which end where a character ends', () => {
    const name = safeFileName(`${'😀'.repeat(300)}.mp3`, 'audio/mpeg');

    expect([[...name].length, name.isWellFormed()]).toEqual([100, true]);
  });
});

describe('a file that is something else', () => {
  it.each(['image/png', 'image/webp', 'application/pdf', 'audio/mpeg'] as const)(
    'than %s is refused with what it is',
    async (declared) => {
      const jpeg = await (await aPicture()).jpeg().toBuffer();

      expect(await developed(jpeg, declared)).toMatchObject({
        kind: 'refused',
        fault: `otherKind ["image/jpeg","${declared}"]`,
      });
    },
  );

  it.each(['heic', 'heix', 'mif1'])(
    'is told what to do with a picture of an iPhone (%s), whatever its name says',
    async (brand) => {
      const heic = Buffer.from(`\0\0\0\x18ftyp${brand}\0\0\0\0mif1heic`, 'latin1');

      expect(await developed(heic, 'image/jpeg')).toMatchObject({
        kind: 'refused',
        fault: 'heic',
      });
    },
  );

  it('is no HEIC if it begins as one but holds AVIF', () => {
    expect(recognize(Buffer.from('\0\0\0\x1cftypmif1\0\0\0\0mif1avifmiaf', 'latin1'))).toBe('image/avif');
  });
});

describe('a drawing', () => {
  const drawing = (body: string, head = '') =>
    Buffer.from(
      `${head}<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 40 20">${body}</svg>`,
    );

  it('becomes pixels, as wide as the largest rendition', async () => {
    const { made, ...result } = await developed(
      drawing('<rect width="20" height="20" fill="#c02020"/>'),
      'image/svg+xml',
    );

    expect(result).toMatchObject({ kind: 'picture', picture: { width: 1_920, height: 960 } });
    expect(made.map(({ mediaType }) => mediaType)).not.toContain('image/svg+xml');
    expect((await sharp(made[0]?.bytes).metadata()).width).toBe(1_280);
  });

  it.each([
    ['an address', drawing('<use href="https://example.org/a.svg#b"/>'), 'drawingRefers'],
    ['a file', drawing('<image xlink:href="file:///etc/passwd"/>'), 'drawingPhotograph'],
    ['a style sheet', drawing('', '<?xml-stylesheet href="https://example.org/a.css"?>'), 'drawingRefers'],
    ['an address in a style', drawing('<style>@import "https://example.org/a.css";</style>'), 'drawingRefers'],
    ['an address in a fill', drawing('<rect fill="url(https://example.org/a#b)"/>'), 'drawingRefers'],
    [
      'an inclusion',
      drawing('<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="/etc/passwd"/>'),
      'drawingRefers',
    ],
    [
      'entities',
      drawing('<desc>&a;</desc>', '<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]>'),
      'damagedDrawing',
    ],
    ['entities that nothing uses', drawing('', '<!DOCTYPE svg [<!ENTITY a "b">]>'), 'drawingEntities'],
    [
      'a web page',
      drawing('<foreignObject><p xmlns="http://www.w3.org/1999/xhtml">Hi</p></foreignObject>'),
      'drawingPage',
    ],
    ['text', drawing('<text>Hi</text>'), 'drawingText'],
    ['a web page around it', Buffer.from('<html><svg xmlns="http://www.w3.org/2000/svg"/></html>'), 'damagedDrawing'],
  ])('with %s is refused', async (_what, bytes, fault) => {
    expect(await developed(bytes, 'image/svg+xml')).toMatchObject({ kind: 'refused', fault });
  });

  it('is drawn wherever the process was started', async () => {
    const started = process.cwd();
    onTestFinished(() => process.chdir(started));
    process.chdir(tmpdir());

    expect(await developed(drawing('<rect width="9" height="9"/>'), 'image/svg+xml')).toMatchObject({
      kind: 'picture',
    });
  });

  it('that takes too long is given up', async () => {
    const opaque = drawing('<g opacity="0.9"><rect width="40" height="20"/></g>'.repeat(20_000));

    expect(await draw(opaque, 1)).toEqual({ fault: 'slowPicture' });
  });

  it('may hold links, gradients and a doctype', async () => {
    const doctype =
      '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">';
    const body =
      '<a xlink:href="https://example.org/"><rect width="9" height="9" fill="url(#g)"/></a><linearGradient id="g"/><use href="#g"/><constructor/>';

    expect(await developed(drawing(body, doctype), 'image/svg+xml')).toMatchObject({ kind: 'picture' });
  });
});
