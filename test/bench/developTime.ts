import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { plainEnvironment } from './cleanup.ts';
import { median } from './statistics.ts';
import type { Section } from './table.ts';

/** Draws a photograph of twelve megapixels, and develops it. */
const PROGRAM = `
import sharp from 'sharp';
import { develop } from './functions/media/develop/develop.ts';
const [width, height] = [4_000, 3_000];
const noise = await sharp({ create: { width: 500, height: 375, channels: 3, background: '#68a', noise: { type: 'gaussian', mean: 120, sigma: 40 } } })
  .blur(4).resize(width, height, { kernel: 'cubic' }).jpeg({ quality: 88 }).toBuffer();
const usage = process.cpuUsage();
const started = performance.now();
const result = await develop(noise, { mediaType: 'image/jpeg', fileName: 'quay.jpg' }, { focalPoint: null });
let first;
let files = 0;
let bytes = 0;
for await (const file of result.files) {
  first ??= performance.now() - started;
  files += 1;
  bytes += file.bytes.length;
}
const { user, system } = process.cpuUsage(usage);
console.log(JSON.stringify({ first: first / 1_000, processor: (user + system) / 1e6, files, bytes, memory: process.resourceUsage().maxRSS / 1_024 }));`;

const run = promisify(execFile);
const root = join(import.meta.dirname, '../..');

interface Development {
  /** Seconds until the first rendition is there, and on all processors. */
  readonly first: number;
  readonly processor: number;
  readonly files: number;
  readonly bytes: number;
  /** The most that was resident, in MB; with what draws the photograph. */
  readonly memory: number;
}

/** Develops a photograph of twelve megapixels, each time in a fresh process. */
export async function measureDevelopment(rounds: number): Promise<Section> {
  const all: Development[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const { stdout } = await run(
      process.execPath,
      ['--import', './infra/local/register.ts', '--input-type=module', '--eval', PROGRAM],
      { cwd: root, env: plainEnvironment },
    );
    all.push(JSON.parse(stdout));
  }
  const typical = (what: keyof Development) => median(all.map((each) => each[what]));
  return {
    title: `Developing a photograph of 12 megapixels in a fresh process, median of ${rounds}`,
    rows: [
      { name: 'first rendition', figures: [{ value: typical('first'), unit: 's', atMost: 1.5 }] },
      {
        name: 'all renditions',
        figures: [
          { value: typical('processor'), unit: 's of CPU', atMost: 4 },
          { label: 'at most', value: typical('memory'), unit: 'MB', atMost: 1_000 },
          { value: typical('files'), unit: 'files', atMost: 15 },
          { value: typical('bytes'), unit: 'bytes' },
        ],
      },
    ],
  };
}
