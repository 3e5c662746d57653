import { beforeAll, describe, expect, it } from 'vitest';
import { inFeeds, onCards, onPage } from '../../functions/articles/fields.ts';
import { type App, startApp } from '../support/app.ts';
import { Editor } from '../support/newsroom.ts';

/* Whatever the list of an article's fields says that readers see, they see. */

interface Sample {
  /** As an editor sends it. */
  readonly sent: unknown;
  /** What of it stands in a page or a feed. */
  readonly seen: string;
  /** Where there is no place for it. */
  readonly except?: string;
}

/** A value of each field that stands for itself alone. A field without one does not compile. */
const samples: Readonly<Record<keyof typeof onCards | keyof typeof inFeeds | keyof typeof onPage, Sample>> = {
  headline: { sent: 'The sampled headline', seen: 'The sampled headline' },
  standfirst: { sent: 'The sampled standfirst.', seen: 'The sampled standfirst.' },
  byline: { sent: ['Ada Sampled'], seen: 'Ada Sampled' },
  tags: { sent: ['sampled-tag'], seen: 'sampled-tag' },
  // RSS 2.0 has a language for a channel, none for an item.
  language: { sent: 'cy', seen: '"cy"', except: '/feed.rss' },
  translations: {
    sent: [{ language: 'fr', url: 'https://fr.example.org/sampled' }],
    seen: 'https://fr.example.org/sampled',
  },
  image: {
    sent: { url: 'https://img.example/sampled.jpg', alt: 'A boat', width: 1600, height: 900 },
    seen: 'https://img.example/sampled.jpg',
  },
};

const PAGE = ['/abroad/ferry', '/v1/articles/ferry'];
const FEEDS = ['/feed.rss', '/feed.atom', '/feed.json'];
const CARDS = ['/', '/abroad', '/tags/sampled-tag', '/v1/articles'];

const places = [
  ...Object.keys(onCards).flatMap((name) => [...CARDS, ...FEEDS, ...PAGE].map((target) => [name, target] as const)),
  ...Object.keys(inFeeds).flatMap((name) => [...FEEDS, ...PAGE].map((target) => [name, target] as const)),
  ...Object.keys(onPage).flatMap((name) => PAGE.map((target) => [name, target] as const)),
].filter(([name, target]) => samples[name as keyof typeof samples].except !== target);

describe('an article’s', () => {
  let app: App;
  beforeAll(async () => {
    app = await startApp();
    const sent = Object.fromEntries(Object.entries(samples).map(([name, sample]) => [name, sample.sent]));
    await new Editor(app).publish({ slug: 'ferry', ...sent });
  });

  it.each(places)('%s is seen at %s', async (name, target) => {
    const { body } = await app.get(target);

    expect(body).toContain(samples[name as keyof typeof samples].seen);
  });
});
