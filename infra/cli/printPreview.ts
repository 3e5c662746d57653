import { say, sayExactly } from './command.ts';
import { writePrivately } from './privateFile.ts';

/** Prints the page of a preview, or writes it to a file, where it finds the stylesheet of its site by `url`. */
export function printPreview(page: string, url: string, path: string | undefined): void {
  const text = page.replace('<head>', `<head><base href="${url}/"/>`);
  if (path === undefined) sayExactly(text);
  else {
    writePrivately(path, text);
    say(`Written to ${path}.`);
  }
}
