import { monthOf } from '../../shared/month.ts';
import { tagNamesOf } from '../../tags/schema.ts';
import { archivePath, commentFeedPath, feedPaths, sectionPath, tagPath } from '../addresses.ts';
import { alternates, articleMetadata } from '../metadata.ts';
import { typeAddress } from '../structuredData.ts';
import type { ArticleView, Site } from '../view.ts';
import { withAllowedPlayers } from '../withAllowedPlayers.ts';
import { Byline } from './Byline.tsx';
import { Row } from './Cards.tsx';
import { Document, type Head } from './Document.tsx';
import { Figure } from './Figure.tsx';
import { HeadlineText } from './HeadlineText.tsx';
import { Label, styleOf } from './Label.tsx';
import { ReplyForm } from './ReplyForm.tsx';
import { Share } from './Share.tsx';
import { type Speech, speechOf } from './speech.ts';
import { Thread } from './Thread.tsx';
import { monthName, Time } from './times.tsx';

/**
 * Reader modes and archives find the article by elements and by words in class names (Readability's are `body`, `meta`
 * and `comment`); test/unit/extraction.test.ts checks it, also for short articles.
 */
export function ArticlePage({ view, site }: { readonly view: ArticleView; readonly site: Site }) {
  const { article, related, thread, form } = view;
  const { settings, words } = site;
  const { section, headline, kind, kicker } = article;
  const speech = speechOf(article.language, site);
  const month = monthOf(article.publishedAt, settings.timeZone);
  const failed = form && (form.faults.length > 0 || form.fault);
  const head = headOf(view, site);
  return (
    <Document
      site={site}
      head={failed ? { ...head, title: words.form.notSentTitle(head.title) } : head}
      section={section.name}
    >
      <article class="article" {...styleOf(article)} {...speech.its} itemscope itemtype={typeAddress(kind)}>
        <header class="meta">
          <Label article={article} site={site} papers={speech.papers} />
          {kicker && <p class="kicker">{kicker}</p>}
          <h1>
            <HeadlineText text={headline} />
          </h1>
          {article.standfirst && <p class="standfirst">{article.standfirst}</p>}
          <Particulars view={view} site={site} speech={speech} />
        </header>
        {article.image && <Figure picture={article.image} credit={speech.words.article.credit} />}
        {/* Sanitized when it was saved. */}
        <div
          class="prose body"
          itemprop="articleBody"
          dangerouslySetInnerHTML={{ __html: bodyOf(article, settings.embeds) }}
        />
        {article.corrections.length > 0 && (
          <section class="corrections" id="corrections" aria-labelledby="page-corrections">
            <h2 class="small-title" id="page-corrections" {...speech.ours}>
              {speech.words.article.corrections(article.corrections.length)}
            </h2>
            {article.corrections.map(({ at, note }) => (
              <p>
                <Time at={at} style="date" settings={settings} language={speech.language} />: {note}
              </p>
            ))}
          </section>
        )}
      </article>
      <aside class="after" aria-label={words.article.about}>
        {article.tags.length > 0 && (
          <section aria-labelledby="page-tags">
            <h2 class="small-title" id="page-tags">
              {words.article.tags}
            </h2>
            <ul class="links tags">
              {tagNamesOf(article).map((name, index) => (
                <li>
                  <a rel="tag" href={tagPath(article.tags[index] ?? '')} dir="auto">
                    {name}
                  </a>
                </li>
              ))}
            </ul>
          </section>
        )}
        <Share headline={headline} address={`${site.origin}${article.url}`} words={words} />
      </aside>
      <aside class="conversation" id="comments" aria-labelledby="page-comments">
        <h2 class="section-title" id="page-comments">
          {words.thread.count(article.comments.count)}
        </h2>
        <Thread article={article} thread={thread} open={form !== null} site={site} />
        {form ? <ReplyForm form={form} cancel={`${article.url}#comments`} site={site} /> : <p>{words.thread.closed}</p>}
      </aside>
      {related.length > 0 && (
        <aside class="related" id="related" aria-labelledby="page-related">
          <h2 class="section-title" id="page-related">
            <a href={sectionPath(section.name)}>{words.article.more(section.title)}</a>
          </h2>
          <Row cards={related} site={site} level={3} label={false} summary={false} />
          <p class="more">
            <a href={archivePath(month)}>{words.page.allOf(monthName(month, settings))}</a>
          </p>
        </aside>
      )}
    </Document>
  );
}

/** The first `<img>` of a sanitized body, up to its `loading`. Attribute values there are always in double quotes. */
const FIRST_PICTURE = /^([^<]*(?:<(?!img\b)[^<]*)*<img(?:\s+(?!loading=)[\w-]+(?:="[^"]*")?)*)\s+loading="lazy"/;

/**
 * The body with its first image loaded at once, if that is the first of the page. The reading time stands in it because
 * Readability takes an element with one paragraph alone for the paragraph, and its parent for the article.
 */
const bodyOf = ({ body, image, readingMinutes }: ArticleView['article'], embeds: Site['settings']['embeds']) =>
  `${withAllowedPlayers(image ? body : body.replace(FIRST_PICTURE, '$1'), embeds)}<meta itemprop="timeRequired" content="PT${readingMinutes}M">`;

/** Authors, dates, reading time. */
function Particulars({ view: { article }, site, speech }: { view: ArticleView; site: Site; speech: Speech }) {
  const { byline, publishedAt, updatedAt, readingMinutes, comments } = article;
  const { words, language, ours } = speech;
  const { settings } = site;
  // A list, because Readability takes paragraphs beside a text that is shorter for the text.
  return (
    <ul class="particulars" {...ours}>
      {byline.length > 0 && (
        <li class="author">
          <Byline authors={byline} words={words} own />
        </li>
      )}
      <li>
        <Time at={publishedAt} style="time" settings={settings} language={language} />
        {updatedAt > publishedAt && (
          <>
            {' '}
            <span aria-hidden="true">·</span>{' '}
            {words.article.updated(<Time at={updatedAt} style="time" settings={settings} language={language} />)}
          </>
        )}
      </li>
      <li>
        {words.article.reading(readingMinutes)} <span aria-hidden="true">·</span>{' '}
        <a href="#comments">{words.thread.count(comments.count)}</a>
      </li>
    </ul>
  );
}

function headOf({ article, form, jsonLd }: ArticleView, site: Site): Head {
  const { section, headline, url } = article;
  return {
    title: `${headline} | ${section.title} | ${site.title}`,
    path: url,
    feeds: [
      { title: site.title, href: feedPaths('/').rss, type: 'application/rss+xml' },
      { title: section.title, href: feedPaths(sectionPath(section.name)).rss, type: 'application/rss+xml' },
      {
        title: site.words.feed.comments(site.words.quote(headline)),
        href: commentFeedPath(url),
        type: 'application/rss+xml',
      },
    ],
    meta: articleMetadata(article, site),
    alternates: alternates(article, site),
    jsonLd,
    keeps: form ? 'form' : undefined,
  };
}
