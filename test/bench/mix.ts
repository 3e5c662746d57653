import { setTimeout as pause } from 'node:timers/promises';
import { createRandom, SECTION } from './synthetic.ts';
import type { Section } from './table.ts';

export interface MixOptions {
  readonly url: string;
  /** A token of an editor who is a moderator too. */
  readonly token: string;
  /** Articles that readers ask for, the most popular first. */
  readonly slugs: readonly string[];
}

const READERS = 8;
const REQUESTS = 6_000;
/** Of a hundred requests. */
const PUBLISHES = 1;
const COMMENTS = 5;
/** Articles that come out while readers ask for them, and the milliseconds between them. */
const SCHEDULED = 20;
const BETWEEN = 300;

interface Answered {
  readonly status: number;
  readonly body: string;
  readonly hit: boolean;
  readonly started: number;
  readonly ended: number;
}

/**
 * A newspaper's minute: readers who ask by Zipf's law, editors and commenters in between, articles that come out on schedule.
 * Every answer is compared with what was acknowledged before its request began, and a scheduled article's with its instant.
 */
export async function measureMix({ url, token, slugs }: MixOptions): Promise<Section> {
  const counts = { reads: 0, hits: 0, stale: 0, early: 0, late: 0, failed: 0 };
  const send = async (
    method: string,
    path: string,
    body?: object,
    headers: Record<string, string> = {},
  ): Promise<Answered> => {
    const started = Date.now();
    const response = await fetch(url + path, {
      method,
      headers: { ...(body && { 'content-type': 'application/json' }), ...headers },
      ...(body && { body: JSON.stringify(body) }),
      redirect: 'manual',
    });
    const hit = response.headers.get('server-timing')?.includes('desc=hit') === true;
    return { status: response.status, body: await response.text(), hit, started, ended: Date.now() };
  };
  const authorized = { authorization: `Bearer ${token}` };
  const create = async (headline: string, at?: string) => {
    const draft = { headline, section: SECTION, byline: ['Ines Calder'], body: 'It was a fine morning for it.' };
    const { id, slug } = JSON.parse((await send('POST', '/v1/newsroom/articles', draft, authorized)).body);
    const out = await send('POST', `/v1/newsroom/articles/${id}/publish`, at ? { at } : {}, {
      ...authorized,
      'if-match': '"1"',
    });
    if (out.status !== 200) throw new Error(`An article was not published: ${out.body}`);
    return { slug: String(slug), at: at ? Date.parse(at) : Date.now() };
  };

  const begin = Date.now() + SCHEDULED * 100 + 1_000;
  const scheduled: { readonly slug: string; readonly at: number }[] = [];
  for (let number = 0; number < SCHEDULED; number += 1) {
    scheduled.push(await create(`On time ${number}`, new Date(begin + number * BETWEEN + 7 * number).toISOString()));
  }
  /** The newest article that was acknowledged, and comments by article. */
  const known = { newest: '', comments: new Map<string, number>() };
  const popular = slugs.slice(0, 20);
  for (const slug of popular) {
    const { body } = await send('GET', `/v1/articles/${slug}`);
    known.comments.set(slug, JSON.parse(body).comments.count);
  }
  const random = createRandom(1);
  const zipf = zipfOf(slugs.length);
  let number = 0;

  const judge = ({ started, ended }: Answered, at: number, shows: boolean) => {
    if (shows && ended < at) counts.early += 1;
    if (!shows && started >= at) counts.late += 1;
  };
  const read = async () => {
    counts.reads += 1;
    const choice = random() * 100;
    const slug = slugs[zipf(random())] ?? '';
    if (choice < 8) {
      const each = scheduled[Math.floor(random() * scheduled.length)] ?? { slug: '', at: 0 };
      const answer = await send('GET', `/v1/articles/${each.slug}`);
      judge(answer, each.at, answer.status === 200);
      return answer;
    }
    if (choice < 30) {
      const { newest } = known;
      const answer = await send('GET', `/v1/sections/${SECTION}/articles?limit=100`);
      if (newest && !answer.body.includes(`"${newest}"`)) counts.stale += 1;
      for (const each of scheduled) judge(answer, each.at, answer.body.includes(`"${each.slug}"`));
      return answer;
    }
    if (choice < 45) return send('GET', `/${SECTION}/${slug}`);
    if (choice < 60) return send('GET', `/v1/articles/${slug}/comments`);
    const before = known.comments.get(slug);
    const answer = await send('GET', `/v1/articles/${slug}`);
    if (before !== undefined && JSON.parse(answer.body).comments.count < before) counts.stale += 1;
    return answer;
  };
  const write = async (isPublish: boolean) => {
    number += 1;
    if (isPublish) {
      known.newest = (await create(`News ${number}`)).slug;
      return;
    }
    const slug = popular[Math.floor(random() * popular.length)] ?? '';
    const comment = {
      name: `Reader ${number}`,
      email: `r${number}@example.org`,
      comment: `Remark ${number}, and a good one.`,
    };
    const { body } = await send('POST', `/v1/articles/${slug}/comments`, comment);
    const { id } = JSON.parse(body);
    const found = await send('GET', `/v1/moderation/comments/${id}`, undefined, authorized);
    const { version } = JSON.parse(found.body);
    const decided = await send(
      'POST',
      `/v1/moderation/comments/${id}/decisions`,
      { act: 'approve', version },
      authorized,
    );
    if (decided.status !== 200) throw new Error(`A comment was not approved: ${decided.body}`);
    known.comments.set(slug, (known.comments.get(slug) ?? 0) + 1);
  };

  let left = REQUESTS;
  const work = async () => {
    while (left-- > 0 || Date.now() < begin + SCHEDULED * BETWEEN * 1.2) {
      const choice = random() * 100;
      if (choice < PUBLISHES) await write(true);
      else if (choice < PUBLISHES + COMMENTS) await write(false);
      else {
        const { hit, status } = await read();
        if (hit) counts.hits += 1;
        if (status >= 500) counts.failed += 1;
      }
      if (left <= 0) await pause(1);
    }
  };
  const started = performance.now();
  await Promise.all(Array.from({ length: READERS }, work));
  const seconds = (performance.now() - started) / 1_000;

  const none = (value: number) => ({ value, unit: 'answers', atMost: 0 }) as const;
  return {
    title: `A mix of ${slugs.length.toLocaleString('en')} articles by Zipf's law, ${PUBLISHES} % publications, ${COMMENTS} % comments, ${READERS} at a time`,
    rows: [
      { name: 'reads', figures: [{ value: counts.reads / seconds, unit: 'per s' }] },
      { name: 'from memory', figures: [{ value: (counts.hits / counts.reads) * 100, unit: 'of 100' }] },
      { name: 'older than what was acknowledged before', figures: [none(counts.stale)] },
      {
        name: `scheduled articles (${SCHEDULED}): too early, too late`,
        figures: [none(counts.early), none(counts.late)],
      },
      { name: '5xx', figures: [none(counts.failed)] },
    ],
  };
}

/** Ranks by Zipf's law: the second is asked for half as often as the first. */
function zipfOf(size: number): (share: number) => number {
  const weights = Array.from({ length: size }, (_, rank) => 1 / (rank + 1));
  let total = 0;
  const sums = weights.map((weight) => {
    total += weight;
    return total;
  });
  return (share) => {
    const wanted = share * total;
    return sums.findIndex((sum) => sum >= wanted);
  };
}
