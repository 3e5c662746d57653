import { spawn } from 'node:child_process';
import { buffer } from 'node:stream/consumers';
import { fault } from '../../words/fault.ts';
import { MOST_PIXELS } from '../schema.ts';
import { faultOfDrawing } from './drawing.ts';

/** The width that a drawing is given: that of the largest rendition. */
const WIDTH = 1_920;
const MOST_SECONDS = 20;

/** What the process does: it makes a PNG of the drawing that it reads. 72 is the density at which a drawing has the size that it says. */
const program = `
  const sharp = require('sharp');
  sharp.block({ operation: ['VipsForeignLoad'] });
  sharp.unblock({ operation: ['VipsForeignLoadSvgBuffer'] });
  require('node:stream/consumers').buffer(process.stdin).then(async (bytes) => {
    const { width } = await sharp(bytes, { limitInputPixels: false }).metadata();
    const image = sharp(bytes, { density: (72 * ${WIDTH}) / width, limitInputPixels: ${MOST_PIXELS} });
    process.stdout.write(await image.png({ compressionLevel: 1 }).toBuffer());
  });
`;

/**
 * Makes a PNG of a drawing (SVG), in a process of its own: a drawing of a few hundred bytes can take hours, which nothing
 * interrupts but the end of its process, and that process knows no secret.
 * @returns `fault`, as a {@link Result} has it, for a drawing that cannot be drawn.
 */
export async function draw(
  bytes: Uint8Array,
  seconds = MOST_SECONDS,
): Promise<{ png: Uint8Array } | { fault: string }> {
  const found = faultOfDrawing(bytes);
  if (found !== undefined) return { fault: found };
  const { PATH = '', LD_LIBRARY_PATH = '' } = process.env;
  const drawing = spawn(process.execPath, ['--input-type=commonjs', '--eval', program], {
    env: { PATH, LD_LIBRARY_PATH },
    // It looks for sharp from here; from where it was started, if this is a part of a bundle.
    cwd: import.meta.dirname,
    stdio: ['pipe', 'pipe', 'ignore'],
    timeout: seconds * 1_000,
    killSignal: 'SIGKILL',
  });
  // A process that has ended before it read everything is told of by its exit.
  drawing.stdin.on('error', () => {}).end(bytes);
  const ended = new Promise<{ code: number | null; signal: NodeJS.Signals | null }>((resolve, reject) => {
    drawing.once('close', (code, signal) => resolve({ code, signal })).once('error', reject);
  });
  const [png, { code, signal }] = await Promise.all([buffer(drawing.stdout), ended]);
  if (signal === 'SIGKILL') return { fault: fault('slowPicture') };
  return code === 0 ? { png } : { fault: fault('damagedFile') };
}
