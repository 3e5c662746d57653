import { type DefaultTreeAdapterTypes, parse } from 'parse5';
import { type Answer, type App, ORIGIN } from './app.ts';

type Element = DefaultTreeAdapterTypes.Element;

/** A field of a form, as its reader sees it. */
export interface Field {
  readonly value: string;
  /** Whether it has the initial focus. */
  readonly focused: boolean;
  readonly invalid: boolean;
  /** All texts that describe it. */
  readonly described: string;
}

/** A form on a page: its action, and its initial fields. */
export interface Form {
  readonly action: string;
  readonly fields: Readonly<Record<string, Field>>;
  /** Names of unticked boxes. */
  readonly unticked: readonly string[];
}

interface Cookie {
  readonly name: string;
  readonly value: string;
  readonly path: string;
}

/** A browser without JavaScript: keeps cookies and sends forms. */
export class Browser {
  readonly app: App;
  readonly sourceIp: string | undefined;
  #cookies: readonly Cookie[] = [];

  constructor(app: App, sourceIp?: string) {
    this.app = app;
    this.sourceIp = sourceIp;
  }

  get(target: string): Promise<Answer> {
    return this.#send('GET', target);
  }

  /** Sends a form with filled-in fields. */
  submit({ action, fields }: Form, filled: Readonly<Record<string, string>> = {}): Promise<Answer> {
    const standing = Object.fromEntries(Object.entries(fields).map(([name, { value }]) => [name, value]));
    const body = String(new URLSearchParams({ ...standing, ...filled }));
    return this.#send('POST', action, body, {
      'content-type': 'application/x-www-form-urlencoded',
      origin: ORIGIN,
      'sec-fetch-site': 'same-origin',
    });
  }

  /** Follows a redirect. */
  follow({ statusCode, headers: { location = '' } }: Answer): Promise<Answer> {
    if (statusCode !== 303) throw new Error(`No redirection but ${statusCode}`);
    return this.get(location.split('#', 1)[0] ?? '');
  }

  /** The cookies for an address. */
  cookiesFor(target: string): string[] {
    const path = target.split('?', 1)[0] ?? '';
    return this.#cookies
      .filter((cookie) => path === cookie.path || path.startsWith(cookie.path.replace(/\/?$/, '/')))
      .map(({ name, value }) => `${name}=${value}`);
  }

  /** Changes a cookie's value. */
  tamper(name: string, change: (value: string) => string): void {
    this.#cookies = this.#cookies.map((each) => (each.name === name ? { ...each, value: change(each.value) } : each));
  }

  async #send(method: string, target: string, body?: string, headers: Record<string, string> = {}): Promise<Answer> {
    const cookies = this.cookiesFor(target);
    const answer = await this.app.request(method, target, {
      ...(this.sourceIp ? { sourceIp: this.sourceIp } : {}),
      headers: { ...headers, ...(cookies.length > 0 ? { cookie: cookies.join('; ') } : {}) },
      body,
    });
    for (const header of answer.cookies ?? []) this.#keep(header);
    return answer;
  }

  #keep(header: string): void {
    const [pair = '', ...attributes] = header.split('; ');
    const [name = '', value = ''] = pair.split(/=(.*)/s);
    const given = (attribute: string) =>
      attributes.find((each) => each.startsWith(`${attribute}=`))?.slice(attribute.length + 1);
    const path = given('Path') ?? '/';
    const others = this.#cookies.filter((each) => each.name !== name || each.path !== path);
    this.#cookies = given('Max-Age') === '0' ? others : [...others, { name, value, path }];
  }
}

/** The form of a page whose action contains a text. */
export function formIn({ body = '' }: Pick<Answer, 'body'>, action: string): Form {
  const elements = elementsIn(parse(body));
  const form = elements.find((each) => each.tagName === 'form' && attribute(each, 'action')?.includes(action));
  if (!form) throw new Error(`There is no form to ${action} in: ${body}`);
  const controls = elementsIn(form).filter(({ tagName }) => tagName === 'input' || tagName === 'textarea');
  const isUnticked = (each: Element) =>
    attribute(each, 'type') === 'checkbox' && attribute(each, 'checked') === undefined;
  const nameOf = (each: Element) => attribute(each, 'name') ?? '';
  const toField = (each: Element): Field => ({
    value: each.tagName === 'textarea' ? textOf(each) : (attribute(each, 'value') ?? ''),
    focused: attribute(each, 'autofocus') !== undefined,
    invalid: attribute(each, 'aria-invalid') === 'true',
    described: (attribute(each, 'aria-describedby') ?? '')
      .split(' ')
      .map((id) => elements.find((other) => id !== '' && attribute(other, 'id') === id))
      .map((other) => (other ? textOf(other) : ''))
      .join(' '),
  });
  return {
    action: attribute(form, 'action') ?? '',
    fields: Object.fromEntries(
      controls.filter((each) => !isUnticked(each)).map((each) => [nameOf(each), toField(each)]),
    ),
    unticked: controls.filter(isUnticked).map(nameOf),
  };
}

const attribute = ({ attrs }: Element, name: string) => attrs.find((each) => each.name === name)?.value;

const isParent = (node: object): node is DefaultTreeAdapterTypes.ParentNode => 'childNodes' in node;

const elementsIn = (node: object): Element[] =>
  isParent(node)
    ? node.childNodes.flatMap((child) => [...('tagName' in child ? [child] : []), ...elementsIn(child)])
    : [];

const textOf = (node: object): string => {
  if (isParent(node)) return node.childNodes.map(textOf).join('');
  return 'value' in node ? String(node.value) : '';
};
