import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { AuditEntry } from '../../audit/schema.ts';
import { PAPER_USE } from '../../media/keys.ts';
import { isUsable } from '../../media/lists.ts';
import type { RecordStore } from '../../media/recordStore.ts';
import { pictureOf } from '../../media/schema.ts';
import { settled, siteAt, type Theme } from '../../pages/site.ts';
import type { Colours } from '../../pages/theme/settings.ts';
import { ownPicture } from '../../pictures/ownPicture.ts';
import type { Picture } from '../../pictures/picture.ts';
import { paperSettingsKey } from '../../sections/keys.ts';
import { inForce, type OwnColours, type PaperSettings, type StoredSettings } from '../../sections/paperSettings.ts';
import type { SectionStore } from '../../sections/store.ts';
import { mergePatch } from '../../shared/api/mergePatch.ts';
import { parseBody } from '../../shared/api/request.ts';
import type { Caller, Operations } from '../../shared/api/route.ts';
import { type TransactionItem, type Writes, writeTogether } from '../../shared/data/transaction.ts';
import { busy, Failure, type Fault } from '../../shared/failure.ts';
import { type Clock, toInstant } from '../../shared/instant.ts';
import { PLAYER_ORIGINS } from '../../shared/players.ts';
import { atVersion, isMadeBy, requireVersion, stale } from '../../shared/version.ts';
import { faintIn } from './contrast.ts';
import type { paperEditingRoutes } from './routes.ts';
import { PaperContent } from './schema.ts';

export interface PaperEditor {
  readonly client: DynamoDBDocumentClient;
  /** The Published table. */
  readonly table: string;
  readonly sections: Pick<SectionStore, 'current'>;
  readonly records: Pick<RecordStore, 'readAll' | 'requireVersion' | 'use' | 'endUse'>;
  readonly record: (act: AuditEntry) => TransactionItem;
  readonly clock: Clock;
  readonly theme: Theme;
}

/** The input of a change, without the body. */
interface ChangeInput {
  readonly headers: { readonly 'if-match'?: number | undefined };
  readonly request: { readonly caller: Caller };
}

/** Most characters of what the audit log says of a change. */
const MOST_DETAIL = 1_000;

/** Reads and saves the paper's settings (docs/decisions/0043). */
export function editPaper(editor: PaperEditor): Operations<typeof paperEditingRoutes> {
  const { client, table, sections, records, record, clock, theme } = editor;

  const present = async () => (await sections.current()).settings;
  const answer = (stored: StoredSettings | undefined) => {
    const { settings: own, version } = stored ?? NOTHING_SET;
    const now = settled(theme, inForce(own, clock()));
    const { title, description, publisher, language, timeZone, colours, fonts } = now.settings;
    const { tagline = null, commentPolicy = null, contact = null, pixel = null, embeds = HOSTS } = now.settings;
    return {
      settings: contentOf(own),
      inForce: {
        title,
        tagline,
        description,
        publisher,
        language,
        timeZone,
        colours,
        typefaces: { text: fonts.text, label: fonts.label },
        logo: siteAt('', now).publisher.logo.url,
        sharePicture: now.sharePicture?.url ?? null,
        commentPolicy,
        contact,
        embeds: [...embeds],
        pixel,
      },
      version,
    };
  };

  /** @throws Failure `field-invalid` for what is no picture that can be shown now, for its use. */
  const picturesOf = async ({ logo, sharePicture }: PaperContent): Promise<Chosen> => {
    const wanted = [
      { use: 'logo', pointer: '/logo/media', id: logo?.media },
      { use: 'sharePicture', pointer: '/sharePicture', id: sharePicture ?? undefined },
    ] as const;
    const media = await records.readAll(wanted.flatMap(({ id }) => id ?? []));
    const found = wanted.map(({ use, pointer, id }) => {
      const one = id === undefined ? undefined : media.get(id);
      const picture = one && isUsable(one, toInstant(clock())) ? pictureOf(one) : undefined;
      return { use, pointer, isWanted: id !== undefined, picture };
    });
    requireNone(
      found.flatMap(({ use, pointer, isWanted, picture }): Fault[] => {
        if (isWanted && !picture) return [{ pointer, detail: ({ faults }) => faults.noPortrait }];
        if (use === 'sharePicture' && picture?.notFor?.includes('social')) {
          return [{ pointer, detail: ({ faults }) => faults.notForSharing }];
        }
        return [];
      }),
    );
    return Object.fromEntries(found.flatMap(({ use, picture }) => (picture ? [[use, picture]] : [])));
  };

  /** The uses of files that begin and end. */
  const usesOf = (before: PaperSettings, after: Chosen): Writes => {
    const ids = ({ logo, sharePicture }: { logo?: { id: string }; sharePicture?: { id: string } }) =>
      new Set([logo, sharePicture].flatMap((each) => each?.id ?? []));
    const [were, are] = [ids(before), ids(after)];
    const versions = new Map(Object.values(after).map(({ id, version }: Picture) => [id, version]));
    return Object.fromEntries([
      ...[...versions].map(([id, version]) => [`media ${id}`, records.requireVersion(id, version)] as const),
      ...[...are]
        .filter((id) => !were.has(id))
        .map((id) => [`use ${id}`, records.use({ id, article: PAPER_USE, slug: '', document: 'settings' })] as const),
      ...[...were].filter((id) => !are.has(id)).map((id) => [`use ${id}`, records.endUse(id, PAPER_USE)] as const),
    ]);
  };

  const save = async (
    { headers, request: { caller } }: ChangeInput,
    decide: (content: PaperContent) => PaperContent,
  ) => {
    const there = await present();
    if (there && isMadeBy(there, caller)) return answer(there);
    requireVersion(headers['if-match'], currentOf(there), 'settings');
    const before = there?.settings ?? {};
    const content = decide(contentOf(before));
    const pictures = await picturesOf(content);
    const own = ownOf(content, pictures);
    requireReadable(theme, own);
    const version = (there?.version ?? 0) + 1;
    const at = toInstant(clock());
    const { name: changedBy, request } = caller;
    const next: StoredSettings = { settings: own, version, changedAt: at, changedBy, request };
    const refused = await writeTogether(client, {
      settings: {
        Put: {
          TableName: table,
          Item: { ...paperSettingsKey(), type: 'paper-settings', ...next },
          ...atVersion(version - 1),
        },
      },
      act: record({
        kind: 'paper',
        article: null,
        name: null,
        at,
        by: changedBy,
        act: 'save',
        version,
        headline: null,
        detail: changesBetween(contentOf(before), content),
      }),
      ...usesOf(before, pictures),
    });
    if (!refused) return answer(next);
    const now = await present();
    if (now && isMadeBy(now, caller)) return answer(now);
    if (now?.version !== there?.version) throw stale(currentOf(now), 'settings');
    // A picture has changed meanwhile.
    throw busy();
  };

  return {
    readPaper: async () => answer(await present()),
    savePaper: (input) => save(input, () => input.body),
    patchPaper: (input) => save(input, (content) => parseBody(PaperContent, mergePatch(content, input.body))),
  };
}

