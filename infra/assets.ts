import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, extname, join } from 'node:path';
import { transformSync } from 'esbuild';
import { type Colours, type Fonts, type Settings, settings } from '../functions/pages/theme/settings.ts';
import { replaceFile } from './local/replaceFile.ts';

const theme = join(import.meta.dirname, '../functions/pages/theme');
const desk = join(import.meta.dirname, '../functions/desk');
const installed = createRequire(import.meta.url);

/** Static files with content hashes in their names, which browsers may cache for ever. */
export interface Assets {
  /** Hashed names by the name in the theme or package. */
  readonly names: Readonly<Record<string, string>>;
  /** Contents by hashed name. */
  readonly files: ReadonlyMap<string, Buffer>;
}

const isPicture = (file: string) => /\.(?:svg|png|jpg|webp)$/.test(file);

const isScript = (file: string) => file.endsWith('.js');

/** Collects the theme's and the desk's CSS, scripts, fonts and pictures. */
export function collectAssets(): Assets {
  const names: Record<string, string> = {};
  const files = new Map<string, Buffer>();
  const add = (name: string, content: Buffer) => {
    const hash = createHash('sha256').update(content).digest('hex').slice(0, 10);
    const hashed = `${basename(name, extname(name))}.${hash}${extname(name)}`;
    names[name] = hashed;
    files.set(hashed, content);
  };

  const own = readdirSync(theme);
  for (const file of own.filter(isPicture)) add(file, readFileSync(join(theme, file)));
  for (const file of own.filter(isScript))
    add(file, Buffer.from(minify(readFileSync(join(theme, file), 'utf8'), 'js')));
  for (const { file } of settings.fonts.faces) add(basename(file), readFileSync(installed.resolve(file)));
  const css = `${customProperties(settings)}${fontFaces(settings.fonts)}${readFileSync(join(theme, 'theme.css'), 'utf8')}`;
  add('theme.css', Buffer.from(minify(toHashedNames(css, names), 'css')));
  const deskCss = `${customProperties(settings)}${readFileSync(join(desk, 'desk.css'), 'utf8')}`;
  add('desk.css', Buffer.from(minify(toHashedNames(deskCss, names), 'css')));
  return { names, files };
}

/** Writes the files into a directory, each atomically, and removes those of earlier builds. */
export function writeAssets({ files }: Assets, directory: string): void {
  mkdirSync(directory, { recursive: true });
  for (const [name, content] of files) replaceFile(join(directory, name), content);
  for (const name of readdirSync(directory)) {
    if (HASHED.test(name) && !files.has(name)) rmSync(join(directory, name), { force: true });
  }
}

/** Does not match the temporary files of a concurrent build. */
const HASHED = /\.[0-9a-f]{10}\.[a-z0-9]+$/;

function customProperties({ colours: { light, dark }, fonts }: Settings): string {
  const properties = (colours: Colours) =>
    Object.entries(colours)
      .map(([name, value]) => `--${name}: ${value};`)
      .join(' ');
  return `:root { ${properties(light)} --text: ${fonts.families[fonts.text]}; --label: ${fonts.families[fonts.label]}; --code: ${fonts.code}; }
@media (prefers-color-scheme: dark) { :root { ${properties(dark)} } }\n`;
}

function fontFaces({ faces, characters, ascent, descent, fallbacks }: Fonts): string {
  const ours = faces.map(
    ({ family, style, weight, file, characters: name, size }) =>
      `@font-face { font-family: '${family}'; font-style: ${style}; font-weight: ${weight}; font-display: optional;
src: url('${basename(file)}') format('woff2'); unicode-range: ${characters[name]};${size ? ` size-adjust: ${size}%;` : ''} }\n`,
  );
  // The overrides are percentages of the adjusted size.
  const percent = (measure: number, size: number) => `${((100 * measure) / size).toFixed(1)}%`;
  const readers = fallbacks.map(
    ({ family, weight, local, size }) =>
      `@font-face { font-family: '${family}'; font-weight: ${weight}; src: ${local.map((name) => `local('${name}')`).join(', ')};
size-adjust: ${size}%; ascent-override: ${percent(ascent, size)}; descent-override: ${percent(descent, size)}; line-gap-override: 0%; }\n`,
  );
  return [...ours, ...readers].join('');
}

/** All files are in one directory, so a plain name is replaced by the hashed one. */
const toHashedNames = (css: string, names: Assets['names']) =>
  css.replace(/url\((['"]?)([\w.-]+)\1\)/g, (_, _quote, name: string) => {
    const hashed = names[name];
    if (!hashed) throw new Error(`theme.css names the file ${name}, which the theme does not have`);
    return `url(${hashed})`;
  });

/** Targets browsers of about the last three years, which support nesting and `:has()`. */
const minify = (text: string, loader: 'css' | 'js') =>
  transformSync(text, { loader, minify: true, target: ['chrome120', 'firefox121', 'safari17'] }).code;
