import { mergeRuns, type Run, settle } from '../../newsroom/articles/mergeRuns.ts';
import { type Choice, type FieldName, fieldNames, MOST_ASKED, type TypedArticle } from './form.ts';

/** A place that two people changed differently. */
export interface Conflict {
  /** The field; of a picture, its first. */
  readonly field: FieldName;
  readonly before: string;
  readonly mine: string;
  readonly theirs: string;
  /** Whether both can stand, one after the other. */
  readonly canBoth: boolean;
}

export interface Merging {
  /** In the order of the fields, and of the text. */
  readonly conflicts: readonly Conflict[];
  /** The article with a choice for each conflict; undefined as long as one is missing. */
  resolved(choices: readonly (Choice | undefined)[]): TypedArticle | undefined;
}

/** Fields that go together: another picture's caption says nothing. */
const PICTURE = ['picture', 'pictureAlt', 'pictureCaption', 'pictureCredit'] as const satisfies readonly FieldName[];

/** How a field is cut into parts of which each may change by itself, and joined again. */
const LISTS: Partial<
  Readonly<Record<FieldName, { readonly cut: (text: string) => string[]; readonly joint: string }>>
> = {
  body: { cut: (text) => text.split('\n'), joint: '\n' },
  byline: { cut: (text) => lines(text, /\n/), joint: '\n' },
  tags: { cut: (text) => lines(text, /[,،;\n]/), joint: ', ' },
};
const lines = (text: string, by: RegExp) =>
  text
    .split(by)
    .map((each) => each.trim())
    .filter(Boolean);

interface Merged {
  readonly fields: readonly FieldName[];
  readonly runs: readonly Run<string>[];
}

/**
 * Merges what somebody typed with what others saved meanwhile, both made from `base`: the text by line, bylines and tags by
 * name, any other field as a whole.
 */
export function mergeTyped(base: TypedArticle, mine: TypedArticle, theirs: TypedArticle): Merging {
  const whole = (fields: readonly FieldName[]): Merged => {
    const [before, own, other] = [base, mine, theirs].map((each) => fields.map((name) => each[name]));
    return { fields, runs: [settle(before ?? [], own ?? [], other ?? [])] };
  };
  const merged = fieldNames
    .filter((name) => !PICTURE.some((each) => each === name) || name === PICTURE[0])
    .map((name): Merged => {
      const list = LISTS[name];
      if (!list) return whole(name === PICTURE[0] ? PICTURE : [name]);
      const [before, own, other] = [base, mine, theirs].map((each) => list.cut(each[name]));
      const runs = mergeRuns(before ?? [], own ?? [], other ?? []);
      // More than anybody answers: the field as a whole is one question.
      const isAskable = runs.filter((run) => !('settled' in run)).length <= (name === 'body' ? MOST_ASKED / 2 : 2);
      return { fields: [name], runs: isAskable ? runs : [settle(before ?? [], own ?? [], other ?? [])] };
    });
  const conflicts = merged.flatMap(({ fields: [field = 'body'], runs }) =>
    runs.flatMap((run): Conflict[] => {
      if ('settled' in run) return [];
      const joint = LISTS[field]?.joint ?? '\n';
      const [before = '', mine = '', theirs = ''] = [run.base, run.mine, run.theirs].map((each) => each.join(joint));
      return [{ field, before, mine, theirs, canBoth: field in LISTS }];
    }),
  );
  return {
    conflicts,
    resolved(choices) {
      if (conflicts.some((_, index) => choices[index] === undefined)) return undefined;
      let asked = 0;
      const values = merged.flatMap(({ fields, runs }) => {
        const parts = runs.flatMap((run) => {
          if ('settled' in run) return run.settled;
          const choice = choices[asked];
          asked += 1;
          if (choice !== 'both') return choice === 'mine' ? run.mine : run.theirs;
          return [...run.mine, ...(fields[0] === 'body' ? [''] : []), ...run.theirs];
        });
        const [field = 'body'] = fields;
        const list = LISTS[field];
        return list ? [[field, parts.join(list.joint)]] : fields.map((name, index) => [name, parts[index] ?? '']);
      });
      return Object.fromEntries(values) as TypedArticle;
    },
  };
}
