import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { SingleBar } from 'cli-progress';
import { loadSeeds, readSeeds } from '../../seeds/load.ts';
import { putPictures } from '../../seeds/pictures/load.ts';
import { installationHelp, installationOptions, openInstallation } from './installation.ts';
import { reportErrors } from './reportErrors.ts';

const help = `Loads articles, sections and comments. Loading again changes only what differs.

  npm run seed -- [options]

${installationHelp}
  --from DIR        where the seeds are (default seeds)`;

await reportErrors(async () => {
  const { values } = parseArgs({
    options: {
      ...installationOptions,
      from: { type: 'string', default: 'seeds' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return console.log(help);
  const seeds = await readSeeds(resolve(values.from));
  const target = await openInstallation(values);
  const bar = new SingleBar({ format: 'Loading |{bar}| {value}/{total}', hideCursor: true, noTTYOutput: false });
  bar.start(seeds.articles.length + seeds.pages.length + seeds.comments.length, 0);
  const loaded = await loadSeeds(seeds, target, () => bar.increment()).finally(() => bar.stop());
  if (target.objects && seeds.pictures.size > 0) {
    console.log('Putting the pictures, which are developed first; from the second time on they are there.');
    await putPictures(target, target.objects);
  }
  await target.close();
  console.log(
    `${target.name}: ${loaded.articles} articles written, ${loaded.unchanged} unchanged, ${loaded.comments} comments added, ${loaded.pages} pages written.`,
  );
});
