import { beforeAll, describe, expect, it } from 'vitest';
import { inFeeds, inPlaceOfOthers, onCards, onPage } from '../../functions/articles/fields.ts';
import { type App, startApp } from '../support/app.ts';
import { Editor } from '../support/newsroom.ts';

/* Whatever the list of an article's fields says that readers see, they see. */

interface Sample {
  /** As an editor sends it. */
  readonly sent: unknown;
  /** What of it stands in a page or a feed. */
  readonly seen: string | RegExp;
  /** Where there is no place for it. */
  readonly except?: string;
}

/** A value of each field that stands for itself alone. A field without one does not compile. */
const samples: Readonly<
  Record<keyof typeof onCards | keyof typeof inPlaceOfOthers | keyof typeof inFeeds | keyof typeof onPage, Sample>
> = {
  kind: { sent: 'opinion', seen: /opinion/i },
  label: { sent: 'breaking', seen: /breaking/i },
  kicker: { sent: 'The sampled kicker', seen: 'The sampled kicker' },
  headline: { sent: 'The sampled headline', seen: 'The sampled headline' },
  shortHeadline: { sent: 'In short', seen: 'In short' },
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
const ABBREVIATED = ['/abroad/quay', '/v1/articles/quay'];
const FEEDS = ['/feed.rss', '/feed.atom', '/feed.json'];
const CARDS = ['/', '/abroad', '/tags/sampled-tag', '/v1/articles'];

const places = [
  ...Object.keys(onCards).flatMap((name) => [...CARDS, ...FEEDS, ...PAGE].map((target) => [name, target] as const)),
  ...Object.keys(inPlaceOfOthers).flatMap((name) =>
    [...CARDS, ...ABBREVIATED].map((target) => [name, target] as const),
  ),
  ...Object.keys(inFeeds).flatMap((name) => [...FEEDS, ...PAGE].map((target) => [name, target] as const)),
  ...Object.keys(onPage).flatMap((name) => PAGE.map((target) => [name, target] as const)),
].filter(([name, target]) => samples[name as keyof typeof samples].except !== target);

describe('an article’s', () => {
  let app: App;
  beforeAll(async () => {
    app = await startApp();
    const { shortHeadline, ...others } = samples;
    const sent = Object.fromEntries(Object.entries(others).map(([name, sample]) => [name, sample.sent]));
    const editor = new Editor(app);
    await editor.publish({ slug: 'ferry', ...sent });
    await editor.publish({ slug: 'quay', tags: samples.tags.sent, shortHeadline: shortHeadline.sent });
  });

  it.each(places)('%s is seen at %s', async (name, target) => {
    const { body } = await app.get(target);

    const { seen } = samples[name as keyof typeof samples];
    expect(body).toMatch(seen);
  });
});
