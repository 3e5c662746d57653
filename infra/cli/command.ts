import { type ParseArgsConfig, type ParseArgsOptionsConfig, parseArgs } from 'node:util';
import { printable, printableJson } from './printable.ts';

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

/**
 * Makes one command of several: the first argument says which, and `otherwise` is meant where it says none.
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

/** Each command with its summary, in lines. */
export function describeCommands(commands: Readonly<Record<string, Command>>): string {
  const width = Math.max(...Object.keys(commands).map((name) => name.length));
  return Object.entries(commands)
    .map(([name, { summary }]) => `  ${name.padEnd(width)}  ${summary}`)
    .join('\n');
}

/** Prints for a person, wherever it goes to in the end: `| head` is a terminal too. */
export function say(text: string): void {
  console.log(printable(text));
}

/** Tells a person what went wrong, or what else to know. */
export function complain(text: string): void {
  console.error(printable(text));
}

/** Prints a text that may be saved as it is: to a file or a program exactly that, on a terminal as {@link say} does. */
export function sayExactly(text: string): void {
  console.log(process.stdout.isTTY ? printable(text) : text);
}

/** Prints for a program. */
export function sayJson(value: unknown): void {
  console.log(printableJson(value));
}

/** An instant as people read it: `2026-11-23 09:00 UTC`. */
export const readable = (instant: string) => `${instant.slice(0, 16).replace('T', ' ')} UTC`;
