import { existsSync, globSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, it } from 'vitest';
import { rules } from '../../functions/comments/judging/rules.ts';
import { defaultSettings } from '../../functions/comments/settings/resolve.ts';
import { documents, root, textOf } from '../support/documents.ts';

/** The text of a document without its blocks of code, in which nothing is a heading or a link. */
const proseOf = (document: string) => textOf(document).replace(/^ *```[\s\S]*?^ *```$/gm, '');

/** The anchor of a heading, as GitHub makes it. */
const anchorOf = (heading: string) =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replace(/\s/g, '-');

const anchors = new Map(
  documents.map((document) => [
    document,
    new Set([...proseOf(document).matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) => anchorOf(heading))),
  ]),
);

describe('a document', () => {
  it('links to what there is', () => {
    const broken = documents.flatMap((document) =>
      [...proseOf(document).matchAll(/(?:\]\(|(?:src|href)=")(?!https?:|media:)([^)"]+)/g)].flatMap(
        ([, target = '']) => {
          const [path = '', anchor] = target.split('#');
          const file = path === '' ? document : normalize(join(dirname(document), path));
          const isThere = existsSync(join(root, file)) && (!anchor || anchors.get(file)?.has(anchor));
          return isThere ? [] : [`${document}: ${target}`];
        },
      ),
    );

    expect(broken).toEqual([]);
  });

  it('is there, with its heading, where the code names it', () => {
    const code = globSync('{functions,infra,seeds,test}/**/*.{ts,tsx}', { cwd: root });
    const broken = code.flatMap((file) =>
      [...textOf(file).matchAll(/(docs\/[\w/.-]+\.md|docs\/decisions\/\d{4})(?:, "([^"$]+)")?/g)].flatMap(
        ([named, path = '', heading]) => {
          const document = documents.find((each) => each.startsWith(path));
          const isThere = document && (!heading || anchors.get(document)?.has(anchorOf(heading)));
          return isThere ? [] : [`${file}: ${named}`];
        },
      ),
    );

    expect(broken).toEqual([]);
  });

  it('is short where it is the first one', () => {
    expect(textOf('README.md').split('\n').length).toBeLessThanOrEqual(150);
  });
});

describe('docs/data.md', () => {
  it('names the file and the function of every query', () => {
    const [, queries = ''] = textOf('docs/data.md').split('## One row for each query');
    const cells = [...queries.matchAll(/^\| .* \| (`[^|]*`) \|$/gm)].map(([, cell = '']) => cell);
    const broken = cells.flatMap((cell) => {
      let file = '';
      return [...cell.matchAll(/`([^`]+)`/g)].flatMap(([, name = '']) => {
        if (!name.endsWith('.ts')) return new RegExp(`\\b${name}\\b`).test(file && textOf(file)) ? [] : [cell];
        file = `functions/${name}`;
        return existsSync(join(root, file)) ? [] : [cell];
      });
    });

    expect(cells.length).toBeGreaterThan(20);
    expect(broken).toEqual([]);
  });
});

describe('docs/moderation.md', () => {
  const [, section = ''] = textOf('docs/moderation.md').split('## The rules\n');
  const [table = ''] = section.split('\n## ', 1);
  const rows = [...table.matchAll(/^\| `([\w-]+)` \| [^|]+ \| `(\w+)` \| ([^|]*)\|$/gm)];

  it('lists every comment rule with its effect, in the order of evaluation', () => {
    expect(rows.map(([, name, effect]) => ({ name, effect }))).toEqual(
      rules.map(({ name, effect }) => ({ name, effect })),
    );
  });

  it('names settings that exist', () => {
    const named = rows.flatMap(([, , , cell = '']) => [...cell.matchAll(/`(\w+)`/g)].map(([, name = '']) => name));

    expect(named).toContain('linksAllowed');
    expect(named.filter((name) => !(name in defaultSettings))).toEqual([]);
  });
});
