import type { Words } from '../../words/en.ts';

interface ShareProps {
  readonly headline: string;
  /** Absolute. */
  readonly address: string;
  readonly words: Words;
}

/** Plain links, without scripts or images of the networks. */
export function Share({ headline, address, words: { article: words } }: ShareProps) {
  const text = encodeURIComponent(headline);
  const url = encodeURIComponent(address);
  const both = encodeURIComponent(`${headline} ${address}`);
  const places = [
    [words.email, `mailto:?subject=${text}&body=${url}`],
    ['WhatsApp', `https://wa.me/?text=${both}`],
    ['Bluesky', `https://bsky.app/intent/compose?text=${both}`],
    ['Mastodon', `https://share.joinmastodon.org/#text=${both}`],
    ['X', `https://x.com/intent/post?text=${text}&url=${url}`],
  ] as const;
  return (
    <section class="share" id="share" aria-labelledby="page-share">
      <h2 class="small-title" id="page-share">
        {words.share}
      </h2>
      <ul class="links">
        {places.map(([name, href]) => (
          <li>
            <a href={href} rel="noopener nofollow">
              {name}
            </a>
          </li>
        ))}
      </ul>
      <p class="copy">
        <label for="page-address">{words.link}</label>
        <input id="page-address" type="url" readonly value={address} />
      </p>
    </section>
  );
}
