import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openIssuer } from '../../infra/local/issuer.ts';
import { type App, startApp } from '../support/app.ts';
import { runBroadsheet, serveApp } from '../support/commandLine.ts';
import { Editor } from '../support/newsroom.ts';

const home = mkdtempSync(join(tmpdir(), 'broadsheet-'));
const issuer = openIssuer(home);
let app: App;
let server: Awaited<ReturnType<typeof serveApp>>;
let token: string;

beforeAll(async () => {
  token = await issuer.token({ name: 'ines@example.org', groups: ['editors'], hours: 1 });
  app = await startApp();
  server = await serveApp(app, issuer);
  return async () => {
    server.close();
    await app.stop();
  };
});
afterAll(() => rmSync(home, { recursive: true }));

const broadsheet = (...args: readonly string[]) =>
  runBroadsheet(args, { home, env: { BROADSHEET_URL: server.url, BROADSHEET_TOKEN: token } });

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
