/** A structured log: a constant message and data. */
export interface Log {
  debug(message: string, data: object): void;
  info(message: string, data: object): void;
  warn(message: string, data: object): void;
  error(message: string, data: object): void;
}

const levels = ['debug', 'info', 'warn', 'error'] as const;

/** The environment variable with a function's log level, set by Lambda. */
export const LOG_LEVEL = 'AWS_LAMBDA_LOG_LEVEL';

/**
 * Creates a log of JSON lines. Lambda adds time, level, request id and stacks to what is written to the console
 * (docs/decisions/0008).
 * Source: docs.aws.amazon.com/lambda/latest/dg/nodejs-logging.html#node-js-logging-advanced
 */
export function createLog(name: string): Log {
  const least = levels.indexOf((process.env[LOG_LEVEL] ?? 'INFO').toLowerCase() as (typeof levels)[number]);
  const at = (level: (typeof levels)[number]) => (message: string, data: object) => {
    // biome-ignore lint/suspicious/noConsole: the console of a function is its log
    if (levels.indexOf(level) >= least) console[level]({ message, service: name, ...data });
  };
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
}
