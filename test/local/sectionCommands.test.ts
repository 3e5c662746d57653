import { afterAll, describe, expect, it } from 'vitest';
import { startCommandLine } from '../support/commandLine.ts';
import { Editor } from '../support/newsroom.ts';

const { app, broadsheet, stop } = await startCommandLine();
afterAll(stop);

describe('broadsheet sections', () => {
  it('renames, retires, merges, and goes on with a merge', async () => {
    const editor = new Editor(app);
    await editor.publish({ slug: 'ferry' });

    const renamed = await broadsheet('sections', 'rename', 'abroad', 'world', '--title', 'World');
    const retired = await broadsheet('sections', 'retire', 'world');
    const merged = await broadsheet('sections', 'merge', 'world', 'home');
    const again = await broadsheet('sections', 'merge', 'world', 'home');
    const listed = await broadsheet('sections');
    const unknown = await broadsheet('sections', 'merge', 'nowhere', 'home');

    expect([renamed.code, renamed.out]).toEqual([0, 'world  World ← abroad\n']);
    expect(retired.out).toBe('world  World (retired) ← abroad\n');
    expect([merged.code, merged.out]).toEqual([0, 'world leads to home now; 1 articles were moved into its list.\n']);
    expect([again.code, again.out]).toEqual([0, 'world leads to home now; 0 articles were moved into its list.\n']);
    expect(listed.out).toBe('home  Home ← abroad, world\n');
    expect([unknown.code, unknown.error]).toEqual([1, 'There is no section "nowhere".\n']);
  });
});
