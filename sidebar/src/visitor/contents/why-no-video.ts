/** Why a video does not play: the line is bad, it is not there any more, or this phone cannot. */
export type WhyNoVideo = 'network' | 'gone' | 'unplayable';

const PATIENCE_MS = 8_000;
/** MediaError.MEDIA_ERR_NETWORK; a name of the browser's that not every client brings along. */
const NETWORK = 2;

/** Browsers call a lost line and a missing file by the same number as a format that they do not know: the server is asked. */
export async function whyNoVideo(url: string, errorCode: number | undefined): Promise<WhyNoVideo> {
  if (errorCode === NETWORK || !navigator.onLine) return 'network';
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), PATIENCE_MS);
  try {
    const { ok, status } = await fetch(url, {
      headers: { range: 'bytes=0-0' },
      cache: 'no-store',
      signal: patience.signal,
    });
    if (ok) return 'unplayable';
    return status === 404 || status === 410 ? 'gone' : 'network';
  } catch {
    return 'network';
  } finally {
    clearTimeout(timer);
    // A server that answers with the whole file need not send it.
    patience.abort();
  }
}
