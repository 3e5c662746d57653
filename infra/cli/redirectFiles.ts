import { CommandFault } from './command.ts';

/** A redirect as a line of a file says it. */
export interface Line {
  /** From 1. */
  readonly number: number;
  readonly from: string;
  readonly to: string | null;
  readonly status: 301 | 410;
}

/** A line that says none. */
export interface BadLine {
  readonly number: number;
  readonly fault: string;
}

/**
 * Reads redirects from a file: CSV with the columns from, to and status (also as the plugin Redirection for WordPress exports
 * it), or `_redirects` of Netlify and Cloudflare Pages.
 * @throws CommandFault for a file that is neither.
 */
export function parseRedirects(name: string, text: string): readonly (Line | BadLine)[] {
  const lines = text.replace(/^\ufeff/, '').split(/\r\n?|\n/);
  if (/(^|[\\/])_redirects(\.txt)?$/.test(name)) return ofHost(lines);
  if (/\.csv$/i.test(name)) return ofTable(lines);
  throw new CommandFault(`${name} is neither a .csv nor called _redirects.`, 2);
}

/** The status of a line; undefined where it is for a while only, which no redirect here is. */
const statusOf = (text: string | undefined): 301 | 410 | undefined => {
  if (text === undefined || text === '' || text === '301' || text === '308') return 301;
  return text === '410' ? 410 : undefined;
};

const line = (number: number, from: string, to: string | undefined, status: string | undefined): Line | BadLine => {
  const known = statusOf(status);
  if (known === undefined) return { number, fault: `has the status ${status}; it must be 301 or 410` };
  if (!from) return { number, fault: 'has no address' };
  return { number, from, to: known === 410 ? null : to || null, status: known };
};

/** Lines of `from to [status]`; `:splat` is what `*` stands for. */
function ofHost(lines: readonly string[]): readonly (Line | BadLine)[] {
  return lines.flatMap((each, index) => {
    const text = each.replace(/(^|\s)#.*$/, '').trim();
    if (text === '') return [];
    const number = index + 1;
    const [from = '', ...rest] = text.split(/\s+/);
    const to = rest[0];
    const status = rest[1]?.replace(/!$/, '');
    if (to === undefined) return [{ number, fault: 'has no target' }];
    const placeholder = rest.find((part) => /:(?!splat\b)[a-z]\w*/i.test(part.replace(/^https?:/, '')));
    if (/\/:[a-z]/i.test(from) || placeholder !== undefined) {
      return [{ number, fault: 'has a placeholder; only * and :splat are understood' }];
    }
    if (rest.length > 2)
      return [{ number, fault: `has more than an address, a target and a status: ${rest.slice(2).join(' ')}` }];
    return [line(number, from, to.replace(':splat', '*'), status)];
  });
}

const columns = {
  from: /^(from|source|old|source url)$/i,
  to: /^(to|target|new|destination|target url)$/i,
  status: /^(status|code|type|http code)$/i,
  regex: /^regex$/i,
} as const;

/** Rows of from, to and status. A first row of names says where they are. */
function ofTable(lines: readonly string[]): readonly (Line | BadLine)[] {
  const rows = lines.map(cellsOf);
  const names = rows[0] ?? [];
  const isNamed = names.some((name) => columns.from.test(name));
  const at = (column: keyof typeof columns, otherwise: number) =>
    isNamed ? names.findIndex((name) => columns[column].test(name)) : otherwise;
  const [from, to, status, regex] = [at('from', 0), at('to', 1), at('status', 2), at('regex', -1)];
  return rows.flatMap((row, index) => {
    if ((isNamed && index === 0) || row.every((cell) => cell === '')) return [];
    const number = index + 1;
    if (/^(1|true)$/.test(row[regex] ?? ''))
      return [{ number, fault: 'is a regular expression; only * at the end is understood' }];
    return [line(number, row[from] ?? '', row[to], row[status])];
  });
}

/** The cells of a row of CSV (RFC 4180); none has a line break, because no address has. */
const cellsOf = (row: string): readonly string[] =>
  [...`,${row}`.matchAll(/,\s*(?:"((?:[^"]|"")*)"|([^",]*))/g)].map(([, quoted, plain = '']) =>
    quoted === undefined ? plain.trim() : quoted.replaceAll('""', '"'),
  );
