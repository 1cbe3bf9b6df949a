import { pino, type Logger } from 'pino';

export type { Logger };

/** Structured logs to standard output. Ids and codes only: no token, secret, phone number, real name or chat text. */
export function createLogger(level: string): Logger {
  return pino({
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
  });
}
