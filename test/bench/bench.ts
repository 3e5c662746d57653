import { writeFileSync } from 'node:fs';
import { availableParallelism, loadavg } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { SingleBar } from 'cli-progress';
import { weighBundles } from './bundles.ts';
import { openWorkshop, type Workshop } from './cleanup.ts';
import { measureDevelopment } from './developTime.ts';
import { measureLoadTime } from './loadTime.ts';
import { measureOwnTime } from './ownTime.ts';
import { renderTable, type Section, toRecords } from './table.ts';
import { measureTraffic } from './traffic.ts';
import { measureUnits } from './units.ts';

const help = `Measures Broadsheet against its budgets. It needs no running server and leaves nothing behind.

  npm run bench -- [options]

  --articles N,N    how many articles to measure the local server with (default 1000,100000)
  --quick           fewer runs, and 1,000 articles only
  --json FILE       write the figures to a file as well`;

const { values } = parseArgs({
  options: {
    articles: { type: 'string' },
    quick: { type: 'boolean', default: false },
    json: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});

/** Enough articles for several pages, so that the last one can be compared with the first. */
const FEWEST = 100;

const sizes = (values.articles ?? (values.quick ? '1000' : '1000,100000')).split(',').map(Number);
if (values.help) {
  console.log(help);
} else if (!sizes.every((size) => Number.isInteger(size) && size >= FEWEST)) {
  console.error(`--articles takes whole numbers from ${FEWEST} on, with commas between them.`);
  process.exitCode = 1;
} else {
  await bench();
}

async function bench(): Promise<void> {
  const workshop = openWorkshop();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      console.error(`\n${signal}: cleaning up …`);
      workshop.close().finally(() => process.exit(1));
    });
  }
  try {
    const machine = {
      node: process.version,
      platform: `${process.platform} ${process.arch}`,
      processors: availableParallelism(),
      // The load average of the last minute: above the number of processors, times are unreliable.
      load: loadavg()[0],
    };
    const sections = await measureAll(workshop);
    console.log(`\n${Object.entries(machine).flat().join(' ')}\n${renderTable(sections)}`);
    if (values.json) {
      writeFileSync(values.json, `${JSON.stringify({ ...machine, figures: toRecords(sections) }, null, 2)}\n`);
    }
  } catch (error) {
    // A signal also ends the child processes, whose errors may arrive before the signal: do not report those.
    await pause(100);
    if (!workshop.isClosing()) throw error;
  } finally {
    await workshop.close();
  }
}

async function measureAll(workshop: Workshop): Promise<Section[]> {
  const say = (what: string) => console.error(`${what} …`);
  say('Building the functions');
  const { sections: bundles, handlers } = weighBundles(join(workshop.directory, 'bundles'));
  say('Loading handlers in fresh processes');
  const loadTime = await measureLoadTime(handlers, values.quick ? 5 : 25);
  say('Calling handlers without a database');
  const ownTime = await measureOwnTime(values.quick ? 1_000 : 5_000);
  say('Developing a photograph');
  const development = await measureDevelopment(values.quick ? 1 : 5);
  say('Counting DynamoDB units');
  const sections = [...bundles, loadTime, ownTime, development, await measureUnits(workshop)];
  for (const articles of sizes) {
    say(`Loading ${articles.toLocaleString('en')} articles`);
    const bar = new SingleBar({ format: '|{bar}| {value}/{total}, {eta_formatted} to go', hideCursor: true });
    bar.start(articles, 0);
    const onServing = () => {
      bar.stop();
      say('Asking the local server');
    };
    const rounds = values.quick ? 2 : 7;
    const traffic = measureTraffic({ workshop, articles, rounds, onArticle: () => bar.increment(), onServing });
    sections.push(...(await traffic.finally(() => bar.stop())));
  }
  return sections;
}
