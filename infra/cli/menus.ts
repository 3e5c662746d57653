import type { Answer, Request } from './api.ts';
import { CommandFault, defineCommand, defineGroup, say, sayJson } from './command.ts';
import { connect } from './session.ts';

type Menu = Answer<'GET /v1/newsroom/menus/{place}'>;
type Item = NonNullable<Request<'PUT /v1/newsroom/menus/{place}'>['body']['items']>[number];

const places: readonly Menu['place'][] = ['header', 'more', 'footer', 'social'];
const json = { json: { type: 'boolean', default: false } } as const;
const TARGET = /^(section|page|tag):(.*)$/;

function requirePlace(text: string): Menu['place'] {
  const place = places.find((each) => each === text);
  if (!place) throw new CommandFault(`There is no menu "${text}"; there are ${places.join(', ')}.`, 2);
  return place;
}

/** `page:imprint`, `About us=page:about`, `Shop=https://shop.example`: an item as a person writes it. */
export function parseItem(text: string): Item {
  const bare = /^(?:section:|page:|tag:|\/|https:|mailto:)/.test(text);
  const [, label, target = text] = bare ? [] : (/^([^=]*)=(.*)$/s.exec(text) ?? []);
  const [, kind = 'address', name = target] = TARGET.exec(target) ?? [];
  return { [kind]: name, ...(label !== undefined && { label }) };
}

/** The inverse of {@link parseItem}. */
export function printItem({ section, page, tag, address, label }: Item): string {
  const named = Object.entries({ section, page, tag }).find(([, name]) => name !== undefined);
  const target = named ? named.join(':') : address;
  return label === undefined ? `${target}` : `${label}=${target}`;
}

const print = ({ place, items, usual }: Menu): string =>
  [`${place}${usual ? ' (as in an untouched paper)' : ''}`, ...items.map((item) => `  ${printItem(item)}`)].join('\n');

const show = defineCommand({
  usage: 'menus show [PLACE] [--json]',
  summary: 'Print the menus, or one of them',
  details: `  PLACE             ${places.join(', ')}
  --json            print a JSON array`,
  options: json,
  arguments: [0, 1],
  run: async ({ json: asJson }, [name]) => {
    const api = connect();
    const asked = name === undefined ? places : [requirePlace(name)];
    const menus = await Promise.all(
      asked.map((place) => api.call('GET /v1/newsroom/menus/{place}', { params: { place } })),
    );
    if (asJson) sayJson(menus);
    else say(menus.map(print).join('\n'));
  },
});

const set = defineCommand({
  usage: 'menus set PLACE ITEM... [--json], or menus set PLACE --usual',
  summary: 'Replace the items of a menu',
  details: `  PLACE             ${places.join(', ')}
  ITEM              section:NAME, page:SLUG, tag:NAME, or with words of its own: LABEL=ITEM; an address needs them:
                    "Shop=https://shop.example", Archive=/archive/2026-11, "Write to us=mailto:desk@example.org"
  --usual           what an untouched paper has
  --json            print the menu as JSON

For example: broadsheet menus set footer page:imprint page:privacy RSS=/feed.rss`,
  options: { usual: { type: 'boolean', default: false }, ...json },
  arguments: [1, Number.POSITIVE_INFINITY],
  run: async ({ usual, json: asJson }, [name = '', ...items]) => {
    const params = { place: requirePlace(name) };
    if (usual === items.length > 0) throw new CommandFault('Name the items of the menu, or say --usual.', 2);
    const api = connect();
    const { version } = await api.call('GET /v1/newsroom/menus/{place}', { params });
    const body = { items: usual ? null : items.map(parseItem) };
    const menu = await api.call('PUT /v1/newsroom/menus/{place}', { params, version, body });
    if (asJson) sayJson(menu);
    else say(print(menu));
  },
});

export const menus = defineGroup({
  name: 'menus',
  summary: 'Show and change the menus and the footer',
  commands: { show, set },
  otherwise: 'show',
});
