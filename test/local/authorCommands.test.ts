import { afterAll, describe, expect, it } from 'vitest';
import { startCommandLine } from '../support/commandLine.ts';
import { aReadyFile } from '../support/library.ts';
import { Editor } from '../support/newsroom.ts';

const { app, broadsheet, stop } = await startCommandLine();
afterAll(stop);

const editor = new Editor(app);
await editor.publish({ slug: 'ferry', byline: ['Ines Calder', 'Tobias Wrenfield'] });
await editor.publish({ slug: 'quay', byline: ['Ines Calder'] });

describe('broadsheet authors', () => {
  it('lists who has written the latest articles', async () => {
    const listed = await broadsheet('authors');
    const latest = await broadsheet('authors', 'list', '--articles', '1');
    const asJson = await broadsheet('authors', 'list', '--json');

    expect(listed.out).toBe('     2  ines-calder  Ines Calder\n     1  tobias-wrenfield  Tobias Wrenfield\n');
    expect(latest.error).toBe('There are more articles: --articles N, or --all.\n');
    expect(JSON.parse(asJson.out)).toEqual([
      { slug: 'ines-calder', name: 'Ines Calder', articles: 2 },
      { slug: 'tobias-wrenfield', name: 'Tobias Wrenfield', articles: 1 },
    ]);
  });

  it('says who an author is, changes what is named, and takes back what is empty', async () => {
    const { id } = await aReadyFile(editor, { alt: 'Ines Calder.', credit: 'Staff', rights: 'staff' });
    const before = await broadsheet('authors', 'show', 'ines-calder');
    const nameless = await broadsheet('authors', 'set', 'ines-calder', '--role', 'Editor');
    const said = await broadsheet('authors', 'set', 'ines-calder', '--biography', 'Writes of boats.', '--portrait', id);
    const changed = await broadsheet(
      ...['authors', 'set', 'ines-calder', '--role', 'Editor', '--contact', 'mailto:ines@example.org'],
      ...['--link', 'Letters=https://letters.example/', '--link', 'Boats=https://boats.example/?of=hers'],
    );
    const back = await broadsheet('authors', 'set', 'ines-calder', '--portrait', '', '--link', '', '--json');
    const shown = await broadsheet('authors', 'show', 'ines-calder');

    expect([before.code, before.error]).toEqual([1, 'Nobody has written about an author "ines-calder".\n']);
    expect([nameless.code, nameless.error]).toEqual([1, expect.stringContaining('biography')]);
    expect([said.code, said.out]).toEqual([0, `ines-calder  Ines Calder\n  Writes of boats.\n  portrait  ${id}\n`]);
    expect(changed.out).toBe(
      `ines-calder  Ines Calder, Editor\n  Writes of boats.\n  portrait  ${id}\n  contact   mailto:ines@example.org\n` +
        '  link      Letters=https://letters.example/\n  link      Boats=https://boats.example/?of=hers\n',
    );
    expect(JSON.parse(back.out)).toMatchObject({ portrait: null, links: [], role: 'Editor', version: 3 });
    expect(shown.out).toBe(
      'ines-calder  Ines Calder, Editor\n  Writes of boats.\n  contact   mailto:ines@example.org\n',
    );
  });

  it('refuses what it cannot read, and a portrait that is none', async () => {
    const nothing = await broadsheet('authors', 'set', 'ines-calder');
    const link = await broadsheet('authors', 'set', 'ines-calder', '--link', 'letters.example');
    const portrait = await broadsheet('authors', 'set', 'ines-calder', '--portrait', '0'.repeat(32));

    expect([nothing.code, nothing.error]).toEqual([2, 'Say something of the author; --help tells what.\n']);
    expect([link.code, link.error]).toEqual([2, '"letters.example" must be like "Letters=https://letters.example".\n']);
    expect([portrait.code, portrait.error]).toEqual([
      1,
      'portrait must be a picture of the media library that can be shown now.\n',
    ]);
  });

  it('gives an author another address, and goes on when it is run again', async () => {
    const renamed = await broadsheet('authors', 'rename', 'ines-calder', 'ines-moor', '--name', 'Ines Moor');
    const again = await broadsheet('authors', 'rename', 'ines-calder', 'ines-moor', '--name', 'Ines Moor');
    const unsaid = await broadsheet('authors', 'rename', 'tobias-wrenfield', 'tobias-wren');
    const unknown = await broadsheet('authors', 'rename', 'nobody', 'somebody');
    const listed = await broadsheet('authors');
    const moved = await broadsheet(
      'authors',
      'set',
      'ines-calder',
      '--role',
      'Editor',
      '--name',
      'Ines',
      '--biography',
      'X',
    );

    expect([renamed.code, renamed.out]).toEqual([
      0,
      'ines-calder leads to ines-moor now; 2 articles were moved into their list.\n',
    ]);
    expect([again.code, again.out]).toEqual([
      0,
      'ines-calder leads to ines-moor now; 0 articles were moved into their list.\n',
    ]);
    expect(unsaid.out).toBe('tobias-wrenfield leads to tobias-wren now; 1 articles were moved into their list.\n');
    expect([unknown.code, unknown.error]).toEqual([1, 'Nothing by an author "nobody" is out.\n']);
    expect(listed.out).toBe('     2  ines-moor  Ines Moor\n     1  tobias-wren  Tobias Wrenfield\n');
    expect([moved.code, moved.error]).toEqual([1, 'This author is at "ines-moor" now.\n']);
  });
});
