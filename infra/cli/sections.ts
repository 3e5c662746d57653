import type { EditedSection } from '../../functions/newsroom/sections/schema.ts';
import { type Api, Refused } from './api.ts';
import { defineCommand, defineGroup, say, sayJson } from './command.ts';
import { moveArticles } from './moveArticles.ts';
import { connect } from './session.ts';

const versionOf = async (api: Api, section: string): Promise<number> =>
  (await api.call('GET /v1/newsroom/sections/{section}', { params: { section } })).version;

const describe = ({ name, title, open, retired, formerNames }: EditedSection): string =>
  [
    `${name}  ${title}`,
    ...(retired ? ['(retired)'] : open ? [] : ['(closed)']),
    ...(formerNames.length > 0 ? [`← ${formerNames.join(', ')}`] : []),
  ].join(' ');

const list = defineCommand({
  usage: 'sections list [--json]',
  summary: 'List the sections in the order of the paper, with the names that lead to each',
  options: { json: { type: 'boolean', default: false } },
  arguments: [0, 0],
  run: async ({ json }) => {
    const { items } = await connect().call('GET /v1/newsroom/sections', {});
    if (json) sayJson(items);
    else for (const each of items) say(describe(each));
  },
});

const rename = defineCommand({
  usage: 'sections rename NAME NEW [--title TITLE]',
  summary: "Change a section's address, and its title; everything at the old address leads to the new one",
  options: { title: { type: 'string' } },
  arguments: [2, 2],
  run: async ({ title }, [section = '', name = '']) => {
    const api = connect();
    const body = { name, ...(title === undefined ? {} : { title }) };
    say(
      describe(
        await api.call('POST /v1/newsroom/sections/{section}/rename', {
          params: { section },
          version: await versionOf(api, section),
          body,
        }),
      ),
    );
  },
});

const merge = defineCommand({
  usage: 'sections merge NAME INTO',
  summary: 'Merge a section into another; run it again to go on where it was stopped',
  options: {},
  arguments: [2, 2],
  run: async (_, [section = '', into = '']) => {
    const api = connect();
    const request = { params: { section }, body: { into } };
    // A section that is merged already is no more; then this goes on, from the version of the other.
    let version = await versionOf(api, section).catch((error) => {
      if (error instanceof Refused && error.problem.code === 'section-not-found') return versionOf(api, into);
      throw error;
    });
    const moved = await moveArticles(async () => {
      const answer = await api.call('POST /v1/newsroom/sections/{section}/merge', { ...request, version });
      version = answer.section.version;
      return answer;
    });
    say(`${section} leads to ${into} now; ${moved} articles were moved into its list.`);
  },
});

const retire = defineCommand({
  usage: 'sections retire NAME [--undo]',
  summary: 'Take a section out of menus, lists and sitemaps; its page and its articles stay',
  options: { undo: { type: 'boolean', default: false } },
  arguments: [1, 1],
  run: async ({ undo }, [section = '']) => {
    const api = connect();
    const body = { retired: !undo };
    const version = await versionOf(api, section);
    say(
      describe(await api.call('POST /v1/newsroom/sections/{section}/retire', { params: { section }, version, body })),
    );
  },
});

export const sections = defineGroup({
  name: 'sections',
  summary: 'Rename, merge and retire sections',
  commands: { list, rename, merge, retire },
  otherwise: 'list',
});
