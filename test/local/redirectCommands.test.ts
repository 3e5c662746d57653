import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { startCommandLine } from '../support/commandLine.ts';
import { Editor } from '../support/newsroom.ts';

const { app, home, broadsheet, stop } = await startCommandLine();
afterAll(stop);

describe('broadsheet redirects', () => {
  it('imports a file, names the lines that it cannot take, and takes each once', async () => {
    writeFileSync(join(home, '_redirects'), '/old /new\n/blog/* /home/:splat\n/abroad /x\n/temporary /x 302\n');

    const first = await broadsheet('redirects', 'import', '_redirects');
    writeFileSync(join(home, '_redirects'), '/old /newer\n/blog/* /home/:splat\n');
    const again = await broadsheet('redirects', 'import', '_redirects');
    const updated = await broadsheet('redirects', 'import', '_redirects', '--update');

    expect([first.code, first.out]).toEqual([1, '2 added, 0 updated, 0 unchanged, 2 not taken.\n']);
    expect(first.error).toBe(
      '_redirects:3 from would never be followed: /abroad (Abroad) is there.\n' +
        '_redirects:4 has the status 302; it must be 301 or 410\n',
    );
    expect([again.code, again.out]).toEqual([1, '0 added, 0 updated, 1 unchanged, 1 not taken.\n']);
    expect(again.error).toBe('_redirects:1 leads to /new already; --update changes that\n');
    expect([updated.code, updated.out]).toEqual([0, '0 added, 1 updated, 1 unchanged, 0 not taken.\n']);
  });

  it('adds, lists and removes, and tells what is asked for in vain', async () => {
    await broadsheet('redirects', 'add', '/gone', '--gone');
    await app.get('/old');
    await app.get('/nowhere/at/all');

    const listed = await broadsheet('redirects');
    const misses = await broadsheet('redirects', 'misses');
    const removed = await broadsheet('redirects', 'remove', '/old');
    const circle = await broadsheet('redirects', 'add', '/a', '/a/');

    expect(listed.out).toBe('     0  /blog/* → /home/*\n     0  /gone → gone\n     1  /old → /newer\n');
    expect(misses.out).toContain('     1  2026-11-23 12:00 UTC  /nowhere/at/all\n');
    expect(removed.out).toBe('Removed: /old → /newer\n');
    expect([circle.code, circle.error]).toEqual([1, 'to leads in a circle: /a → /a/ → /a.\n']);
  });

  it('lists former addresses, which cannot be removed', async () => {
    const story = await new Editor(app).publish({ slug: 'ferry' });
    await story.save({ slug: 'quay' });
    await story.publish();

    const listed = await broadsheet('redirects');
    const removed = await broadsheet('redirects', 'remove', '/abroad/ferry');
    const unknown = await broadsheet('redirects', 'remove', '/abroad/quay');

    expect(listed.out).toContain('     –  /abroad/ferry → /abroad/quay (automatic)\n');
    expect([removed.code, removed.error]).toEqual([
      1,
      '/abroad/ferry is a former address, and leads to /abroad/quay by itself. It goes when what had it has it again.\n',
    ]);
    expect([unknown.code, unknown.error]).toEqual([1, 'There is no redirect for /abroad/quay.\n']);
  });
});
