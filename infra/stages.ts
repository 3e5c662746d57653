import { GROUP_OF } from '../functions/shared/api/caller.ts';
import type { EventFunctionName, FunctionName } from '../functions/shared/api/route.ts';
import type { TableId } from '../functions/shared/data/tables.ts';
import type { StageKey } from '../functions/shared/keyedHash.ts';

/** What differs between one deployment and another. Nothing below the stack asks which stage it is. */
export interface Stage {
  /** Keeps tables, people, keys and logs when the stack goes. What a failed first deployment has made goes with it all the same. */
  readonly keepsData: boolean;
  /**
   * Refuses to delete the tables and the user pool, whoever asks: a first deployment that fails too, so that one is told
   * `-c protect=false` (docs/deploying.md).
   */
  readonly protectsData: boolean;
  /** What is there already; the stack makes what is left out. */
  readonly existing?: Existing;
  /** Whether search engines are to find the site; a stage for trying things out would be found beside what it is a copy of. */
  readonly indexed: boolean;
  /** Whether the tables can be brought back as they were at any second of the last 35 days; it is paid for by their size. */
  readonly backups: boolean;
  readonly logRetentionDays: 7 | 90;
  /**
   * Where the stack keeps the keys it makes: in Secrets Manager, or as secrets of clients of its user pool that nobody signs in
   * with. Those cost nothing, stand in the functions' configuration, and go with the pool (docs/decisions/0016). A stack without
   * a user pool keeps them in Secrets Manager.
   */
  readonly keys: 'secrets-manager' | 'user-pool';
  /** Whether CloudWatch shows the figures of the alarms beside each other. */
  readonly dashboard: boolean;
  /** Requests a second the gateway lets through, steadily and at once. */
  readonly throttling: { readonly rate: number; readonly burst: number };
  /**
   * The most instances of a function at once: a flood upon it then takes nobody else's. As many are kept for it, so the
   * account must have them to spare (docs/runbook.md, "A flood of one kind").
   */
  readonly concurrency?: Partial<Readonly<Record<FunctionName | EventFunctionName, number>>>;
  /** The most that either table does in a second, which bounds what a flood can cost; there is no bound when it is left out. */
  readonly throughput?: { readonly maxReadRequestUnits: number; readonly maxWriteRequestUnits: number };
  /** Where alarms are mailed to; nowhere when it is left out. */
  readonly alarmEmail?: string;
  /** Who sends mail; there is none when it is left out, and comments then wait for a moderator. */
  readonly mail?: Mail;
  /**
   * The ARN of a secret of yours that holds Akismet's key. Moderators then turn Akismet on by the settings of comments; each
   * comment is sent to it, with the address it came from.
   */
  readonly akismetKey?: string;
  /** Whether CloudFront stands in front, and how. */
  readonly cdn?: Cdn;
  /** Where the stack is made; where the deploying shell says when it is left out. */
  readonly region?: string;
  /** Who says who somebody is, where there is such a service already; the stack makes a user pool otherwise. */
  readonly issuer?: Issuer;
}

/** What another stack has left, or a backup was restored to (docs/runbook.md, "The stack is gone"). */
export interface Existing {
  readonly tables?: Partial<Readonly<Record<TableId, ExistingTable>>>;
  /** The id of a user pool; the stack adds the groups and a client. */
  readonly userPool?: string;
  /** The ARNs of secrets, each by the name of the key that it holds. */
  readonly secrets?: Partial<Readonly<Record<StageKey, string>>>;
}

/** A table with the keys and indexes of `functions/shared/data/tables.ts`; time to live, stream and backups are its own. */
export interface ExistingTable {
  readonly name: string;
  /** A stage with a CDN follows the stream of `published`, and one with mail that of `newsroom`. */
  readonly streamArn?: string;
}

/**
 * An OpenID Connect issuer. Its tokens are signed with RS256, name their holder in `email`, and list their groups in the
 * claim `cognito:groups`, as those of a user pool do.
 *
 * Names of groups there must hold no spaces: API Gateway hands a list over as one text with spaces between, in which
 * somebody of the group "former editors" would be an editor.
 */
export interface Issuer {
  /** Exactly as in the tokens' `iss`; its keys are found through `/.well-known/openid-configuration` below it. */
  readonly issuer: string;
  /** The tokens' `aud`, or their `client_id` where they have no `aud`. */
  readonly audience: string;
}

/** Mail through Amazon SES; how it is set up stands in docs/runbook.md, "Mail". */
export interface Mail {
  /** An address that SES has verified in the stack's region, itself or its domain. */
  readonly from: string;
  /** Where the daily digest of held comments goes; there is none when it is left out. */
  readonly moderators?: string;
}

/** CloudFront as the only way in. */
export interface Cdn {
  /**
   * The numbers of the keys by which functions know CloudFront: it sends the first, all are good. A new one takes over
   * in three deployments, `[1, 2]`, `[2, 1]`, `[2]`, and nobody is turned away.
   */
  readonly originKeys: readonly [number, ...number[]];
  /** The site's own name; CloudFront's when it is left out. */
  readonly domain?: {
    readonly name: string;
    /** Of a certificate in us-east-1, the one region CloudFront takes them from. */
    readonly certificateArn: string;
    /** The zone of Route 53 that gets the name; whoever runs another points it at the distribution. */
    readonly hostedZone?: { readonly id: string; readonly name: string };
  };
  /**
   * Whether browsers shall ask every name below the site's by HTTPS alone, for two years. They do not when it is left out: below
   * `example.org` is all else that the domain has.
   */
  readonly hstsIncludesSubdomains?: boolean;
  /** A web ACL of AWS WAF (scope CLOUDFRONT, in us-east-1) that was made elsewhere. */
  readonly webAclArn?: string;
  /**
   * Makes one that blocks an address after so many requests in five minutes. AWS WAF keeps those of CloudFront in
   * us-east-1, so `region` must say that.
   */
  readonly requestsPerFiveMinutes?: number;
}

/** The groups that routes ask for, and what being in one means. */
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

/** A stage for its first deployment: nothing refuses to be taken back when that fails. */
export const unprotected = (stage: Stage): Stage => ({ ...stage, protectsData: false });

export const stackName = (stage: string) => `Broadsheet-${stage}`;

/** The names of the stack's outputs: what `cdk deploy` prints, and what the commands look up. */
export const outputs = {
  address: 'Address',
  publishedTable: 'PublishedTable',
  newsroomTable: 'NewsroomTable',
  hashKeySecret: 'HashKeySecret',
  issuer: 'Issuer',
  clientId: 'ClientId',
} as const;
