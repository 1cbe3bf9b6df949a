import type { RateLimit } from './rate.ts';

/** Calls of one API at the same time and by one process (45033). The documents name no figure; 5 to 10 is what works. */
export const MAX_CONCURRENT_CALLS = 8;

/** APIs whose limits differ from the company's default (doc 90312). */
const exceptions: Record<string, RateLimit> = {
  // 100 an hour per app.
  '/cgi-bin/get_jsapi_ticket': { perMinute: 20, perHour: 100 },
  '/cgi-bin/ticket/get': { perMinute: 20, perHour: 100 },
  // Not counted by WeCom per minute and hour; the pace per member is kept by the notice domain.
  '/cgi-bin/message/send': { perMinute: 20_000, perHour: 600_000 },
  // 1,000 a day.
  '/cgi-bin/media/uploadimg': { perMinute: 60, perHour: 500 },
  // Calls a minute of their own (docs 91774, 91782).
  '/cgi-bin/msgaudit/check_single_agree': { perMinute: 2_500, perHour: 150_000 },
  '/cgi-bin/msgaudit/check_room_agree': { perMinute: 1_500, perHour: 90_000 },
  '/cgi-bin/msgaudit/get_robot_info': { perMinute: 600, perHour: 36_000 },
  // A valid code is not counted.
  '/cgi-bin/auth/getuserinfo': { perMinute: 20_000, perHour: 600_000 },
};

/** The budget of one API; by default what a company has for each. */
export function budgetOf(api: string, defaults: RateLimit): RateLimit {
  return exceptions[api] ?? defaults;
}
