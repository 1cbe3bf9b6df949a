/**
 * What an errcode means for the caller (doc 90313):
 * - `retryable`: busy or clashing with another call; the same call can succeed soon.
 * - `quota`: over a rate; nothing of this API until the block ends.
 * - `auth`: secret, rights or trusted IP; a person must repair the configuration, then everything waiting goes through.
 * - `permanent`: this call will never succeed as it is.
 * - `unknown_outcome`: no answer came, and the call may have taken effect.
 */
export type WecomFault = 'retryable' | 'quota' | 'permanent' | 'unknown_outcome' | 'auth';

/** Answers of the token: drop it, fetch once, try once more. */
export const TOKEN_ERRCODES: ReadonlySet<number> = new Set([40001, 40014, 42001]);

const RETRYABLE = [
  -1, // system busy
  6000, // data version conflict
  45033, // too many concurrent calls
  45035, // write conflict on one record
  41063, // mass message is being dispatched
  41096, // somebody else is sending the welcome message right now
  41078,
  41079, // moment jobs under way
];

const QUOTA = [
  45009, // call frequency over limit
  45036, // access limited after abnormal traffic
];

const AUTH = [
  40001,
  40013,
  40014,
  42001, // secret, corpid, token
  48002, // the app is not listed for this API
  48006, // right withdrawn because the app was not used
  48011, // members' activity too low
  50003, // app disabled
  60020, // caller's IP is not trusted
  301002, // no right for this agentid
  301042, // caller's IP is not on the archive's list
  301052, // archive expired
  301053, // archive not enabled
  610023,
  610024, // the company may not manage customers at all
  90510, // company without an active user for a year
];

const faults = new Map<number, WecomFault>([
  ...RETRYABLE.map((code) => [code, 'retryable'] as const),
  ...QUOTA.map((code) => [code, 'quota'] as const),
  ...AUTH.map((code) => [code, 'auth'] as const),
]);

/** Every code not listed is about what was asked for: asking again changes nothing. */
export function faultOf(errcode: number): WecomFault {
  return faults.get(errcode) ?? 'permanent';
}

const MINUTE = 60_000;

/** How long to leave it alone before another try, ms; null leaves it to the caller's own back-off. */
export function retryAfterOf(errcode: number): number | null {
  switch (errcode) {
    case 45009:
      return MINUTE;
    case 45036:
      return 10 * MINUTE;
    case 60020: // a change of trusted IPs takes effect after about a minute
      return MINUTE;
    case 45033:
      return 2_000;
    case 41096:
      return 1_000;
    case 40001:
    case 40014:
    case 42001: // soon: when the secret itself is wrong, `SharedCredential` holds everybody back
      return 2_000;
    default:
      return faultOf(errcode) === 'auth' ? 5 * MINUTE : null;
  }
}
