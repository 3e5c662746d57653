import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Answer, Api, Request } from './api.ts';
import { CommandFault, defineCommand, defineGroup, say, sayJson } from './command.ts';
import { textDirectory } from './privateFile.ts';
import { connect } from './session.ts';
import { compose, keepText, readText } from './text.ts';

type Paper = Answer<'GET /v1/newsroom/settings'>;
type Patch = Request<'PATCH /v1/newsroom/settings'>['body'];
type Whole = Request<'PUT /v1/newsroom/settings'>['body'];

const json = { json: { type: 'boolean', default: false } } as const;
const aboutJson = '  --json            print the settings as JSON, with what the theme has';

/** `colours.light.accent` and the like: every setting that is set, or in force, with its value as a text. */
function flat(value: unknown, name = ''): readonly (readonly [string, string])[] {
  if (value === null || value === undefined) return [];
  if (Array.isArray(value)) return [[name, value.join(',') || 'none']];
  if (typeof value !== 'object') return [[name, String(value)]];
  return Object.entries(value).flatMap(([part, inner]) => flat(inner, name ? `${name}.${part}` : part));
}

const oneLine = ([name, value]: readonly [string, string]) => `  ${name}=${value.replaceAll('\n', ' ')}`;

function describe({ settings, inForce, version }: Paper): string {
  const set = flat(settings);
  if (set.length === 0) return `Nothing is set: "${inForce.title}" is as its theme has it.`;
  return [
    `Set for "${inForce.title}" (version ${version}); all else is as the theme has it:`,
    ...set.map(oneLine),
  ].join('\n');
}

/** `title=The Ledger`, `colours.dark.accent=#ff9900`, `logo=ID`, `embeds=none`; nothing after the `=` gives back the theme's. */
export function parseSetting(text: string): Patch {
  const [, name = '', value = ''] = /^([\w.]+)=(.*)$/s.exec(text) ?? [];
  if (name === '') throw new CommandFault(`"${text}" is not NAME=VALUE, such as title="The Ledger".`, 2);
  const path = name === 'logo' && value !== '' ? ['logo', 'media'] : name.split('.');
  return path.reduceRight<unknown>((inner, part) => ({ [part]: inner }), settingOf(name, value)) as Patch;
}

function settingOf(name: string, value: string): unknown {
  if (value === '') return null;
  if (name === 'embeds') return value === 'none' ? [] : value.split(',');
  return name === 'logo.inMasthead' && /^(?:true|false)$/.test(value) ? value === 'true' : value;
}

/** Several changes as one. */
function together(one: object, other: object): object {
  const merged = new Map<string, unknown>(Object.entries(one));
  for (const [name, value] of Object.entries(other)) {
    const there = merged.get(name);
    const areObjects = [there, value].every(
      (each) => typeof each === 'object' && each !== null && !Array.isArray(each),
    );
    merged.set(name, areObjects ? together(there as object, value) : value);
  }
  return Object.fromEntries(merged);
}

const show = defineCommand({
  usage: 'settings show [--json]',
  summary: "Print what is set of the paper's settings",
  details: aboutJson,
  options: json,
  arguments: [0, 0],
  run: async ({ json: asJson }) => {
    const paper = await connect().call('GET /v1/newsroom/settings', {});
    if (asJson) sayJson(paper);
    else say(describe(paper));
  },
});

const set = defineCommand({
  usage: 'settings set NAME=VALUE... [--json]',
  summary: 'Change single settings of the paper; readers see it within a minute',
  details: `  NAME=VALUE        title, tagline, description, publisher, language, timeZone, commentPolicy, contact, pixel,
                    colours.light.accent and the like, typefaces.text, typefaces.label, logo (the id of a picture in
                    the media library), logo.inMasthead, sharePicture, embeds (hosts with commas between them, or none);
                    without a value, the setting is as the theme has it
${aboutJson}

For example: broadsheet settings set language=nl-NL timeZone=Europe/Amsterdam title="De Krant"`,
  options: json,
  arguments: [1, Number.POSITIVE_INFINITY],
  run: async ({ json: asJson }, changes) => {
    const body = changes.map(parseSetting).reduce(together) as Patch;
    const api = connect();
    const { version } = await api.call('GET /v1/newsroom/settings', {});
    const paper = await api.call('PATCH /v1/newsroom/settings', { version, body });
    if (asJson) sayJson(paper);
    else say(describe(paper));
  },
});

const edit = defineCommand({
  usage: 'settings edit [--file PATH] [--json]',
  summary: 'Change all settings of the paper in your editor, as JSON',
  details: `  --file PATH       save this file, instead of opening the editor
${aboutJson}

What is null is as the theme has it.`,
  options: { file: { type: 'string' }, ...json },
  arguments: [0, 0],
  run: async ({ file, json: asJson }) => {
    const api = connect();
    const found = await api.call('GET /v1/newsroom/settings', {});
    const path = file ?? join(textDirectory(), 'settings.json');
    if (file === undefined && existsSync(path)) {
      throw new CommandFault(`Earlier settings of yours are kept in ${path}. Delete it, or go on with --file ${path}`);
    }
    const initial = `${JSON.stringify(found.settings, undefined, 2)}\n`;
    const paper = await keepText(path, 'broadsheet settings edit', async () =>
      file !== undefined || (await compose(path, initial)) ? save(api, found, path) : undefined,
    );
    if (asJson) sayJson(paper ?? found);
    else say(paper ? describe(paper) : 'Nothing was changed.');
  },
});

async function save(api: Api, { version }: Paper, path: string): Promise<Paper> {
  return api.call('PUT /v1/newsroom/settings', { version, body: wholeIn(path) });
}

/** @throws CommandFault for what is no JSON. */
function wholeIn(path: string): Whole {
  try {
    return JSON.parse(readText(path));
  } catch (error) {
    if (error instanceof CommandFault) throw error;
    throw new CommandFault(`${path} is not JSON: ${(error as Error).message}`, 1, { cause: error });
  }
}

export const settings = defineGroup({
  name: 'settings',
  summary: "Show and change the paper's name, language, colours and other settings",
  commands: { show, set, edit },
  otherwise: 'show',
});
