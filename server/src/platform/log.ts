import { type DestinationStream, type Logger, type LoggerOptions, pino } from 'pino';

export type { Logger };

/** Structured logs, to standard output unless a test reads them. Ids and codes only: no token, secret, phone number, real name or chat text. */
export function createLogger(level: string, destination?: DestinationStream): Logger {
  const options: LoggerOptions = {
    level,
    base: undefined,
    timestamp: pino.stdTimeFunctions.isoTime,
    // A second line of defence; the first is not to pass such fields at all.
    redact: {
      paths: [
        '*.access_token',
        '*.corpsecret',
        '*.authorization',
        '*.cookie',
        '*.mobile',
        '*.remark_mobiles',
        '*.welcome_code',
        '*.code',
        '*.token',
        '*.secret',
      ],
      censor: '[removed]',
    },
  };
  return pino(options, destination);
}
