/** One measured number. Every unit is a plain word, so that a figure reads as a sentence: "265,805 bytes". */
export interface Figure {
  /** What was measured, unless the row's name says so. */
  readonly label?: string;
  /** Undefined when it cannot be measured on this machine. */
  readonly value: number | undefined;
  readonly unit: Unit;
  /** The budget, inclusive. */
  readonly atMost?: number;
  /** A budget that is to be reached, inclusive. */
  readonly atLeast?: number;
}

export type Unit =
  | 'bytes'
  | 'bytes more'
  | 'bytes less'
  | 'ms'
  | 's'
  | 's of CPU'
  | 'times'
  | 'ms of CPU'
  | 'of 100'
  | 'requests'
  | 'RU'
  | 'WU'
  | 'per s'
  | 'MB'
  | 'answers'
  | 'files';

export interface Row {
  readonly name: string;
  readonly figures: readonly Figure[];
}

export interface Section {
  readonly title: string;
  readonly rows: readonly Row[];
}

/** Whether a figure is within its budget; undefined when it has none or was not measured. */
export const isMet = ({ value, atMost, atLeast }: Figure) =>
  value === undefined || (atMost === undefined && atLeast === undefined)
    ? undefined
    : value <= (atMost ?? value) && value >= (atLeast ?? value);

/** All sections as one table for a terminal: figure, budget, and whether it is within it. */
export function renderTable(sections: readonly Section[]): string {
  const cells = sections.flatMap(({ title, rows }) => [
    [title, '', '', ''],
    ...rows.map(({ name, figures }) => [
      `  ${name}`,
      figures.map(toText).join(' · '),
      figures.flatMap(budgetsOf).join(' · '),
      verdict(figures),
    ]),
  ]);
  const all = [['', 'measured', 'budget', ''], ...cells];
  const widths = [0, 1, 2].map((column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
  const lines = all.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  '));
  const judged = sections.flatMap(({ rows }) => rows.flatMap(({ figures }) => figures.map(isMet)));
  const met = judged.filter((each) => each === true).length;
  const missed = judged.filter((each) => each === false).length;
  return `${lines.map((line) => line.trimEnd()).join('\n')}\n\n${met} budgets met, ${missed} missed.`;
}

/** The same figures as objects, for programs. */
export function toRecords(sections: readonly Section[]) {
  return sections.flatMap(({ title, rows }) =>
    rows.flatMap(({ name, figures }) =>
      figures.map((figure) => ({
        section: title,
        name,
        figure: figure.label ?? null,
        value: figure.value ?? null,
        unit: figure.unit,
        budget: figure.atMost ?? figure.atLeast ?? null,
        met: isMet(figure) ?? null,
      })),
    ),
  );
}

const budgetsOf = ({ atMost, atLeast, unit }: Figure): string[] => [
  ...(atMost === undefined ? [] : [`≤ ${withUnit(atMost, unit)}`]),
  ...(atLeast === undefined ? [] : [`≥ ${withUnit(atLeast, unit)}`]),
];

const toText = ({ label, value, unit }: Figure) =>
  `${label ? `${label} ` : ''}${value === undefined ? 'n/a' : withUnit(value, unit)}`;

const withUnit = (value: number, unit: Unit) =>
  `${inDigits(value)} ${unit === 'requests' && value === 1 ? 'request' : unit}`;

/** Whole numbers from 100 on, three significant digits below. */
const inDigits = (value: number) =>
  value.toLocaleString('en', Math.abs(value) < 100 ? { maximumSignificantDigits: 3 } : { maximumFractionDigits: 0 });

function verdict(figures: readonly Figure[]): string {
  const judged = figures.map(isMet).filter((met) => met !== undefined);
  if (judged.length === 0) return '';
  return judged.every(Boolean) ? 'met' : 'MISSED';
}
