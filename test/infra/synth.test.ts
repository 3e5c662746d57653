import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { installNative } from '../../infra/nativeModules.ts';

const root = join(import.meta.dirname, '../..');
const home = mkdtempSync(join(tmpdir(), 'broadsheet-home-'));
const bin = ['node_modules/.bin', 'node_modules/node/bin'].map((directory) => join(root, directory));

/** Stands where the network begins, and notes who is asked for. */
let proxy: Server;
const asked: string[] = [];

beforeAll(async () => {
  // Once; a newcomer's first synthesis asks for it.
  installNative(join(root, '.build'));
  proxy = createServer((_, response) => response.writeHead(502).end());
  proxy.on('connect', ({ url }, socket) => {
    asked.push(String(url));
    socket.destroy();
  });
  proxy.listen(0, '127.0.0.1');
  await once(proxy, 'listening');
});

afterAll(() => {
  proxy.close();
  rmSync(home, { recursive: true });
});

/** The CDK as somebody runs it who has just cloned the repository: in no CI, with an empty home and no account. */
async function cdk(...args: readonly string[]): Promise<string> {
  const environment = Object.entries(process.env).filter(([name]) => name !== 'CI' && !name.startsWith('AWS_'));
  const address = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
  const { stdout, stderr } = await promisify(execFile)('cdk', args, {
    cwd: root,
    env: {
      ...Object.fromEntries(environment),
      PATH: [...bin, process.env.PATH].join(':'),
      HOME: home,
      HTTPS_PROXY: address,
      HTTP_PROXY: address,
    },
  });
  return stdout + stderr;
}

/** It compiles every function, in a process of its own. */
const SYNTHESIS = { timeout: 180_000 };

describe('cdk synth', SYNTHESIS, () => {
  it('says nothing to a newcomer, and asks nobody', async () => {
    const said = await cdk('synth', '--quiet', '--output', join(home, 'cdk.out'));

    expect(said).toBe('');
    expect(asked).toEqual([]);
  });

  it('tells nobody of it afterwards', async () => {
    expect(await cdk('cli-telemetry', '--status')).toContain('CLI Telemetry is disabled');
  });
});
