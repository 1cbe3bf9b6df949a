const HOUR = 3_600_000;
/** WeCom forgets an upload after 3 days. Renewed at 60 h, no longer used at 70 h: whoever sends has time left. */
export const RENEW_AFTER_MS = 60 * HOUR;
export const USABLE_FOR_MS = 70 * HOUR;
/** When WeCom did not take a renewal: the outbox tries on; this is only the next look. */
export const RENEW_AGAIN_MS = 6 * HOUR;
/** The largest photo of a phone has some 50 million. Unpacked these are 400 MB. */
export const MAX_PIXELS = 100_000_000;

/** Can this upload still be sent? @param now business time, ms */
export function isFresh(asset: { mediaId: string | null; mediaIdAt: number | null }, now: number): boolean {
  // An upload "from the future" comes from a clock that was moved back; WeCom's has moved too.
  return (
    asset.mediaId !== null &&
    asset.mediaIdAt !== null &&
    now - asset.mediaIdAt < USABLE_FOR_MS &&
    asset.mediaIdAt - now < HOUR
  );
}
