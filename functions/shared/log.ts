/** Where log lines go: a word for what happened, and what is to be known of it. */
export interface Log {
  debug(message: string, data: object): void;
  info(message: string, data: object): void;
  warn(message: string, data: object): void;
  error(message: string, data: object): void;
}

const levels = ['debug', 'info', 'warn', 'error'] as const;

/** The variable that Lambda tells the log level of a function by. */
export const LOG_LEVEL = 'AWS_LAMBDA_LOG_LEVEL';

/**
 * Lines as Lambda itself structures them (docs/decisions/0008): JSON with time, level, request id and, of an error, its stack,
 * made of what is given to the console.
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
