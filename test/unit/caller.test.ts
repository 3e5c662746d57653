import { describe, expect, it } from 'vitest';
import { callerOf } from '../../functions/shared/api/caller.ts';
import type { RequestEvent } from '../../functions/shared/api/request.ts';

/** An event with these groups, as the gateway hands the claim over. */
const from = (groups: string | undefined) =>
  ({
    requestContext: { authorizer: { jwt: { claims: { email: 'ines@example.org', 'cognito:groups': groups } } } },
  }) as unknown as RequestEvent;

describe('the groups of a token', () => {
  it.each(['editors', '[editors]', '[moderators editors]'])('let an editor in: %s', (groups) => {
    expect(callerOf('editor', from(groups))).toEqual({ name: 'ines@example.org' });
  });

  it.each(['former editors', 'editors moderators', '[former-editors]', '[]', '', 'null', undefined])(
    'let nobody else in: %s',
    (groups) => {
      expect(() => callerOf('editor', from(groups))).toThrow('This is for the group "editors".');
    },
  );
});
