import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { routes } from '../../functions/routes.ts';
import type { Route } from '../../functions/shared/api/route.ts';
import { decodedPath } from '../local/event.ts';
import { createMatcher } from '../local/match.ts';

/** The site to test, and the accounts to test it with. */
export interface Walk {
  readonly url: string;
  /** Returns a token of a person who is editor and moderator. */
  readonly token: () => Promise<string>;
  /** The commenter's email address; a mail is sent there. */
  readonly email: string;
  /** Called after each request that was answered as expected. */
  readonly onStep: (step: Step) => void;
  /** How long a change may take to reach readers, past all caches. */
  readonly propagationMilliseconds?: number;
}

/** The route of a request, and the status of its response. */
export interface Step {
  readonly route: Pick<Route, 'function'> & { readonly key: string };
  readonly status: number;
}

/** A response with an unexpected status. */
export class WalkFault extends Error {
  override readonly name = 'WalkFault';
  readonly step: Step;
  /** The request id in the logs, if the response contains it. */
  readonly requestId: string | undefined;

  constructor(step: Step, expected: readonly number[], answer: string) {
    const instance = /urn:broadsheet:request:([\w-]+)/.exec(answer)?.[1];
    super(
      `${step.route.key} (${step.route.function}) answered ${step.status}, not ${expected.join(' or ')}: ${detailOf(answer)}`,
    );
    this.step = step;
    this.requestId = instance;
  }
}

/** The site's data do not allow a smoke test; its functions are not at fault. */
export class WalkRefusal extends Error {
  override readonly name = 'WalkRefusal';
}

/** The slug of the withdrawn article that a walk leaves behind, and that the next walk uses again. */
const SLUG = 'smoke-test';
/** Caches keep a response for 60 seconds at most; with some margin. */
const PROPAGATION_MILLISECONDS = 75_000;

interface Asking {
  readonly as?: 'newsroom';
  readonly body?: object;
  readonly headers?: Readonly<Record<string, string>>;
}

interface Answered {
  readonly status: number;
  readonly text: string;
  // biome-ignore lint/suspicious/noExplicitAny: the walk looks into answers of all shapes
  readonly json: any;
}

/**
 * Smoke-tests a site over HTTP(S) as readers, an editor and a moderator. It calls every function that has routes at least
 * once, and exercises most of their permissions on the tables. Cleans up after itself, also on a fault.
 * @returns the names of the called functions.
 * @throws WalkFault for the first unexpected response; WalkRefusal.
 */
