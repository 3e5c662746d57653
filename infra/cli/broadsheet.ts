#!/usr/bin/env node
import { correct, publish, remove, restore, unschedule, withdraw } from './acts.ts';
import { type Command, CommandFault, complain, describeCommands } from './command.ts';
import { comments } from './comments.ts';
import { doctor } from './doctor.ts';
import { edit } from './edit.ts';
import { importFiles } from './import.ts';
import { list } from './list.ts';
import { login } from './login.ts';
import { newArticle } from './new.ts';
import { people } from './people.ts';
import { preview, show } from './show.ts';

const commands: Readonly<Record<string, Command>> = {
  login,
  new: newArticle,
  edit,
  list,
  show,
  preview,
  publish,
  unschedule,
  correct,
  withdraw,
  restore,
  delete: remove,
  import: importFiles,
  comments,
  doctor,
  people,
};

const help = () => `Writes and publishes articles, and decides on comments.

${describeCommands(commands)}

  broadsheet COMMAND --help says more of each.`;

// The reader of a pipe may close it early ("| head").
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));

const [name, ...args] = process.argv.slice(2);
try {
  if (name === undefined || name === '--help' || name === '-h') console.log(help());
  else if (Object.hasOwn(commands, name)) await commands[name]?.run(args);
  else throw new CommandFault(`There is no command "${name}".\n\n${help()}`, 2);
} catch (error) {
  complain(error instanceof CommandFault ? error.message : `Something went wrong here: ${(error as Error).message}`);
  process.exitCode = error instanceof CommandFault ? error.exitCode : 1;
}
