import { GROUP_OF } from '../functions/shared/api/caller.ts';
import type { EventFunctionName, FunctionName } from '../functions/shared/api/route.ts';
import type { TableId } from '../functions/shared/data/tables.ts';
import type { StageKey } from '../functions/shared/keyedHash.ts';

/** What differs between deployments. Nothing below the stack depends on the stage's name. */
export interface Stage {
  /** Keep tables, files, people, keys and logs when the stack is deleted. Those of a failed first deployment are deleted. */
  readonly keepsData: boolean;
  /**
   * Refuse to delete the tables and the user pool, even after a failed first deployment; so the first one takes
   * `-c protect=false` (docs/deploying.md).
   */
  readonly protectsData: boolean;
  /** Existing resources to use; the stack makes the others. */
  readonly existing?: Existing;
  /** Whether search engines may index the site; a test stage would appear beside the site it copies. */
  readonly indexed: boolean;
  /**
   * Whether to enable point-in-time recovery (any second of the last 35 days), billed by the tables' size, and to keep deleted
   * files for as long.
   */
  readonly backups: boolean;
  readonly logRetentionDays: 7 | 90;
  /**
   * Where the stack stores its generated keys: in Secrets Manager, or as secrets of unused clients of its user pool.
   * Those cost nothing, are visible in the functions' configuration, and are deleted with the pool
   * (docs/decisions/0016). A stack without a user pool uses Secrets Manager.
   */
  readonly keys: 'secrets-manager' | 'user-pool';
  /** Whether to make a CloudWatch dashboard of the alarms' metrics. */
  readonly dashboard: boolean;
  /**
   * Whether responses say in `Server-Timing` what DynamoDB took and whether they come from memory. Whoever reads them learns
   * it. Default: no.
   */
  readonly serverTiming?: boolean;
  /** The gateway's limits in requests a second: steady rate and burst. */
  readonly throttling: { readonly rate: number; readonly burst: number };
  /**
   * Reserved concurrency by function, so that a flood on one cannot starve the others. The account must have it to
   * spare (docs/runbook.md, "A flood of one kind").
   */
  readonly concurrency?: Partial<Readonly<Record<FunctionName | EventFunctionName, number>>>;
  /** Most request units of each table in a second, which bounds the cost of a flood. Default: no limit. */
  readonly throughput?: { readonly maxReadRequestUnits: number; readonly maxWriteRequestUnits: number };
  /** Where alarms are mailed. Default: nowhere. */
  readonly alarmEmail?: string;
  /** Without it no mail is sent, and comments wait for a moderator. */
  readonly mail?: Mail;
  /**
   * The ARN of your secret with Akismet's key. Moderators then enable Akismet in the comment settings; each comment is
   * sent to it, with the sender's IP address.
   */
  readonly akismetKey?: string;
  /** Without it there is no CloudFront. */
  readonly cdn?: Cdn;
  /** Default: that of the deploying shell. */
  readonly region?: string;
  /** An existing identity provider. Default: the stack makes a user pool. */
  readonly issuer?: Issuer;
}

/**
 * Resources that another stack has left, or that were restored from a backup (docs/runbook.md, "The stack is gone").
 */
export interface Existing {
  readonly tables?: Partial<Readonly<Record<TableId, ExistingTable>>>;
  /**
   * The name of a bucket with the media library's files, which tells EventBridge of new objects; its CORS and lifecycle rules
   * are not changed.
   */
  readonly mediaBucket?: string;
  /** The id of a user pool; the stack adds the groups and a client. */
  readonly userPool?: string;
  /** The ARNs of secrets by key. */
  readonly secrets?: Partial<Readonly<Record<StageKey, string>>>;
}

/**
 * A table with the keys and indexes of `functions/shared/data/tables.ts`; its time to live, stream and backups are not
 * changed.
 */
export interface ExistingTable {
  readonly name: string;
  /** Required for `published` with a CDN, and for `newsroom` with mail. */
  readonly streamArn?: string;
}

/**
 * An OpenID Connect issuer. Its tokens are signed with RS256, and have the claims `email` (the name) and
 * `cognito:groups` (a list), as a user pool's have.
 *
 * Group names must not contain spaces: API Gateway flattens the list into one text separated by spaces, so a member of
 * "former editors" would be an editor.
 */
