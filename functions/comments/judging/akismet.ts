/** The environment variable with the ARN of the secret that holds Akismet's key, on stages that have one. */
export const AKISMET_KEY_SECRET = 'AKISMET_KEY_SECRET';

/** What Akismet is sent of a comment; its terms require the sender's IP address. */
export interface AkismetQuestion {
  /** The site's address as registered with Akismet. */
  readonly site: string;
  readonly name: string;
  readonly email: string;
  readonly website: string | null;
  readonly comment: string;
  readonly sourceIp: string;
  readonly userAgent: string;
}

/** On `failed` the comment is held. */
export type AkismetAnswer = 'spam' | 'ham' | 'failed';

/** Asks Akismet (https://akismet.com/developers/detailed-docs/comment-check/). Never throws. */
export type Akismet = (question: AkismetQuestion) => Promise<AkismetAnswer>;

/** Timeout: a commenter waits for the answer. */
const MILLISECONDS = 1_000;

const ADDRESS = 'https://rest.akismet.com/1.1/comment-check';

/** @param key yields the site's API key. */
export function createAkismet(key: () => Promise<string>, send: typeof fetch = fetch): Akismet {
  const ask = async (question: AkismetQuestion, signal: AbortSignal): Promise<AkismetAnswer> => {
    const { site, name, email, website, comment, sourceIp, userAgent } = question;
    const form = new URLSearchParams({
      api_key: await key(),
      blog: site,
      user_ip: sourceIp,
      user_agent: userAgent,
      comment_type: 'comment',
      comment_author: name,
      comment_author_email: email,
      comment_author_url: website ?? '',
      comment_content: comment,
    });
    const text = await (await send(ADDRESS, { method: 'POST', body: form, signal })).text();
    if (text === 'true') return 'spam';
    return text === 'false' ? 'ham' : 'failed';
  };
  return (question) => {
    const signal = AbortSignal.timeout(MILLISECONDS);
    // Reading the key takes a request too, the first time, so the timeout covers both.
    const late = new Promise<AkismetAnswer>((resolve) => signal.addEventListener('abort', () => resolve('failed')));
    return Promise.race([ask(question, signal).catch((): AkismetAnswer => 'failed'), late]);
  };
}
