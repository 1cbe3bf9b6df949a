import { type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { connectTo, resolvePublic } from '../../../platform/http/public-address.ts';

const TIMEOUT_MS = 10_000;
const MAX_REDIRECTS = 2;

/**
 * Opens a picture of the public internet for reading; null when it is not there, not public or not answered. Each hop is checked and
 * connected to as checked.
 */
export async function openPicture(address: string, allowPrivate: boolean): Promise<IncomingMessage | null> {
  let next: string | null = address;
  for (let hop = 0; next !== null && hop <= MAX_REDIRECTS; hop++) {
    const url = webUrl(next);
    const checked = url && (await resolvePublic(url, allowPrivate).catch(() => null));
    if (!url || !checked) return null;
    const answer = await get(url, connectTo(checked));
    if (!answer) return null;
    if (answer.statusCode === 200) return answer;
    answer.resume();
    const isRedirect = (answer.statusCode ?? 0) >= 300 && (answer.statusCode ?? 0) < 400;
    next = isRedirect && answer.headers.location ? new URL(answer.headers.location, url).href : null;
  }
  return null;
}

function webUrl(address: string): URL | null {
  try {
    const url = new URL(address.startsWith('//') ? `https:${address}` : address);
    return url.protocol === 'https:' || url.protocol === 'http:' ? url : null;
  } catch {
    return null;
  }
}

/** null when nobody answers in time. Public accounts refuse pictures to other pages, so no referrer is told. */
function get(url: URL, lookup: ReturnType<typeof connectTo>): Promise<IncomingMessage | null> {
  return new Promise((resolve) => {
    const request = url.protocol === 'https:' ? requestHttps : requestHttp;
    const call = request(url, { lookup, timeout: TIMEOUT_MS, headers: { accept: 'image/*' } }, resolve);
    call.on('timeout', () => call.destroy());
    call.on('error', () => resolve(null));
    call.end();
  });
}