export interface Issuer {
  /** Exactly as in the tokens' `iss`; keys are found through `/.well-known/openid-configuration` below it. */
  readonly issuer: string;
  /** The tokens' `aud`, or their `client_id` where they have no `aud`. */
  readonly audience: string;
  /**
   * The client with which people sign in to the desk: a public one with the code flow, PKCE and refresh tokens, which may return
   * to `<site>/desk/session/callback`, and after signing out to `<site>/desk/session/signed-out?done=yes`. Default: the
   * audience.
   */
  readonly deskClient?: string;
}

/** Mail through Amazon SES; docs/runbook.md, "Mail", describes the set-up. */
export interface Mail {
  /** An address that SES has verified in the stack's region, itself or its domain. */
  readonly from: string;
  /** Recipient of the daily digest of held comments. Default: no digest. */
  readonly moderators?: string;
}

/** CloudFront as the only way in. */
export interface Cdn {
  /**
   * Numbers of the origin keys: CloudFront sends the first, functions accept all. Rotate in three deployments, `[1,
   * 2]`, `[2, 1]`, `[2]`, so that no request is refused.
   */
  readonly originKeys: readonly [number, ...number[]];
  /** The site's own domain name. Default: CloudFront's. */
  readonly domain?: {
    readonly name: string;
    /** A certificate in us-east-1, the only region CloudFront accepts. */
    readonly certificateArn: string;
    /** The Route 53 zone in which to add the name; with another DNS, point the name at the distribution yourself. */
    readonly hostedZone?: { readonly id: string; readonly name: string };
  };
  /**
   * Whether HSTS, of two years, includes subdomains. Default: no, because `example.org` has all the domain's other
   * services below it.
   */
  readonly hstsIncludesSubdomains?: boolean;
  /** The ARN of an existing AWS WAF web ACL (scope CLOUDFRONT, in us-east-1). */
  readonly webAclArn?: string;
  /**
   * Makes a web ACL that blocks an address after so many requests in five minutes. AWS WAF keeps CloudFront's web ACLs
   * in us-east-1, so `region` must be that.
   */
  readonly requestsPerFiveMinutes?: number;
}

/** The groups that routes require, and what membership means. */
export const groups = {
  [GROUP_OF.editor]: 'Write, publish, correct and withdraw articles',
  [GROUP_OF.moderator]: 'Decide what readers have sent',
} as const;

export type Group = keyof typeof groups;

export const stages = {
  development: {
    keepsData: false,
    protectsData: false,
    indexed: false,
    backups: false,
    logRetentionDays: 7,
    keys: 'user-pool',
    dashboard: false,
    throttling: { rate: 50, burst: 100 },
  },
  production: {
    keepsData: true,
    protectsData: true,
    indexed: true,
    backups: true,
    logRetentionDays: 90,
    keys: 'secrets-manager',
    dashboard: true,
    throttling: { rate: 1_000, burst: 2_000 },
    cdn: { originKeys: [1] },
  },
} as const satisfies Record<string, Stage>;

export type StageName = keyof typeof stages;

export const DEFAULT_STAGE: StageName = 'development';

/** @throws Error naming the stages there are. */
export function stageNamed(name: string): Stage {
  if (!Object.hasOwn(stages, name)) {
    throw new Error(`There is no stage "${name}"; infra/stages.ts has ${Object.keys(stages).join(', ')}.`);
  }
  return stages[name as StageName];
}

/** A stage for its first deployment, whose resources can be deleted when it fails. */
export const unprotected = (stage: Stage): Stage => ({ ...stage, protectsData: false });

export const stackName = (stage: string) => `Broadsheet-${stage}`;

/** The stack's outputs, which `cdk deploy` prints and the commands look up. */
export const outputs = {
  address: 'Address',
  publishedTable: 'PublishedTable',
  newsroomTable: 'NewsroomTable',
  mediaBucket: 'MediaBucket',
  hashKeySecret: 'HashKeySecret',
  issuer: 'Issuer',
  clientId: 'ClientId',
} as const;
