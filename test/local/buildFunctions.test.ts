import {
  appendFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { buildFunctions, isBuilt, stateOf } from '../../infra/local/buildFunctions.ts';
import { putFunctions } from '../support/putFunctions.ts';

let directory: string;
beforeEach(() => {
  directory = aTemporaryDirectory();
});

function aTemporaryDirectory(): string {
  const made = mkdtempSync(join(tmpdir(), 'broadsheet-build-'));
  onTestFinished(() => rmSync(made, { recursive: true }));
  return made;
}

/** Copies built functions into the directory. */
async function copyFunctions(): Promise<void> {
  const linked = aTemporaryDirectory();
  await putFunctions(linked);
  for (const name of ['functions', 'functions.state']) {
    cpSync(realpathSync(join(linked, name)), join(directory, name), { recursive: true });
  }
}

describe('a build', () => {
  const file = 'functions/articles.read/index.cjs';

  it.each<[string, () => void]>([
    ['is damaged in a file', () => appendFileSync(join(directory, file), '!')],
    ['lacks a file', () => rmSync(join(directory, file))],
    ['is of other sources', () => writeFileSync(join(directory, 'functions.state'), 'another')],
    ['is unfinished', () => rmSync(join(directory, 'functions.state'))],
    ['has a state that is unreadable', () => asDirectory(join(directory, 'functions.state'))],
  ])('is one wherever it is copied, and none once it %s', async (_, change) => {
    await copyFunctions();
    const before = isBuilt(join(directory, 'functions'));

    change();

    expect(before).toBe(true);
    expect(isBuilt(join(directory, 'functions'))).toBe(false);
  });

  it('is made again where it is none, and left where it is one', async () => {
    await copyFunctions();
    const whole = readFileSync(join(directory, file));
    asDirectory(join(directory, 'functions.state'));
    writeFileSync(join(directory, file), 'throw new Error();');

    await buildFunctions(join(directory, 'functions'));
    const { ino } = statSync(join(directory, 'functions.state'));
    const mended = readFileSync(join(directory, file));
    await buildFunctions(join(directory, 'functions'));

    expect(mended.equals(whole)).toBe(true);
    expect(statSync(join(directory, 'functions.state')).ino).toBe(ino);
  });
});

function asDirectory(file: string): void {
  rmSync(file);
  mkdirSync(file);
}

describe('the state of files', () => {
  it.each<[string, () => void]>([
    ['has another content', () => appendFileSync(join(directory, 'deep/one.ts'), '!')],
    ['is new', () => writeFileSync(join(directory, 'deep/two.ts'), '')],
    ['is gone', () => rmSync(join(directory, 'deep/one.ts'))],
    ['is called differently', () => renameSync(join(directory, 'deep/one.ts'), join(directory, 'deep/other.ts'))],
    ['that is named itself changes', () => writeFileSync(join(directory, 'lock.json'), '{ }')],
  ])('is another once one %s', (_, change) => {
    mkdirSync(join(directory, 'deep'));
    writeFileSync(join(directory, 'deep/one.ts'), 'one');
    writeFileSync(join(directory, 'lock.json'), '{}');
    const state = () => stateOf([join(directory, 'deep'), join(directory, 'lock.json'), join(directory, 'nowhere')]);
    const before = state();
    const same = state();

    change();

    expect(same).toBe(before);
    expect(state()).not.toBe(before);
  });
});
