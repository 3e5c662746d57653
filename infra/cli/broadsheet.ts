#!/usr/bin/env node
import { type Command, CommandFault, complain, describeCommands } from './command.ts';

const steps = () => import('./steps.ts');
const reading = () => import('./show.ts');

/** Each is loaded when it runs or is described, because most need nothing of the reader of articles in files. */
const commands: Readonly<Record<string, () => Promise<Command>>> = {
  login: async () => (await import('./login.ts')).login,
  new: async () => (await import('./new.ts')).newArticle,
  edit: async () => (await import('./edit.ts')).edit,
  list: async () => (await import('./list.ts')).list,
  show: async () => (await reading()).show,
  preview: async () => (await reading()).preview,
  publish: async () => (await steps()).publish,
  unschedule: async () => (await steps()).unschedule,
  correct: async () => (await steps()).correct,
  withdraw: async () => (await steps()).withdraw,
  restore: async () => (await steps()).restore,
  delete: async () => (await steps()).remove,
  import: async () => (await import('./import.ts')).importFiles,
  front: async () => (await import('./front.ts')).front,
  page: async () => (await import('./pages.ts')).page,
  menus: async () => (await import('./menus.ts')).menus,
  settings: async () => (await import('./settings.ts')).settings,
  media: async () => (await import('./media.ts')).media,
  sections: async () => (await import('./sections.ts')).sections,
  authors: async () => (await import('./authors.ts')).authors,
  redirects: async () => (await import('./redirects.ts')).redirects,
  comments: async () => (await import('./comments.ts')).comments,
  doctor: async () => (await import('./doctor.ts')).doctor,
  people: async () => (await import('./people.ts')).people,
};

async function help(): Promise<string> {
  const loaded = await Promise.all(Object.entries(commands).map(async ([name, load]) => [name, await load()] as const));
  return `Writes and publishes articles and pages, arranges fronts, keeps pictures, and decides on comments.

${describeCommands(Object.fromEntries(loaded))}

  broadsheet COMMAND --help says more of each.`;
}

// The reader of a pipe may close it early ("| head").
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));

const [name, ...args] = process.argv.slice(2);
try {
  if (name === undefined || name === '--help' || name === '-h') console.log(await help());
  else if (Object.hasOwn(commands, name)) await (await commands[name]?.())?.run(args);
  else throw new CommandFault(`There is no command "${name}".\n\n${await help()}`, 2);
} catch (error) {
  complain(error instanceof CommandFault ? error.message : `Something went wrong here: ${(error as Error).message}`);
  process.exitCode = error instanceof CommandFault ? error.exitCode : 1;
}
