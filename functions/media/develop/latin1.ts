/** Reads a part of a file as Latin-1, which keeps every byte; shorter where the file ends. */
export const latin1At = (bytes: Uint8Array, start: number, length: number): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1', start, start + length);
