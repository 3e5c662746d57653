import { visible } from './wordMatcher.ts';

/**
 * Labels that do not end a bare domain. Nearly every pair of Latin letters is a country's domain, so all pairs count
 * but these file extensions and words that follow a full stop without a space. Of longer labels, only those with the
 * most names or the most abuse count; a rarer one needs a scheme, a `www.` or a path.
 */
const NO_COUNTRIES = new Set('cs db gz hs js md mp py rb sh ts he hi if oh ok on or up we'.split(' '));
const TOP_LEVEL = new Set(
  (
    'com net org info biz edu gov mil pro mobi app dev page xyz top site online store shop club live life blog news press ' +
    'media tech cloud digital email website space fun icu vip world today work agency company group ltd network services ' +
    'support studio art link click buzz rest cam bond cfd sbs cyou lol mom bar one win bid loan money cash finance trade ' +
    'market casino bet poker games porn sex xxx adult dating chat webcam date review party download guru health pharmacy ' +
    'law travel london example рф рус укр бел қаз срб онлайн сайт москва 中国 中國 公司 网络 在线 网址 한국 コム भारत ไทย'
  ).split(' '),
);

/** An address with a scheme, as far as a page would link it, or a run of name characters and slashes. */
const CANDIDATE = /:[/\\]{2}[^\s"<>][^\s"'<>()[\]{}|,;]*|[\p{L}\p{N}\p{M}.-]+\/?/gu;

/**
 * Finds every address in a text, without its scheme: with any scheme (`hxxp://` too), an IP address, or a bare domain
 * such as `example.com`, in any script or in Punycode, also within Markdown or an email address. Skips `e.g.`, `3.5`,
 * `file.ts` and a missing space after a full stop (`the end.It was`), unless a lower-case top-level domain follows.
 */
export function linksIn(text: string): string[] {
  const plain = visible(text).normalize('NFKC').replaceAll('。', '.');
  return (plain.match(CANDIDATE) ?? [])
    .filter((candidate) => candidate.startsWith(':') || isDomain(candidate))
    .map((address) => withoutDots(address.replace(/^:[/\\]{2}/, '')));
}

/** A number of at most three digits before two letters. */
const NUMBERED = /^\d{1,3}\.[a-z]{2}$/i;

/** Removes trailing dots. A regular expression would scan each row of dots from each of them. */
function withoutDots(address: string): string {
  let end = address.length;
  while (address[end - 1] === '.') end -= 1;
  return address.slice(0, end);
}

function isDomain(candidate: string): boolean {
  const labels = candidate.replace('/', '').split('.');
  while (labels.at(-1) === '') labels.pop();
  if (labels.length === 4 && labels.every((label) => /^\d{1,3}$/.test(label) && Number(label) < 256)) return true;
  // A number at the head of a sentence or a list: `1.it rains`. As an address it would be written with more.
  if (labels.length === 2 && !candidate.endsWith('/') && NUMBERED.test(candidate)) return false;
  // Any label counts, not only the last: a sentence may continue without a space, as in `example.com.Then`.
  return labels.some(
    (label, nth) =>
      nth > 0 &&
      labels[nth - 1] !== '' &&
      (isTop(label) || (nth === labels.length - 1 && endsAddress(labels, candidate))),
  );
}

/** Whether a label is a top-level domain in lower or upper case; a suffix joined by a hyphen is ignored. */
function isTop(label: string): boolean {
  if (/^xn--/i.test(label)) return true;
  const [top = ''] = label.split('-', 1);
  const small = top.toLowerCase();
  // A single capital is how a sentence begins.
  if (top !== small && top !== top.toUpperCase()) return /^(com|net|org|info)$/.test(small);
  return TOP_LEVEL.has(small) || (/^[a-z]{2}$/.test(small) && !NO_COUNTRIES.has(small));
}

/** Whether a leading `www.` or a path marks an address that its last label does not. */
const endsAddress = (labels: readonly string[], candidate: string) =>
  /^www$/i.test(labels[0] ?? '') || (candidate.endsWith('/') && /^(\p{Ll}{2,}|\p{Lu}{2,})$/u.test(labels.at(-1) ?? ''));
