import { type ParseArgsConfig, type ParseArgsOptionsConfig, parseArgs } from 'node:util';
import { printable, printableJson } from './printable.ts';

/** An error that is shown without a stack trace; the command then exits with `exitCode`. */
export class CommandFault extends Error {
  override readonly name: string = 'CommandFault';
  /** 1: the command failed; 2: it was not understood. */
  readonly exitCode: 1 | 2;

  constructor(message: string, exitCode: 1 | 2 = 1, options?: ErrorOptions) {
    super(message, options);
    this.exitCode = exitCode;
  }
}

/** A command of `broadsheet`. */
export interface Command {
  /** Its arguments, without `broadsheet`: `publish ARTICLE [--at INSTANT]`. */
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
  /** What `--help` adds: a line for each option, and notes. */
  readonly details?: string;
  readonly options: Options;
  /** The fewest and the most arguments. */
  readonly arguments: readonly [number, number];
  run(values: Values<Options>, args: readonly string[]): Promise<void>;
}

/** Makes a command that parses its arguments, handles `--help`, and refuses unknown options. */
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

/**
 * Groups commands under one name. The first argument chooses one; `otherwise` runs when it names none.
 */
export function defineGroup<const Commands extends Readonly<Record<string, Command>>>({
  name,
  summary,
  commands,
  otherwise,
}: {
  readonly name: string;
  readonly summary: string;
  readonly commands: Commands;
  readonly otherwise: keyof Commands & string;
}): Command {
  const help = () =>
    `${summary}.

${describeCommands(commands)}

  broadsheet ${name} ${otherwise} --help says more of that one, and so with each.`;
  return {
    usage: `${name} [${Object.keys(commands).join('|')}]`,
    summary,
    async run(args) {
      const [first = otherwise, ...rest] = args;
      if (first === '--help' || first === '-h') return console.log(help());
      const isOption = first.startsWith('-');
      const command = isOption ? commands[otherwise] : Object.hasOwn(commands, first) ? commands[first] : undefined;
      if (!command) throw new CommandFault(`There is no command "${name} ${first}".\n\n${help()}`, 2);
      await command.run(isOption ? args : rest);
    },
  };
}

/** One line for each command, with its summary. */
export function describeCommands(commands: Readonly<Record<string, Command>>): string {
  const width = Math.max(...Object.keys(commands).map((name) => name.length));
  return Object.entries(commands)
    .map(([name, { summary }]) => `  ${name.padEnd(width)}  ${summary}`)
    .join('\n');
}

/** Prints for a person. Escapes even in a pipe, because `| head` prints to a terminal in the end. */
export function say(text: string): void {
  console.log(printable(text));
}

/** Prints a fault or a note to stderr. */
export function complain(text: string): void {
  console.error(printable(text));
}

/** Prints a text that somebody may save: byte for byte to a file or pipe, on a terminal as {@link say} does. */
export function sayExactly(text: string): void {
  console.log(process.stdout.isTTY ? printable(text) : text);
}

/** Prints for a program. */
export function sayJson(value: unknown): void {
  console.log(printableJson(value));
}

/** Formats an instant for people: `2026-11-23 09:00 UTC`. */
export const readable = (instant: string) => `${instant.slice(0, 16).replace('T', ' ')} UTC`;
