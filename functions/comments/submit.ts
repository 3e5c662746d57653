import type { ArticleStore } from '../articles/store.ts';
import type { Operations } from '../shared/api/route.ts';
import { Failure } from '../shared/failure.ts';
import { type Clock, toInstant } from '../shared/instant.ts';
import type { KeyedHash } from '../shared/keyedHash.ts';
import { networkOf } from './network.ts';
import type { commentSubmitRoutes } from './routes.ts';
import type { Submission } from './schema.ts';
import type { RateLimit, SubmissionStore } from './submissionStore.ts';

export interface Submitting {
  readonly articles: ArticleStore;
  readonly submissions: SubmissionStore;
  readonly hash: KeyedHash;
  readonly clock: Clock;
  readonly newId: () => string;
  readonly rateLimit: RateLimit;
}

/** What a reader who comments sets in motion: one read, one count, one transaction; nothing is public yet. */
export function submitComments({
  articles,
  submissions,
  hash,
  clock,
  newId,
  rateLimit,
}: Submitting): Operations<typeof commentSubmitRoutes> {
  return {
    submitComment: async ({ params: { slug }, headers, body, request }) => {
      const now = clock();
      const { article } = await articles.read(slug, now);
      if (!article.commentsOpen) throw new Failure('comments-closed', 'Comments on this article are closed.');
      await submissions.countOne(await hash('network', networkOf(request.sourceIp)), rateLimit, now);

      const { name, email, comment, parentId = null } = body;
      const { thread } = article;
      const person = await hash('person', email.toLowerCase());
      const key = headers['idempotency-key'];
      const submission: Submission = {
        id: newId(),
        thread,
        name,
        email,
        comment,
        parentId,
        submittedAt: toInstant(now),
        person,
        verdict: 'held',
        rule: 'every-comment-is-held',
        published: null,
      };
      return submissions.add(
        submission,
        {
          once: key && (await hash('once', thread, person, key)),
          content: await hash('content', thread, name, email, comment, parentId ?? ''),
          duplicate: await hash('duplicate', thread, person, comment),
        },
        { id: submission.id, status: 'held', message: 'Thank you. Your comment is awaiting moderation.' },
        now,
      );
    },
  };
}
