import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { defaultSettings } from '../../functions/comments/settings/resolve.ts';
import type { ModerationAction } from '../../functions/moderation/actions.ts';
import { launchBrowser } from '../../infra/commands/browser.ts';
import { openEndpoint } from '../../infra/commands/installation.ts';
import type { LocalIssuer } from '../../infra/local/issuer.ts';
import type { Delivered } from '../../infra/local/mailbox.ts';
import { openObjects } from '../../infra/local/objectStore.ts';
import { startServer } from '../../infra/local/server.ts';
import { loadSeeds, readSeeds, type SeedSet } from '../../seeds/load.ts';
import { putFunctions } from './putFunctions.ts';
import { putStandIns } from './standIns.ts';

/** A section that has a second page. */
export const LONG_SECTION = { name: 'sport', title: 'Sport' } as const;
const ARTICLES_ADDED = 30;

/** The local server as `npm start` runs it, with a browser. */
export interface Site {
  readonly url: string;
  /** A browser context without state, whose reader wants reduced motion: a smooth scroll lasts a second before a click. */
  openBrowser(options?: BrowserContextOptions): Promise<BrowserContext>;
  /** Delivered mails, oldest first. */
  readonly mails: readonly Delivered[];
  /** Internal faults, which readers do not see. */
  readonly faults: readonly unknown[];
  /** Makes a token for the API. */
  readonly token: LocalIssuer['token'];
  /** Takes a moderator's action. */
  decide(commentId: string, act: ModerationAction): Promise<void>;
  /** Changes what is at its first version, as an editor. @param path below `/v1/newsroom`. */
  edit(method: string, path: string, body: object): Promise<void>;
  /** Changes the paper's settings. */
  set(changes: object): Promise<void>;
  close(): Promise<void>;
}

/** @param prepare changes the seeds before they are loaded. */
export async function openSite(prepare: (seeds: SeedSet) => SeedSet): Promise<Site> {
  const directory = mkdtempSync(join(tmpdir(), 'broadsheet-'));
  await putFunctions(directory);
  const mails: Delivered[] = [];
  const faults: unknown[] = [];
  const browser = await launchBrowser();
  const server = await startServer({
    port: 0,
    directory,
    seed: async (endpoint) => {
      const target = await openEndpoint(endpoint, directory);
      const seeds = await readSeeds(join(import.meta.dirname, '../../seeds'));
      await loadSeeds(prepare(seeds), target, () => {});
      await putStandIns(openObjects(directory));
      await target.close();
    },
    onAccess: () => {},
    onMail: (mail) => mails.push(mail),
    onFault: (fault) => faults.push(fault),
  });
  const token = await server.issuer.token({ name: 'staff', groups: ['editors', 'moderators'], hours: 1 });
  const ask = async (method: string, path: string, body: object, sent: object = {}) => {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...sent };
    const answer = await fetch(`${server.url}/v1/${path}`, { method, headers, body: JSON.stringify(body) });
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
  };
  const moderate = (method: string, path: string, body: object) => ask(method, `moderation${path}`, body);
  // All readers of these tests share one address, and type instantly.
  const much = { most: 1_000, seconds: 600 };
  await moderate('PUT', '/settings', {
    ...defaultSettings,
    minSeconds: 0,
    rateLimits: { network: much, person: much, article: much },
  });
  return {
    url: server.url,
    async openBrowser(options = {}) {
      const context = await browser.newContext({ baseURL: server.url, reducedMotion: 'reduce', ...options });
      await context.addInitScript(tellViolations);
      return context;
    },
    mails,
    faults,
    token: server.issuer.token,
    decide: (id, act) => moderate('POST', `/comments/${id}/decisions`, { act, force: true }),
    edit: (method, path, body) => ask(method, `newsroom${path}`, body, { 'if-match': '"1"' }),
    async set(changes) {
      const editor = await server.issuer.token({ name: 'editor', groups: ['editors'], hours: 1 });
      const address = `${server.url}/v1/newsroom/settings`;
      const headers = { authorization: `Bearer ${editor}`, 'content-type': 'application/json' };
      const { headers: present } = await fetch(address, { headers });
      const answer = await fetch(address, {
        method: 'PATCH',
        headers: { ...headers, 'if-match': present.get('etag') ?? '' },
        body: JSON.stringify(changes),
      });
      if (!answer.ok) throw new Error(`PATCH of settings: ${answer.status} ${await answer.text()}`);
    },
    async close() {
      await browser.close();
      await server.stop();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

/** Adds articles to one section, each an hour older than the one before. */
export function withLongSection(seeds: SeedSet): SeedSet {
  const first = seeds.articles.find(({ content }) => content.section === LONG_SECTION.name && content.commentsOpen);
  if (!first) throw new Error(`There is no seed in ${LONG_SECTION.name}.`);
  const added = Array.from({ length: ARTICLES_ADDED }, (_, number) => ({
    ...first,
    content: { ...first.content, slug: `match-${number}`, headline: `The match of round ${number}` },
    publishedAt: new Date(Date.parse('2020-06-01T12:00:00Z') - number * 3_600_000).toISOString(),
    updatedAt: undefined,
    corrections: [],
    movedFrom: [],
    withdrawnAt: undefined,
  }));
  return { ...seeds, articles: [...seeds.articles, ...added] };
}

/** Reports violations of the Content-Security-Policy as console errors, in every browser. */
function tellViolations() {
  addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI }) =>
    console.error(`Content-Security-Policy: ${effectiveDirective} ${blockedURI}`),
  );
}

/** A page's console errors and failed requests, except for a status that the page itself should have. */
export function complaintsOn(page: Page): readonly string[] {
  const complaints: string[] = [];
  page.on('console', (message) => {
    const { url } = message.location();
    const isStatus = url === page.url() && /^Failed to load resource.* 4\d\d /.test(message.text());
    if (!['error', 'warning'].includes(message.type()) || isStatus) return;
    complaints.push(`${message.type()}: ${message.text()} (${url})`);
  });
  page.on('pageerror', (error) => complaints.push(`uncaught: ${error.message}`));
  page.on('requestfailed', (request) => {
    const reason = request.failure()?.errorText;
    // A request aborted by navigation.
    if (reason !== 'net::ERR_ABORTED') complaints.push(`failed: ${request.url()} ${reason}`);
  });
  return complaints;
}
