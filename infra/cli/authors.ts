import type { EditedAuthor } from '../../functions/newsroom/authors/schema.ts';
import { type Api, Refused, type Request } from './api.ts';
import { CommandFault, complain, defineCommand, defineGroup, say, sayJson } from './command.ts';
import { everyItem } from './everyItem.ts';
import { moveArticles } from './moveArticles.ts';
import { connect } from './session.ts';

type Patch = Request<'PATCH /v1/newsroom/authors/{author}'>['body'];

type Said = { readonly [Name in 'name' | 'biography' | 'role' | 'portrait' | 'contact']?: string | undefined } & {
  readonly link?: readonly string[] | undefined;
};

const json = { json: { type: 'boolean', default: false } } as const;
const AUTHOR = '  AUTHOR            the slug, which is the end of their address: /authors/ines-calder';
const AS_JSON = '  --json            print the author as JSON';

/** What is said of an author; undefined when nobody has said anything. */
async function find(api: Api, author: string): Promise<EditedAuthor | undefined> {
  try {
    return await api.call('GET /v1/newsroom/authors/{author}', { params: { author } });
  } catch (error) {
    if (error instanceof Refused && error.problem.code === 'author-not-found') return undefined;
    throw error;
  }
}

function describe({ slug, name, role, biography, portrait, contact, links, formerSlugs }: EditedAuthor): string {
  return [
    `${slug}  ${name}${role && `, ${role}`}${formerSlugs.length > 0 ? ` ← ${formerSlugs.join(', ')}` : ''}`,
    `  ${biography}`,
    ...(portrait === null ? [] : [`  portrait  ${portrait}`]),
    ...(contact === null ? [] : [`  contact   ${contact}`]),
    ...links.map(({ label, url }) => `  link      ${label}=${url}`),
  ].join('\n');
}

const list = defineCommand({
  usage: 'authors list [--articles N | --all] [--json]',
  summary: 'List the authors of the latest articles, each with the number of them',
  details: `  --articles N      of how many articles (default 500)
  --all             of all articles
  --json            print a JSON array`,
  options: { articles: { type: 'string', default: '500' }, all: { type: 'boolean', default: false }, ...json },
  arguments: [0, 0],
  run: async ({ articles, all, json: asJson }) => {
    if (!/^[1-9]\d{0,5}$/.test(articles)) throw new CommandFault('--articles must be a whole number.', 2);
    const most = all ? Number.POSITIVE_INFINITY : Number(articles);
    const api = connect();
    const cards = everyItem((from) => api.call('GET /v1/articles', { query: { limit: '100', ...from } }));
    const found = new Map<string, { readonly slug: string; readonly name: string; articles: number }>();
    let count = 0;
    for await (const { byline } of cards) {
      count += 1;
      if (count > most) break;
      for (const { slug, name } of byline) {
        const author = found.get(slug) ?? { slug, name, articles: 0 };
        author.articles += 1;
        found.set(slug, author);
      }
    }
    const authors = [...found.values()].sort((one, other) => one.slug.localeCompare(other.slug, 'en'));
    if (asJson) sayJson(authors);
    else if (authors.length === 0) say('There is none.');
    else for (const each of authors) say(`${String(each.articles).padStart(6)}  ${each.slug}  ${each.name}`);
    if (count > most) complain('There are more articles: --articles N, or --all.');
  },
});

const show = defineCommand({
  usage: 'authors show AUTHOR [--json]',
  summary: 'Print what is said of an author, with the slugs that lead to them',
  details: `${AUTHOR}\n${AS_JSON}`,
  options: json,
  arguments: [1, 1],
  run: async ({ json: asJson }, [author = '']) => {
    const found = await connect().call('GET /v1/newsroom/authors/{author}', { params: { author } });
    if (asJson) sayJson(found);
    else say(describe(found));
  },
});

