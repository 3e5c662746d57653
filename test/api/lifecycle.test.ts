import { beforeAll, describe, expect, it } from 'vitest';
import { type State, type Step, steps } from '../../functions/newsroom/articles/lifecycle.ts';
import { type App, startApp } from '../support/app.ts';
import { Editor, scan, violations } from '../support/newsroom.ts';

let app: App;
let editor: Editor;

beforeAll(async () => {
  app = await startApp();
  editor = new Editor(app);
});

const STATES: readonly State[] = ['draft', 'scheduled', 'published', 'withdrawn'];
const STEPS = Object.keys(steps) as Step[];

/** The state each step leads to; a pair that is not here is refused. */
const LEADS_TO: Readonly<Record<State, Partial<Record<Step, State | 'gone'>>>> = {
  draft: { save: 'draft', publish: 'published', delete: 'gone' },
  scheduled: { save: 'scheduled', publish: 'published', unschedule: 'draft' },
  published: { save: 'published', publish: 'published', correct: 'published', withdraw: 'withdrawn' },
  withdrawn: { save: 'withdrawn', restore: 'published' },
};
const pairs = STATES.flatMap((state) => STEPS.map((step) => ({ state, step, leadsTo: LEADS_TO[state][step] })));
const allowed = pairs.filter(({ leadsTo }) => leadsTo !== undefined);
const refused = pairs.filter(({ leadsTo }) => leadsTo === undefined);

describe('an article’s life', () => {
  it.each(allowed)('lets $step follow while it is $state, and is $leadsTo then', async ({ state, step, leadsTo }) => {
    const story = await editor.story(state);

    const answer = await story.take(step);
    const after = await story.read();

    expect(answer.statusCode).toBe(200);
    expect(after.json.state ?? 'gone').toBe(leadsTo);
    expect(await violations(app)).toEqual([]);
  });

  it.each(refused)('refuses $step while it is $state, and changes nothing', async ({ state, step }) => {
    const story = await editor.story(state);
    const before = [await scan(app, 'published'), await scan(app, 'newsroom')];

    const answer = await story.take(step);

    expect([answer.statusCode, answer.json.code]).toEqual([409, 'step-not-allowed']);
    expect(answer.json.detail).toContain(`"${step}"`);
    expect(answer.json.detail).toContain(state);
    expect([await scan(app, 'published'), await scan(app, 'newsroom')]).toEqual(before);
  });

  it('refuses another instant once the article is out, naming state and step', async () => {
    const story = await editor.story('published');

    const answer = await story.publish('2026-11-24T09:00:00Z');

    expect([answer.statusCode, answer.json.code]).toEqual([409, 'step-not-allowed']);
    expect(answer.json.detail).toMatch(/"publish" at an instant .* published/);
  });

  it('has no step for an article that is gone', async () => {
    const story = await editor.story('draft');
    await story.take('delete');

    const answers = await Promise.all(STEPS.map((step) => story.take(step)));

    expect(answers.map(({ statusCode, json }) => [statusCode, json.code])).toEqual(
      STEPS.map(() => [404, 'article-not-found']),
    );
  });
});
