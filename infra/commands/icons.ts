import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { settings } from '../../functions/pages/theme/settings.ts';
import { launchBrowser } from './browser.ts';

/*
 * npm run icons: draws the PNG copies of the theme's icon, for home screens and clients without SVG. They are committed, so
 * that a build needs no browser.
 */

const theme = join(import.meta.dirname, '../../functions/pages/theme');
const SIZES = { 'icon-192.png': 192, 'icon-512.png': 512, 'apple-touch-icon.png': 180 };

const icon = readFileSync(join(theme, settings.icon)).toString('base64');
const browser = await launchBrowser();
try {
  const page = await browser.newPage();
  for (const [name, size] of Object.entries(SIZES)) {
    await page.setViewportSize({ width: size, height: size });
    await page.setContent(
      `<body style="margin:0"><img src="data:image/svg+xml;base64,${icon}" width="${size}" height="${size}" alt="">`,
    );
    writeFileSync(join(theme, name), await page.screenshot());
  }
} finally {
  await browser.close();
}
