import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { parseSetting } from '../../infra/cli/settings.ts';
import { startCommandLine } from '../support/commandLine.ts';

const { home, broadsheet, stop } = await startCommandLine();
afterAll(stop);

describe('broadsheet settings', () => {
  it('shows, sets, gives back, and saves all from a file', async () => {
    const untouched = await broadsheet('settings');
    const set = await broadsheet('settings', 'set', 'title=The Ledger', 'colours.light.accent=#004400', 'embeds=none');
    const back = await broadsheet('settings', 'set', 'colours.light.accent=', 'embeds=');
    const faulty = await broadsheet('settings', 'set', 'timeZone=Mars/Olympus');
    const nothing = await broadsheet('settings', 'set', 'title');
    const whole = JSON.parse((await broadsheet('settings', 'show', '--json')).out);
    const file = join(home, 'paper.json');
    writeFileSync(file, JSON.stringify({ ...whole.settings, tagline: 'By the harbour' }));
    const saved = await broadsheet('settings', 'edit', '--file', file);
    writeFileSync(file, '{');
    const broken = await broadsheet('settings', 'edit', '--file', file);

    expect(untouched.out).toBe('Nothing is set: "Broadsheet" is as its theme has it.\n');
    expect(set.out).toBe(`Set for "The Ledger" (version 1); all else is as the theme has it:
  title=The Ledger
  colours.light.accent=#004400
  embeds=none
`);
    expect(back.out).toContain('(version 2)');
    expect(back.out).not.toContain('accent');
    expect([faulty.code, faulty.error]).toEqual([
      1,
      expect.stringContaining('timeZone must be a time zone such as Europe/London'),
    ]);
    expect([nothing.code, nothing.error]).toEqual([2, expect.stringContaining('is not NAME=VALUE')]);
    expect(saved.out).toContain('  tagline=By the harbour\n');
    expect([broken.code, broken.error]).toEqual([1, expect.stringContaining('is not JSON')]);
  });

  it.each([
    ['title=A=B', { title: 'A=B' }],
    ['tagline=', { tagline: null }],
    ['colours.dark.ink=#ffffff', { colours: { dark: { ink: '#ffffff' } } }],
    ['logo=0123', { logo: { media: '0123' } }],
    ['logo=', { logo: null }],
    ['logo.inMasthead=false', { logo: { inMasthead: false } }],
    ['embeds=a.example,b.example', { embeds: ['a.example', 'b.example'] }],
  ])('reads %s', (text, setting) => {
    expect(parseSetting(text)).toEqual(setting);
  });
});
