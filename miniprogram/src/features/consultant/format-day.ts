/** Corps that use WeCom keep Beijing time; a phone abroad shall still show the day of the meeting as it was written down. */
const BEIJING_OFFSET_MS = 8 * 60 * 60 * 1000;

/** `2025年3月8日`. `at` is epoch milliseconds. Intl is missing in some of WeChat's engines, hence by hand. */
export function formatDay(at: number): string {
  const day = new Date(at + BEIJING_OFFSET_MS);
  return `${day.getUTCFullYear()}年${day.getUTCMonth() + 1}月${day.getUTCDate()}日`;
}