const set = defineCommand({
  usage:
    'authors set AUTHOR [--name NAME] [--biography TEXT] [--role ROLE] [--portrait ID] [--contact ADDRESS] [--link LABEL=ADDRESS]... [--json]',
  summary: 'Say who an author is; what is not named stays as it is',
  details: `${AUTHOR}
  --name NAME       as their page has it; the first time, that of their articles when it is left out
  --biography TEXT  needed the first time
  --role ROLE       what they are at the paper
  --portrait ID     a picture of the media library: broadsheet media list
  --contact ADDRESS mailto:ines@example.org, or the https address of a form
  --link LABEL=ADDRESS
                    a page of theirs elsewhere; may be said several times, and replaces those that were there
${AS_JSON}

An empty option takes back what was said.`,
  options: {
    name: { type: 'string' },
    biography: { type: 'string' },
    role: { type: 'string' },
    portrait: { type: 'string' },
    contact: { type: 'string' },
    link: { type: 'string', multiple: true },
    ...json,
  },
  arguments: [1, 1],
  run: async ({ json: asJson, name, biography, role, portrait, contact, link }, [author = '']) => {
    const changes = changesIn({ name, biography, role, portrait, contact, link });
    if (Object.keys(changes).length === 0) throw new CommandFault('Say something of the author; --help tells what.', 2);
    const api = connect();
    const found = await find(api, author);
    const params = { author };
    const saved = found
      ? await api.call('PATCH /v1/newsroom/authors/{author}', { params, version: found.version, body: changes })
      : await api.call('PUT /v1/newsroom/authors/{author}', {
          params,
          version: 0,
          body: {
            name: changes.name ?? (await nameOf(api, author)),
            biography: changes.biography ?? '',
            role: changes.role ?? '',
            portrait: changes.portrait ?? null,
            contact: changes.contact ?? null,
            links: changes.links ?? [],
          },
        });
    if (asJson) sayJson(saved);
    else say(describe(saved));
  },
});

/** What options say of an author; null where an empty one takes something back. */
function changesIn({ link, ...texts }: Said): Patch {
  const said = Object.entries(texts).filter(([, text]) => text !== undefined);
  return {
    ...Object.fromEntries(said.map(([name, text]) => [name, text || null])),
    ...(link && { links: link.filter((text) => text !== '').map(linkIn) }),
  };
}

function linkIn(text: string) {
  const [, label, url] = /^([^=]+)=(https:\/\/.+)$/.exec(text) ?? [];
  if (!label || !url) throw new CommandFault(`"${text}" must be like "Letters=https://letters.example".`, 2);
  return { label, url };
}

/** The name that an author's articles have. @throws Refused when nothing of theirs is public. */
const nameOf = async (api: Api, author: string): Promise<string> =>
  (await api.call('GET /v1/authors/{author}', { params: { author } })).name;

const rename = defineCommand({
  usage: 'authors rename AUTHOR NEW [--name NAME]',
  summary: 'Give an author another address, to which the former one leads; run it again to go on where it was stopped',
  details: `${AUTHOR}
  NEW               the new slug
  --name NAME       the new name, in the bylines of all their articles too`,
  options: { name: { type: 'string' } },
  arguments: [2, 2],
  run: async ({ name }, [author = '', slug = '']) => {
    const api = connect();
    // Nobody may have said anything of the author, or an earlier run has begun: then there is no version.
    const version = (await find(api, author))?.version ?? 0;
    const body = { slug, ...(name === undefined ? {} : { name }) };
    const moved = await moveArticles(() =>
      api.call('POST /v1/newsroom/authors/{author}/rename', { params: { author }, version, body }),
    );
    say(`${author} leads to ${slug} now; ${moved} articles were moved into their list.`);
  },
});

export const authors = defineGroup({
  name: 'authors',
  summary: 'Say who authors are, and give them other addresses',
  commands: { list, show, set, rename },
  otherwise: 'list',
});
