interface Source {
  readonly url: string;
  readonly width: number;
  readonly type?: string | undefined;
}

/** The files for each `<source>` of a `<picture>`, in order. */
export const sourcesByType = <Each extends Source>(sources: readonly Each[]) =>
  Map.groupBy(sources, ({ type }) => type);

/** The value of a `srcset`. A comma at the end of an address would separate entries, so it is escaped. */
export const srcset = (files: readonly Source[]): string =>
  files.map(({ url, width }) => `${url.replace(/,$/, '%2C')} ${width}w`).join(', ');
