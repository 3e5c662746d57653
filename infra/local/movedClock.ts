export interface MovedClock {
  /** The machine's clock, which stays as it is. */
  readonly machine: () => Date;
  /** Lets the moved clock go on. Until then it stands still. */
  start(): void;
}

/**
 * Moves the clock of this process, and so of the functions that it runs, to an instant: `new Date()` and `Date.now()`. What
 * is for other processes too, such as tokens, asks the machine's clock. Timers run as ever.
 */
export function moveClock(instant: Date): MovedClock {
  const Machine = globalThis.Date;
  let startedAt: number | undefined;
  const now = () => instant.getTime() + (startedAt === undefined ? 0 : Machine.now() - startedAt);
  globalThis.Date = new Proxy(Machine, {
    construct: (target, given, called) => Reflect.construct(target, given.length === 0 ? [now()] : given, called),
    get: (target, name) => (name === 'now' ? now : Reflect.get(target, name)),
  });
  return {
    machine: () => new Machine(),
    start: () => {
      startedAt = Machine.now();
    },
  };
}
