import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Stage, stages } from '../../infra/stages.ts';
import { monthlyPrice } from './prices.ts';
import { everyStage, type Resource, synthesizeStage } from './synthesize.ts';

const document = readFileSync(join(import.meta.dirname, '../../docs/deploying.md'), 'utf8');

const dollars = (cents: number) => `$${(cents / 100).toFixed(cents % 100 === 0 ? 0 : 2)}`;
/** What every stage costs; to synthesize them takes longer than a test may. */
const prices = new Map(everyStage.map(([, stage]) => [stage, monthlyPrice(synthesizeStage(stage).resources)]));
const priceOf = (stage: Stage) => prices.get(stage) ?? { alone: Number.NaN, atMost: Number.NaN };

describe('a month in which nobody reads', () => {
  it.each(everyStage)('has a price that somebody has looked up, on %s', (_, stage) => {
    expect(priceOf(stage).atMost).toBeGreaterThanOrEqual(priceOf(stage).alone);
  });

  it('costs nothing in development', () => {
    expect(priceOf(stages.development).alone).toBe(0);
  });

  it.each(Object.entries(stages))('costs on %s what docs/deploying.md says', (name, stage) => {
    const { alone, atMost } = priceOf(stage);

    expect(document).toContain(`| ${name} | ${dollars(alone)} | ${dollars(atMost)} |`);
  });

  it('rises by what docs/deploying.md says for a web ACL and for mail', () => {
    const { production } = stages;
    const more = (changes: Partial<Stage>) => {
      const { resources } = synthesizeStage({ ...production, ...changes });
      return dollars(monthlyPrice(resources).alone - priceOf(production).alone);
    };
    const cdn = { ...production.cdn, requestsPerFiveMinutes: 2_000 };
    // Of CloudFront's figures, as of its firewall, only us-east-1 has any; production counts them in any region.
    const webAcl = more({ region: 'us-east-1', cdn });
    const mail = more({ mail: { from: 'paper@example.org', moderators: 'moderators@example.org' } });

    expect(document).toContain(`A web ACL adds ${webAcl}, mail with a digest ${mail}.`);
  });

  it('counts an alarm by its metrics, and what an account has for nothing once', () => {
    const alarm = (metrics: number): Resource => ({
      Type: 'AWS::CloudWatch::Alarm',
      Properties: { Metrics: [{ Expression: 'SUM' }, ...Array.from({ length: metrics }, () => ({ MetricStat: {} }))] },
    });
    const secret = { Type: 'AWS::SecretsManager::Secret', Properties: {} };

    expect(monthlyPrice({ one: alarm(7), other: alarm(5) })).toEqual({ alone: 20, atMost: 120 });
    expect(monthlyPrice({ secret })).toEqual({ alone: 40, atMost: 40 });
    expect(() => monthlyPrice({ odd: { Type: 'AWS::Odd::Thing', Properties: {} } })).toThrow('AWS::Odd::Thing');
  });
});
