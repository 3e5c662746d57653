import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it, onTestFinished } from 'vitest';
import { defaultSettings } from '../../functions/comments/settings/resolve.ts';
import { possible } from '../../functions/moderation/actions.ts';
import { stages } from '../../infra/stages.ts';
import { bareEnvironment } from '../support/bareEnvironment.ts';
import { type Block, commandsOf, documents, isAsShown, root, textOf, withOutputs } from '../support/documents.ts';
import { aDirectory, launch, removeDirectories } from '../support/localServer.ts';
import { putFunctions } from '../support/putFunctions.ts';

const manifest: { readonly scripts: Readonly<Record<string, string>> } = JSON.parse(textOf('package.json'));
const all = documents.map((document) => ({ document, text: textOf(document), blocks: commandsOf(textOf(document)) }));
const ofKind = (kind: string) => all.filter(({ blocks }) => blocks.some((block) => block.kind === kind));

afterAll(removeDirectories);

/** Between the outputs of two blocks. */
const SEPARATOR = '\u001e';

/** What programs write who find themselves in a terminal or in CI. */
const PLAIN = { NO_COLOR: '1', TERM: 'dumb' };

/** Runs blocks of commands one after the other in one shell; each one's output, with what went wrong. */
async function runInShell(blocks: readonly string[], cwd: string): Promise<string[]> {
  const script = blocks.map((block) => `${block}\nprintf '${SEPARATOR}'\n`).join('');
  const child = spawn('/bin/sh', ['-c', `exec 2>&1\n${script}`], {
    cwd,
    env: { ...bareEnvironment, HOME: cwd, ...PLAIN },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (chunk) => {
    output += chunk;
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  await once(child, 'close');
  return output.split(SEPARATOR).slice(0, -1);
}

/** A directory that is the checkout for every command, but for the data: that of a newcomer. */
function aCheckout(): string {
  const directory = aDirectory();
  for (const name of ['package.json', 'node_modules', 'functions', 'infra', 'seeds']) {
    symlinkSync(join(root, name), join(directory, name));
  }
  return directory;
}

/** As in every document: an output ends its line. */
const asLines = (text: string) => (text === '' || text.endsWith('\n') ? text : `${text}\n`);

describe('the commands of the documents', () => {
  it('are each of a kind that is known', () => {
    const kinds = new Set(all.flatMap(({ blocks }) => blocks.map(({ kind }) => kind)));

    expect([...kinds].toSorted()).toEqual(['', 'aws', 'git', 'server', 'test', 'whole']);
  });

  it.each(ofKind('').map(({ document, text, blocks }) => [document, { text, blocks }] as const))(
    'print what %s shows',
    async (document, { text, blocks }) => {
      const checkout = aCheckout();
      const data = join(checkout, '.local');
      await putFunctions(data);
      const server = launch({ data, args: ['--port', '0'] });
      await server.ready();
      const started = server.output().trim();
      const own = (commands: string) =>
        commands.replaceAll('localhost:3000', `localhost:${server.port()}`).replaceAll('/tmp/', `${checkout}/`);
      const shown = (output: string) =>
        output
          .replaceAll(`localhost:${server.port()}`, 'localhost:3000')
          .replaceAll(`${checkout}/.config`, '/home/ines/.config')
          .replaceAll(`${checkout}/.local`, '.local')
          .replaceAll(`${checkout}/`, '/tmp/');
      const run = blocks.filter(({ kind }) => kind === '');

      const outputs = await runInShell(
        run.map((block) => own(block.text)),
        checkout,
      );
      const printed = [
        { block: blocks.find(({ kind }) => kind === 'server'), text: started },
        ...run.map((block, index) => ({ block, text: outputs[index] ?? '' })),
      ].map(({ block, text: output }) => ({ at: block?.output, text: asLines(shown(output)) }));
      const changed = printed.flatMap(({ at, text: output }): { at: Block; text: string }[] =>
        at && !isAsShown(at.text, output) ? [{ at, text: output }] : [],
      );

      // A block that no output follows prints nothing. Where a document starts the server again, what that prints is known.
      expect(printed.slice(1).filter(({ at, text: output }) => !at && output !== '')).toEqual([]);
      // `npm run docs` writes what is printed into the document.
      await expect(withOutputs(text, changed)).toMatchFileSnapshot(join(root, document));
    },
    120_000,
  );

  it.each(ofKind('server').map(({ document, blocks }) => [document, blocks] as const))(
    'of %s begin with a server',
    (_, blocks) => {
      const [first] = blocks;

      expect([first?.kind, first?.text.trim().split('\n').at(-1)]).toEqual(['server', 'npm start']);
    },
  );

  it('are scripts of package.json wherever they are npm run', () => {
    // What a changelog names may be gone.
    const current = all.filter(({ document }) => document !== 'CHANGELOG.md');
    const unknown = current.flatMap(({ document, text }) =>
      [...text.matchAll(/\bnpm run\s+(?:-s\s+)?([a-z][\w:-]*)/g)]
        .filter(([, name = '']) => !(name in manifest.scripts))
        .map(([command]) => `${document}: ${command}`),
    );

    expect(unknown).toEqual([]);
  });

  it('name a stage that there is', () => {
    const named = all.flatMap(({ blocks }) =>
      blocks.flatMap(({ text }) => [...text.matchAll(/(?:--stage |stage=)(\w+)/g)].map(([, name]) => name)),
    );

    expect(named).not.toEqual([]);
    expect([...new Set(named)].filter((name = '') => !(name in stages))).toEqual([]);
  });

  it('need an AWS account where they are marked so, and nowhere else', () => {
    const lines = (isAws: boolean) =>
      all.flatMap(({ blocks }) =>
        blocks.filter(({ kind }) => (kind === 'aws') === isAws).flatMap(({ text }) => text.split('\n')),
      );
    const needs = /(?:^|\s|\()(aws [\w-]+ [\w-]+|npx cdk \w+|npm run (?:-s )?[\w:-]+ .*--stage)/g;
    const programs = (text: string) => [...text.matchAll(needs)].map(([, program]) => program);

    expect(lines(false).flatMap(programs)).toEqual([]);
    expect([...new Set(lines(true).flatMap(programs))].toSorted()).toEqual([
      'aws cloudformation delete-stack',
      'aws cloudformation describe-stack-resources',
      'aws cognito-idp list-user-pools',
      'aws cognito-idp list-users',
      'aws cognito-idp update-user-pool',
      'aws dynamodb describe-table',
      'aws dynamodb export-table-to-point-in-time',
      'aws dynamodb import-table',
      'aws dynamodb list-exports',
      'aws dynamodb list-tables',
      'aws dynamodb restore-table-to-point-in-time',
      'aws dynamodb update-continuous-backups',
      'aws dynamodb update-table',
      'aws dynamodb update-time-to-live',
      'aws dynamodb wait',
      'aws s3 rm',
      'aws s3 sync',
      'aws s3api list-buckets',
      'aws secretsmanager create-secret',
      'aws secretsmanager get-secret-value',
      'aws secretsmanager list-secrets',
      'aws secretsmanager put-secret-value',
      'npm run -s broadsheet -- doctor --stage',
      'npm run -s broadsheet -- login --stage',
      'npm run -s broadsheet -- people invite ines@example.org --group editors --group moderators --stage',
      'npm run -s broadsheet -- people invite ines@example.org --group editors --stage',
      'npm run -s verify -- --stage',
      'npm run seed -- --from DIR --stage',
      'npm run seed -- --stage',
      'npm run smoke -- --stage',
      'npx cdk deploy',
      'npx cdk destroy',
      'npx cdk diff',
    ]);
  });

  it('are marked as whole where they take or change all of the checkout', () => {
    const commands = all.flatMap(({ blocks }) =>
      blocks.filter(({ kind }) => kind === 'whole').flatMap(({ text }) => text.trim().split('\n')),
    );

    expect([...new Set(commands)].toSorted()).toEqual([
      'npm ci',
      'npm run check',
      'npm run fixture',
      'npm run test:api',
      'npm run test:browser',
      'npm run test:unit',
      'npm test',
    ]);
  });
});

describe('docs/testing.md', () => {
  const text = textOf('docs/testing.md');
  const example = /```ts\n(import [\s\S]*?)```/.exec(text)?.[1] ?? '';
  const [byNode = '', byVitest = ''] = commandsOf(text).flatMap((block) => (block.kind === 'test' ? block.text : []));
  const forVitest = example
    .replace("import { after, test } from 'node:test';", "import { afterAll, test } from 'vitest';")
    .replace('after(() =>', 'afterAll(() =>');

  it.each([
    ["Node's own test runner", example, byNode, '', /^ℹ pass 2$/m],
    // Vitest looks for its configuration where its root is.
    ['Vitest without a configuration', forVitest, byVitest, ' --root .', /Tests +2 passed/],
    ['Node, though its paper is never stopped,', example.replace(/^after\(.*\n/m, ''), byNode, '', /^ℹ pass 2$/m],
  ])(
    'has a test that %s runs to its end',
    async (_, test, command, option, summary) => {
      // Within the checkout, since Node strips the types of no file below a node_modules.
      mkdirSync(join(root, '.build'), { recursive: true });
      const directory = mkdtempSync(join(root, '.build/test-'));
      try {
        writeFileSync(join(directory, 'ferry.test.ts'), test.replaceAll("'../infra", "'../../infra"));
        const there = command.trim().replace('test/ferry', 'ferry').replace('./infra', '../../infra');

        const [output] = await runInShell([there + option], directory);

        expect(output).toMatch(summary);
      } finally {
        rmSync(directory, { recursive: true });
      }
    },
    60_000,
  );
});

describe('docs/moderation.md', () => {
  const text = textOf('docs/moderation.md');
  const firstCells = (table: string) =>
    [...table.matchAll(/^\| (`.*?) \|/gm)].flatMap(([, cell = '']) =>
      [...cell.matchAll(/`(\w+)`/g)].map(([, name]) => name),
    );
  const afterHeader = (header: RegExp) => text.split(header)[1]?.split(/^## /m)[0] ?? '';
  const [decisions, settings] = [afterHeader(/^\| decision .*$/m), afterHeader(/^\| setting .*$/m)];

  it('has every decision, with the verdicts it is possible from', () => {
    const rows = [...decisions.matchAll(/^\| `(\w+)` \| (.*?) \|/gm)].map(([, decision, from = '']) => [
      decision,
      [...from.matchAll(/`(\w+)`/g)].map(([, verdict]) => verdict),
    ]);

    expect(Object.fromEntries(rows)).toEqual(possible);
  });

  it('has every setting', () => {
    expect(firstCells(settings).toSorted()).toEqual(Object.keys(defaultSettings).toSorted());
  });
});
