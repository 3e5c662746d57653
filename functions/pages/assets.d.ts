/**
 * The file names of the assets, with the hash of their content, by the names they have in the theme: an object as JSON. A
 * constant that the build puts in (infra/assets.ts), so that a page and the files it names always come from the same build.
 */
declare const ASSETS: string;
