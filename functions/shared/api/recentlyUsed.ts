/** Bytes that an entry takes beside its value and key: about 700, with headers and what it was read from. */
const OVERHEAD = 700;
/** The share of the bytes for entries that were asked for again. */
const PROVEN_SHARE = 0.75;

/**
 * Bytes that V8 holds a text in: one for each character, or two for each as soon as one is beyond Latin-1, such as a
 * quotation mark. Texts with accents only are counted twice.
 */
export const heldBytes = (text: string): number =>
  Buffer.byteLength(text) === text.length ? text.length : 2 * text.length;

interface Entry<Value> {
  readonly value: Value;
  readonly bytes: number;
}

/**
 * Values by key within a number of bytes. The least recently used go first, and before all others those that were never
 * asked for again, so that a wave of addresses asked for once evicts no address that many ask for (a segmented LRU).
 */
export class RecentlyUsed<Value> {
  private readonly proven = new Map<string, Entry<Value>>();
  private readonly unproven = new Map<string, Entry<Value>>();
  private readonly most: number;
  private provenBytes = 0;
  private unprovenBytes = 0;

  constructor(most: number) {
    this.most = most;
  }

  get bytes(): number {
    return this.provenBytes + this.unprovenBytes;
  }

  get(key: string): Value | undefined {
    const entry = this.proven.get(key) ?? this.unproven.get(key);
    if (!entry) return undefined;
    this.delete(key);
    this.add(key, entry, true);
    return entry.value;
  }

  /** @param bytes of the value. */
  set(key: string, value: Value, bytes: number): void {
    const isProven = this.proven.has(key);
    this.delete(key);
    this.add(key, { value, bytes: bytes + key.length + OVERHEAD }, isProven);
  }

  delete(key: string): void {
    const proven = this.proven.get(key);
    const unproven = this.unproven.get(key);
    if (proven && this.proven.delete(key)) this.provenBytes -= proven.bytes;
    if (unproven && this.unproven.delete(key)) this.unprovenBytes -= unproven.bytes;
  }

  private add(key: string, entry: Entry<Value>, isProven: boolean): void {
    if (isProven) {
      this.proven.set(key, entry);
      this.provenBytes += entry.bytes;
    } else {
      this.unproven.set(key, entry);
      this.unprovenBytes += entry.bytes;
    }
    for (const [oldest, demoted] of this.proven) {
      if (this.provenBytes <= this.most * PROVEN_SHARE) break;
      this.delete(oldest);
      this.unproven.set(oldest, demoted);
      this.unprovenBytes += demoted.bytes;
    }
    for (const oldest of this.unproven.keys()) {
      if (this.bytes <= this.most) break;
      this.delete(oldest);
    }
  }
}