export async function walk(options: Walk): Promise<ReadonlySet<string>> {
  const { url, token, email, onStep, propagationMilliseconds = PROPAGATION_MILLISECONDS } = options;
  const match = createMatcher(Object.values(routes));
  const asked = new Set<string>();
  const run = randomUUID().slice(0, 8);
  const cleaning: (() => Promise<unknown>)[] = [];

  const send = async (method: string, target: string, { as, body, headers }: Asking): Promise<Answered> => {
    const response = await fetch(`${url}${target}`, {
      method,
      redirect: 'manual',
      headers: {
        ...(as ? { authorization: `Bearer ${await token()}` } : {}),
        ...(body ? { 'content-type': 'application/json' } : {}),
        ...headers,
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
      signal: AbortSignal.timeout(35_000),
    });
    const text = await response.text();
    return {
      status: response.status,
      text,
      json: /\bjson\b/.test(response.headers.get('content-type') ?? '') ? JSON.parse(text) : undefined,
    };
  };

  /** Sends a request, and repeats it until the status is an expected one or `within` milliseconds have passed. */
  const ask = async (
    method: string,
    target: string,
    expected: number | readonly number[],
    { within = 0, ...asking }: Asking & { readonly within?: number } = {},
  ): Promise<Answered> => {
    const found = match(method, decodedPath(target));
    if (!found) throw new Error(`No route answers ${method} ${target}`);
    const deadline = performance.now() + within;
    const wanted = [expected].flat();
    for (;;) {
      const answer = await send(method, target, asking);
      const step = {
        route: { function: found.route.function, key: found.routeKey },
        status: answer.status,
      };
      if (wanted.includes(answer.status)) {
        asked.add(found.route.function);
        onStep(step);
        return answer;
      }
      if (answer.status >= 500 || performance.now() > deadline) throw new WalkFault(step, wanted, answer.text);
      await pause(2_000);
    }
  };
  const edit = (method: string, target: string, expected: number, body?: object, headers = {}) =>
    ask(method, `/v1/newsroom${target}`, expected, { as: 'newsroom', headers, ...(body ? { body } : {}) });
  const moderate = (method: string, target: string, expected: number, body?: object) =>
    ask(method, `/v1/moderation${target}`, expected, { as: 'newsroom', ...(body ? { body } : {}) });
  const step = async (id: string, name: string) => {
    const { json } = await edit('GET', `/articles/${id}`, 200);
    return (await edit('POST', `/articles/${id}/${name}`, 200, {}, { 'if-match': `"${json.version}"` })).json;
  };
  /** A reader's request, repeated until the caches have expired. */
  const eventually = (target: string, expected: number) =>
    ask('GET', target, expected, { within: propagationMilliseconds });

  try {
    await ask('GET', '/v1/health', 200);
    // The desk: without a session it leads to where people sign in.
    await ask('GET', '/desk', 303);
    await ask('GET', '/desk/comments', 303);
    await ask('GET', '/desk/session/signed-out?done=yes', 200);
    await ask('GET', '/v1/sections', 200);
    const { json: sections } = await edit('GET', '/sections', 200);
    const section: string | undefined = sections.items.find(({ open }: { open: boolean }) => open)?.name;
    if (section === undefined)
      throw new WalkRefusal('The paper has no section that is open yet: add one, or load the seeds.');
    const { json: rules } = await moderate('GET', `/settings/${section}`, 200);

    const content = { headline: 'Smoke test', section, byline: ['Smoke test'], body: 'A test of this *site*.' };
    const { json: draft } = await edit('POST', '/articles', 201, content, { 'idempotency-key': run });
    const dropDraft = once(() =>
      edit('DELETE', `/articles/${draft.id}`, 200, undefined, { 'if-match': `"${draft.version}"` }),
    );
    cleaning.push(dropDraft);
    await edit('GET', `/articles/${draft.id}/preview`, 200);
    await dropDraft();

    // If comments close with an article's age, only a new article takes any.
    const slug = rules.settings.closeAfterDays === null ? SLUG : `${SLUG}-${run}`;
    const story =
      (await articleAt(edit, 'withdrawn', slug)) ??
      (await ask('POST', '/v1/newsroom/articles', [201, 409], { as: 'newsroom', body: { ...content, slug } }).then(
        ({ status, json }) => (status === 201 ? json : undefined),
      )) ??
      // A walk that was killed leaves a draft or a published article.
      (await articleAt(edit, 'draft', slug)) ??
      (await articleAt(edit, 'published', slug));
    if (!story) throw new WalkRefusal(`The slug "${slug}" belongs to another article.`);
    const withdraw = once(async () => {
      const { json } = await edit('GET', `/articles/${story.id}`, 200);
      if (json.state === 'published') await step(story.id, 'withdraw');
      else if (json.state === 'draft') {
        await edit('DELETE', `/articles/${story.id}`, 200, undefined, { 'if-match': `"${json.version}"` });
      }
    });
    cleaning.push(withdraw);
    // Restoring keeps the publication date, so the test article is on top of listings and feeds only the first time.
    if (story.state !== 'published') await step(story.id, story.state === 'withdrawn' ? 'restore' : 'publish');

    const page = `/${story.section}/${slug}`;
    await eventually(`/v1/articles/${slug}`, 200);
    const { text: html } = await eventually(page, 200);
    const stylesheet = /rel="stylesheet" href="[^"]*?(\/assets\/[^"]+)"/.exec(html)?.[1];
    await ask('GET', stylesheet ?? '/assets/unknown.css', 200);
    await ask('GET', '/', 200);
    await ask('GET', `/v1/sections/${story.section}/articles`, 200);
    await ask('GET', `/${story.section}/feed.rss`, 200);
    await ask('GET', '/sitemap.xml', 200);
    // No file has this id; a missing permission on the bucket would be a fault, not 404.
    await ask('GET', `/media/${'0'.repeat(32)}/smoke-test.avif`, 404);
    await edit('GET', '/media?limit=1', 200);

    await eventually(`/v1/articles/${slug}/comments`, 200);
    await ask('GET', `/comments/new?article=${slug}`, [200, 403]);
    await ask('POST', '/v1/commenters/confirmation-mail', [202, 403, 429], { body: { email } });
    if (rules.settings.open) {
      const body = { name: 'Smoke test', email, comment: `A test, ${run}.` };
      const { json: sent } = await ask('POST', `/v1/articles/${slug}/comments`, [201, 202], { body });
      const { json: read } = await moderate('GET', `/comments/${sent.id}`, 200);
      cleaning.push(once(() => moderate('DELETE', `/people/${read.person}`, 200)));
      await moderate('GET', '/comments?limit=1', 200);
      if (read.verdict !== 'published') {
        await moderate('POST', `/comments/${sent.id}/decisions`, 200, { act: 'approve', version: read.version });
      }
      const shown = await until(
        () => ask('GET', `/v1/articles/${slug}/comments?order=newest&limit=1`, 200),
        ({ text }) => text.includes(sent.id),
        propagationMilliseconds,
      );
      if (!shown) throw new WalkRefusal(`The comment ${sent.id} was approved, and is not in its thread.`);
      await ask('POST', `/v1/comments/${sent.id}/reports`, 202, { body: { reason: 'A test of this site.' } });
    }

    await withdraw();
    await eventually(`/v1/articles/${slug}`, 410);
  } finally {
    // In reverse order. A fault here is ignored, because the earlier fault is the one to report.
    for (const clean of cleaning.reverse()) await clean().catch(() => {});
  }
  return asked;
}

/** The article in a state with a slug; undefined when there is none. */
async function articleAt(
  edit: (method: string, target: string, expected: number) => Promise<Answered>,
  state: string,
  wanted: string,
) {
  for (let cursor = ''; ; ) {
    const { json } = await edit('GET', `/articles?state=${state}&limit=100${cursor && `&cursor=${cursor}`}`, 200);
    const found = json.items.find(({ slug }: { slug: string }) => slug === wanted);
    if (found || json.next === null) return found;
    cursor = json.next;
  }
}

/** Makes an act run once only; a failed run may be repeated. */
function once<Result>(act: () => Promise<Result>): () => Promise<Result | undefined> {
  let isDone = false;
  return async () => {
    if (isDone) return undefined;
    const result = await act();
    isDone = true;
    return result;
  };
}

async function until<Value>(
  get: () => Promise<Value>,
  holds: (value: Value) => boolean,
  milliseconds: number,
): Promise<boolean> {
  const deadline = performance.now() + milliseconds;
  while (!holds(await get())) {
    if (performance.now() > deadline) return false;
    await pause(2_000);
  }
  return true;
}

/** The detail of a problem document, or the beginning of any other response. */
function detailOf(answer: string): string {
  try {
    const { detail, message } = JSON.parse(answer);
    return String(detail ?? message);
  } catch {
    return answer.slice(0, 200);
  }
}
