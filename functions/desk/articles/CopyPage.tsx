import type { ComponentChildren } from 'preact';
import type { WorkingCopy } from '../../newsroom/articles/schema.ts';
import { withQuery } from '../../pages/addresses.ts';
import { Shell } from '../shell/Shell.tsx';
import type { DeskSite, Visitor } from '../shell/site.ts';
import { DeskTime } from '../shell/times.tsx';

interface CopyPageProps {
  readonly copy: WorkingCopy;
  /** Of its section. */
  readonly sectionTitle: string;
  /** Its address for readers, where it is public. */
  readonly address: string | undefined;
  readonly site: DeskSite;
  readonly visitor: Visitor;
}

/** An article with what is known of it. */
export function CopyPage({ copy, sectionTitle, address, site, visitor }: CopyPageProps) {
  const { words } = site;
  const { facet } = words;
  return (
    <Shell site={site} visitor={visitor} room="articles" title={copy.headline || words.noHeadline}>
      <p class="meta">
        <a href={withQuery('/desk/articles', { state: copy.state })}>{words.backTo(words.states[copy.state])}</a>
      </p>
      <h1 lang={copy.language} dir="auto">
        {copy.headline || words.noHeadline}
      </h1>
      {copy.standfirst && (
        <p class="standfirst" lang={copy.language} dir="auto">
          {copy.standfirst}
        </p>
      )}
      <p class="acts">
        <a class="act" href={`/desk/articles/${copy.id}/preview`}>
          {words.preview}
        </a>
        {address !== undefined && (
          <a class="act" href={address}>
            {words.onTheSite}
          </a>
        )}
      </p>
      <h2 class="hidden">{words.facts}</h2>
      <dl class="facts">
        <Fact name={facet.state}>
          {words.state[copy.state]}
          {copy.unpublishedChanges && <strong>{` (${words.unpublishedChanges})`}</strong>}
        </Fact>
        {copy.publishedAt !== null && (
          <Fact name={copy.state === 'scheduled' ? words.goesOut : words.cameOut}>
            <DeskTime at={copy.publishedAt} site={site} />
          </Fact>
        )}
        <Fact name={facet.section}>{sectionTitle}</Fact>
        {copy.byline.length > 0 && <Fact name={facet.byline}>{copy.byline.map(({ name }) => name).join(', ')}</Fact>}
        <Fact name={facet.slug}>{copy.slug}</Fact>
        {copy.tags.length > 0 && <Fact name={facet.tags}>{copy.tags.join(', ')}</Fact>}
        <Fact name={facet.language}>{copy.language}</Fact>
        <Fact name={facet.created}>
          <DeskTime at={copy.createdAt} site={site} />
        </Fact>
        <Fact name={facet.changed}>
          <DeskTime at={copy.changedAt} site={site} /> <bdi>{words.changedBy(copy.changedBy)}</bdi>
        </Fact>
        <Fact name={facet.version}>{String(copy.version)}</Fact>
      </dl>
    </Shell>
  );
}

const Fact = ({ name, children }: { readonly name: string; readonly children: ComponentChildren }) => (
  <>
    <dt>{name}</dt>
    <dd dir="auto">{children}</dd>
  </>
);
