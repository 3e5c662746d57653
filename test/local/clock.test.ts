import { describe, expect, it, vi } from 'vitest';
import { openIssuer } from '../../infra/local/issuer.ts';
import { aCopy, keepSeeds, launch, start } from '../support/localServer.ts';

vi.setConfig({ testTimeout: 120_000 });

const BEFORE = '2030-01-01T05:59:45.000Z';
const SIX = '2030-01-01T06:00:00.000Z';

keepSeeds();

describe('npm start -- --clock', () => {
  it('shows a front that was arranged for six come at six, and takes tokens of today', async () => {
    const data = aCopy();
    const token = await openIssuer(data).token({ name: 'ines@example.org', groups: ['editors'], hours: 1 });
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const today = await start({ data });
    const front = '/v1/newsroom/fronts/front-page';
    const { json } = await today.get('/v1/articles?limit=5');
    const [before, after] = json.items.slice(3).map(({ slug }: { slug: string }) => slug);
    const arrange = async (version: number, from: string | null, lead: string) => {
      const body = JSON.stringify({ from, lead: [{ article: lead }] });
      const init = { method: 'PATCH', headers: { ...headers, 'if-match': `"${version}"` }, body };
      const response = await fetch(`http://127.0.0.1:${today.port()}${front}`, {
        ...init,
        headers: { ...init.headers, 'content-type': 'application/merge-patch+json' },
      });
      expect([response.status, await response.text()]).toEqual([200, expect.anything()]);
    };
    await arrange(0, null, before);
    await arrange(1, SIX, after);
    await today.stop();

    const moved = await start({ data, args: ['--clock', BEFORE] });
    const page = async () => (await fetch(`http://127.0.0.1:${moved.port()}/`)).text();
    const leadOf = (html: string) =>
      /class="card lead.*?<h2 class="card-headline"><a href="\/[^/]+\/([^"]+)"/s.exec(html)?.[1];
    const first = await page();
    const asked = await fetch(`http://127.0.0.1:${moved.port()}${front}`, { headers });
    const { at } = (await asked.json()) as { at: string };

    expect(moved.output()).toContain(`The clock goes on from ${BEFORE}.`);
    expect(leadOf(first)).toBe(before);
    expect([asked.status, at >= BEFORE, at < SIX]).toEqual([200, true, true]);
    await vi.waitFor(async () => expect(leadOf(await page())).toBe(after), { timeout: 60_000, interval: 500 });
  });

  it('lets people sign in at the desk', async () => {
    const moved = await start({ args: ['--clock', BEFORE] });
    const site = `http://localhost:${moved.port()}`;
    const cookies: string[] = [];
    const ask = async (address: string | null, init: RequestInit = {}) => {
      const headers = { cookie: cookies.join('; ') };
      const answer = await fetch(new URL(address ?? '', site), { redirect: 'manual', headers, ...init });
      cookies.push(...answer.headers.getSetCookie().map((set) => set.replace(/;.*/, '')));
      return answer;
    };
    const atIssuer = await ask('/desk/session/sign-in');
    const chosen = await ask(atIssuer.headers.get('location'), {
      method: 'POST',
      body: new URLSearchParams({ person: 'editor' }),
    });
    await ask(chosen.headers.get('location'));
    const desk = await ask('/desk');

    expect([desk.status, (await desk.text()).includes('/desk/session/sign-out')]).toEqual([200, true]);
  });

  it('is a time', async () => {
    const server = launch({ args: ['--port', '0', '--clock', 'tomorrow'] });

    expect(await server.exitCode).toBe(1);
    expect(server.errors()).toBe('"tomorrow" is not a time such as 2030-01-01T05:59:50Z.\n');
  });
});
