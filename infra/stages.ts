/** What differs between one deployment and another. Nothing below the stack asks which stage it is. */
export interface Stage {
  /** Keeps the tables when the stack goes, and refuses to delete them. */
  readonly keepsData: boolean;
  readonly logRetentionDays: 7 | 90;
  /** Requests a second the gateway lets through, steadily and at once. */
  readonly throttling: { readonly rate: number; readonly burst: number };
  /** Where alarms are mailed to; nowhere when it is left out. */
  readonly alarmEmail?: string;
}

export const stages = {
  development: {
    keepsData: false,
    logRetentionDays: 7,
    throttling: { rate: 50, burst: 100 },
  },
  production: {
    keepsData: true,
    logRetentionDays: 90,
    throttling: { rate: 1_000, burst: 2_000 },
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

export const stackName = (stage: string) => `Broadsheet-${stage}`;

/** The names of the stack's outputs: what `cdk deploy` prints, and what the commands look up. */
export const outputs = {
  address: 'Address',
  publishedTable: 'PublishedTable',
  newsroomTable: 'NewsroomTable',
  hashKeySecret: 'HashKeySecret',
} as const;
