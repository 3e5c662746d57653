import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Stack, Validations } from 'aws-cdk-lib';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { AwsSolutionsChecks } from 'cdk-nag';
import { describe, expect, it } from 'vitest';
import { BroadsheetStack } from '../../infra/BroadsheetStack.ts';
import { everyStage } from './synthesize.ts';

interface Report {
  readonly pluginReports: readonly {
    readonly violations: readonly {
      readonly ruleName: string;
      readonly violatingConstructs: readonly { readonly constructPath: string }[];
    }[];
  }[];
}

/** What cdk-nag finds and nobody acknowledged, as `<rule> <construct>`. */
function findings(build: (app: App) => void): string[] {
  const app = new App();
  build(app);
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  try {
    app.synth();
  } catch {
    // Synthesis fails on findings, having written them down.
  }
  const report: Report = JSON.parse(readFileSync(join(app.outdir, 'validation-report.json'), 'utf8'));
  return report.pluginReports.flatMap(({ violations }) =>
    violations.flatMap(({ ruleName, violatingConstructs }) =>
      violatingConstructs.map(({ constructPath }) => `${ruleName} ${constructPath}`),
    ),
  );
}

describe("cdk-nag's AWS Solutions rules", () => {
  describe.each(everyStage)('on %s', (_, stage) => {
    const found = findings((app) => {
      new BroadsheetStack(app, 'Broadsheet', { stage, ...(stage.region ? { env: { region: stage.region } } : {}) });
    });

    it('find nothing that is not acknowledged with a reason', () => {
      expect(found).toEqual([]);
    });
  });

  it('do look: a bare bucket is found', () => {
    const found = findings((app) => {
      new Bucket(new Stack(app, 'Bare'), 'Bucket');
    });

    expect(found).toContain('AwsSolutions-S10 Bare/Bucket/Resource');
  });
});