const NOTHING_SET: StoredSettings = { settings: {}, version: 0 };
const HOSTS: readonly string[] = PLAYER_ORIGINS.map((origin) => new URL(origin).host);

/** Pictures by their use. */
interface Chosen {
  readonly logo?: Picture;
  readonly sharePicture?: Picture;
}

const currentOf = ({ settings: _settings, request: _request, ...current }: StoredSettings = NOTHING_SET) => current;

/** Stored settings as editors send them. @throws Failure `field-invalid` for such as nobody may send. */
export function contentOf({ logo, sharePicture, embeds, ...own }: PaperSettings): PaperContent {
  return parseBody(PaperContent, {
    ...own,
    embeds: embeds ?? null,
    logo: logo ? { media: logo.id, inMasthead: logo.inMasthead } : null,
    sharePicture: sharePicture?.id ?? null,
  });
}

/** Settings as they are stored: what is set, and nothing else. */
function ownOf({ colours, typefaces, logo, sharePicture: _, ...texts }: PaperContent, pictures: Chosen): PaperSettings {
  const schemes = given({ light: given(colours.light), dark: given(colours.dark) });
  const families = given(typefaces);
  return {
    ...given(texts),
    ...(schemes && { colours: schemes }),
    ...(families && { typefaces: families }),
    ...(pictures.logo && {
      logo: { ...ownPicture('logo', pictures.logo), inMasthead: logo?.inMasthead ?? false },
    }),
    ...(pictures.sharePicture && { sharePicture: ownPicture('sharePicture', pictures.sharePicture) }),
  };
}

type Given<Fields> = { readonly [Name in keyof Fields]?: NonNullable<Fields[Name]> };

/** The fields that are neither null nor missing; undefined when there are none. */
function given<Fields extends object>(fields: Fields): Given<Fields> | undefined {
  const entries = Object.entries(fields).filter(([, value]) => value !== null && value !== undefined);
  return entries.length > 0 ? (Object.fromEntries(entries) as Given<Fields>) : undefined;
}

/** @throws Failure `field-invalid`, naming every colour that can hardly be seen, in both schemes. */
function requireReadable(theme: Theme, own: PaperSettings): void {
  const { colours } = settled(theme, own).settings;
  requireNone(
    (['light', 'dark'] as const).flatMap((scheme) =>
      faintIn(colours[scheme]).map(({ colour, ground, ratio, least }): Fault => {
        const set: OwnColours = own.colours?.[scheme] ?? {};
        // Cut, not rounded: 4.499 is not 4.5.
        const reached = (Math.floor(100 * ratio) / 100).toFixed(2);
        const shown = (name: keyof Colours) => `${name} (${colours[scheme][name]})`;
        return {
          pointer: `/colours/${scheme}/${set[colour] === undefined ? ground : colour}`,
          detail: ({ faults }) => faults.tooFaint(`${shown(colour)} / ${shown(ground)}`, reached, String(least)),
        };
      }),
    ),
  );
}

function requireNone(faults: readonly Fault[]): void {
  if (faults.length === 0) return;
  throw new Failure(
    'field-invalid',
    (words) =>
      `${faults.map(({ pointer = '', detail }) => words.sentence(pointer.slice(1), detail(words))).join('; ')}.`,
    { faults },
  );
}

/** What a change has set, and what it was before, so that it can be taken back by hand. */
function changesBetween(before: PaperContent, after: PaperContent): string {
  const were = new Map(leavesOf(before));
  const are = new Map(leavesOf(after));
  const changed = [...new Set([...were.keys(), ...are.keys()])].flatMap((name) => {
    const [was = 'null', is = 'null'] = [were.get(name), are.get(name)];
    return was === is ? [] : [`${name}: ${was} > ${is}`];
  });
  return changed.join('; ').slice(0, MOST_DETAIL).toWellFormed();
}

/** Every value with its name, such as `colours.light.accent`. */
const leavesOf = (value: unknown, name = ''): (readonly [string, string])[] =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.entries(value).flatMap(([part, inner]) => leavesOf(inner, name ? `${name}.${part}` : part))
    : [[name, JSON.stringify(value)]];
