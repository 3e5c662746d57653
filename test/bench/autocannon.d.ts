/** The part of autocannon 8 that the benchmark uses; the package has no types. */
declare module 'autocannon' {
  import type { EventEmitter } from 'node:events';

  interface Request {
    readonly method?: string;
    readonly path: string;
    readonly headers?: Readonly<Record<string, string>>;
    readonly body?: string;
    /** Called before each request, to change it. */
    readonly setupRequest?: (request: Request) => Request;
  }

  interface Options {
    readonly url: string;
    readonly connections: number;
    /** The number of requests. */
    readonly amount: number;
    readonly requests: readonly Request[];
    /** The sampling interval in milliseconds, at which it checks for the end. */
    readonly sampleInt: number;
  }

  interface Result {
    readonly errors: number;
    readonly non2xx: number;
  }

  interface Instance extends EventEmitter {
    on(event: 'response', listener: (client: unknown, status: number, bytes: number, ms: number) => void): this;
  }

  export default function autocannon(options: Options, done: (error: Error | null, result: Result) => void): Instance;
}
