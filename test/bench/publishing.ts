import { Agent, request } from 'node:http';
import { text } from 'node:stream/consumers';
import { median, quantile } from './statistics.ts';
import { SECTION } from './synthetic.ts';
import type { Row, Section } from './table.ts';

/** Articles published in one round. */
const ARTICLES = 60;
const BODY_BYTES = 8_000;
const TIMES_A_READ = 3;

/**
 * Creates and publishes articles as an editor does, in four listings each, and alternately reads each once, so that
 * interference affects both alike.
 * @param token an editor's.
 */
export async function measurePublishing(url: string, token: string, rounds: number): Promise<Section> {
  const call = createCaller(url, token);
  const measured: { readonly reads: number[]; readonly publications: number[] }[] = [];
  // Round 0 warms the server up.
  for (let round = 0; round <= rounds; round += 1) {
    const [reads, publications]: [number[], number[]] = [[], []];
    for (let number = 0; number < ARTICLES; number += 1) {
      const draft = await call('POST', '/v1/newsroom/articles', { body: anArticle(`${round}-${number}`) });
      const { id, slug } = JSON.parse(draft.body);
      const address = `/v1/newsroom/articles/${id}/publish`;
      publications.push((await call('POST', address, { body: {}, headers: { 'if-match': '"1"' } })).milliseconds);
      reads.push((await call('GET', `/v1/articles/${slug}`)).milliseconds);
    }
    if (round > 0) measured.push({ reads, publications });
  }
  const row = (name: string, times: readonly number[]): Row => ({
    name,
    figures: [
      { label: 'p50', value: quantile(times, 0.5), unit: 'ms' },
      { label: 'p99', value: quantile(times, 0.99), unit: 'ms' },
    ],
  });
  const all = (kind: 'reads' | 'publications') => measured.flatMap((round) => round[kind]);
  const ratios = measured.map(({ reads, publications }) => median(publications) / median(reads));
  return {
    title: `Publishing an article of ${BODY_BYTES.toLocaleString('en')} bytes, through the local server, ${rounds} × ${ARTICLES}`,
    rows: [
      row('publish', all('publications')),
      row('plain read', all('reads')),
      {
        name: 'publish p50 / plain read p50',
        figures: [{ value: median(ratios), unit: 'times', atMost: TIMES_A_READ }],
      },
    ],
  };
}

/** Each article has its own text, as in a real paper. */
function anArticle(name: string) {
  const paragraph = `The *night boat* of ${name} left on time, and [the harbour](https://example.org/${name}) was calm.`;
  const body = `${paragraph} ${'It was a fine morning for it. '.repeat(10)}\n\n`.repeat(30).slice(0, BODY_BYTES);
  return { headline: `Article ${name}`, section: SECTION, tags: ['harbour'], byline: ['Ines Calder'], body };
}

interface Sent {
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Sends requests in sequence over one connection. @throws for a response that is not a success. */
function createCaller(url: string, token: string) {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  return (method: string, path: string, { body, headers = {} }: Sent = {}) =>
    new Promise<{ readonly body: string; readonly milliseconds: number }>((resolve, reject) => {
      const started = performance.now();
      const outgoing = request(url + path, {
        agent,
        method,
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...headers },
      });
      outgoing.once('error', reject).once('response', async (response) => {
        const answer = await text(response);
        const milliseconds = performance.now() - started;
        if (response.statusCode === 200 || response.statusCode === 201) resolve({ body: answer, milliseconds });
        else reject(new Error(`${method} ${path} was answered ${response.statusCode}: ${answer}`));
      });
      outgoing.end(body === undefined ? undefined : JSON.stringify(body));
    });
}
