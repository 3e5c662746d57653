import type { ComponentChildren, VNode } from 'preact';
import { render } from 'preact-render-to-string';
import { GROUP_OF } from '../../shared/api/caller.ts';
import { directionOf } from '../../words/languages.ts';
import { DESK } from '../session/returnAddress.ts';
import type { DeskSite, Visitor } from './site.ts';

/** The rooms of the desk, in the order of the navigation. */
export type Room = 'today' | 'articles' | 'comments';

/** What leads to each room, and who may go there. */
const ROOMS = {
  today: { path: DESK, audience: 'editor' },
  articles: { path: '/desk/articles', audience: 'editor' },
  comments: { path: '/desk/comments', audience: 'moderator' },
} as const satisfies Readonly<Record<Room, object>>;

interface ShellProps {
  readonly site: DeskSite;
  readonly visitor: Visitor | undefined;
  readonly title: string;
  /** The room that the page is in. */
  readonly room?: Room | undefined;
  /** Where the browser goes by itself. */
  readonly goesTo?: string | undefined;
  readonly children: ComponentChildren;
}

/** The frame of every page of the desk. */
export function Shell({ site, visitor, title, room, goesTo, children }: ShellProps) {
  const { theme, words } = site;
  const { settings, assetPath } = theme;
  return (
    <html lang={settings.language} dir={directionOf(settings.language)}>
      <head>
        <meta charset="utf-8" />
        <title>{`${title} | ${words.desk} | ${settings.title}`}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="robots" content="noindex" />
        {goesTo !== undefined && <meta http-equiv="refresh" content={`0;url=${goesTo}`} />}
        <link rel="stylesheet" href={assetPath('desk.css')} />
        <link rel="icon" type="image/svg+xml" href={assetPath(settings.icon)} />
      </head>
      <body>
        <a class="skip" href="#content">
          {words.skip}
        </a>
        <header class="bar">
          <p class="paper">
            <a href="/">{settings.title}</a>
          </p>
          {visitor && <Navigation site={site} visitor={visitor} room={room} />}
          {visitor && <Account site={site} visitor={visitor} />}
        </header>
        <main id="content">{children}</main>
      </body>
    </html>
  );
}

const Navigation = ({ site: { words }, visitor, room }: Pick<ShellProps, 'site' | 'room'> & { visitor: Visitor }) => (
  <nav aria-label={words.nav}>
    <ul class="rooms">
      {(Object.keys(ROOMS) as Room[])
        .filter((each) => visitor.groups.includes(GROUP_OF[ROOMS[each].audience]))
        .map((each) => (
          <li>
            <a href={ROOMS[each].path} aria-current={each === room ? 'page' : undefined}>
              {words[each]}
            </a>
          </li>
        ))}
    </ul>
  </nav>
);

const Account = ({ site: { words, endsEverywhere }, visitor }: Pick<ShellProps, 'site'> & { visitor: Visitor }) => (
  <details class="account">
    <summary>
      <span class="hidden">{words.signedInAs('')}</span>
      <bdi>{visitor.name}</bdi>
    </summary>
    <form method="post" action="/desk/session/sign-out">
      <FormToken visitor={visitor} />
      <button type="submit">{words.signOut}</button>
      {endsEverywhere && (
        <button type="submit" name="everywhere" value="yes">
          {words.signOutEverywhere}
        </button>
      )}
    </form>
  </details>
);

/** What every form of the desk has, but one that only asks (method GET). */
export const FormToken = ({ visitor }: { readonly visitor: Visitor | undefined }) => (
  <input type="hidden" name="token" value={visitor?.formToken ?? ''} />
);

/** A whole document. */
export const document = (page: VNode) => `<!doctype html>${render(page)}`;
