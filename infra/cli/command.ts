import { type ParseArgsConfig, type ParseArgsOptionsConfig, parseArgs } from 'node:util';

/** What the person at the keyboard is told in place of a stack trace; the command ends with `exitCode`. */
export class CommandFault extends Error {
  override readonly name: string = 'CommandFault';
  /** 1: it was not done; 2: it was not understood. */
  readonly exitCode: 1 | 2;

  constructor(message: string, exitCode: 1 | 2 = 1, options?: ErrorOptions) {
    super(message, options);
    this.exitCode = exitCode;
  }
}

/** One thing that `broadsheet` can do. */
export interface Command {
  /** How it is called, without `broadsheet`: `publish ARTICLE [--at INSTANT]`. */
  readonly usage: string;
  readonly summary: string;
  /** @throws CommandFault */
  run(args: readonly string[]): Promise<void>;
}

type Values<Options extends ParseArgsOptionsConfig> = ReturnType<
  typeof parseArgs<{ options: Options; allowPositionals: true; strict: true } & ParseArgsConfig>
>['values'];

interface Definition<Options extends ParseArgsOptionsConfig> {
  readonly usage: string;
  readonly summary: string;
  /** What `--help` adds: a line for each option, and what else is worth knowing. */
  readonly details?: string;
  readonly options: Options;
  /** How many arguments it takes, at least and at most. */
  readonly arguments: readonly [number, number];
  run(values: Values<Options>, args: readonly string[]): Promise<void>;
}

/** Makes a command of its parts: `--help`, and a refusal of what it does not know, are the same for all. */
export function defineCommand<const Options extends ParseArgsOptionsConfig>(definition: Definition<Options>): Command {
  const { usage, summary, details, options, arguments: expected, run } = definition;
  const parse = (args: readonly string[]) => {
    try {
      return parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
    } catch (error) {
      throw new CommandFault(`${(error as Error).message}\n\n  broadsheet ${usage}`, 2);
    }
  };
  return {
    usage,
    summary,
    async run(args) {
      if (args.includes('--help') || args.includes('-h')) {
        return console.log([`${summary}.`, `  broadsheet ${usage}`, ...(details ? [details] : [])].join('\n\n'));
      }
      const { values, positionals } = parse(args);
      const [least, most] = expected;
      if (positionals.length < least || positionals.length > most) {
        const what = positionals.length < least ? 'Something is missing' : 'That is one argument too many';
        throw new CommandFault(`${what}:\n\n  broadsheet ${usage}`, 2);
      }
      await run(values as Values<Options>, positionals);
    },
  };
}

/** Prints for a person: on a terminal without what could move its cursor. */
export function say(text: string): void {
  console.log(process.stdout.isTTY ? text.replace(/[^\P{Cc}\n\t]/gu, '\ufffd') : text);
}

/** Prints for a program. */
export function sayJson(value: unknown): void {
  console.log(JSON.stringify(value, null, 2));
}

/** An instant as people read it: `2026-11-23 09:00 UTC`. */
export const readable = (instant: string) => `${instant.slice(0, 16).replace('T', ' ')} UTC`;
