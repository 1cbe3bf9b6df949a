import { type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { connectTo, resolvePublic } from '../../../platform/http/public-address.ts';

const TIMEOUT_MS = 10_000;
const MAX_REDIRECTS = 2;

/**
 * Opens a picture of the public internet for reading; null when it is not there, not public or not answered. Each hop is checked and
 * connected to as checked. `signal` ends the reading as well, however slowly bytes drip in.
 */
export async function openPicture(
  address: string,
  allowPrivate: boolean,
  signal: AbortSignal,
): Promise<IncomingMessage | null> {
  let url = webUrl(address);
  for (let hop = 0; url !== null && hop <= MAX_REDIRECTS; hop++) {
    const checked = await resolvePublic(url, allowPrivate).catch(() => null);
    if (!checked) return null;
    const answer = await get(url, connectTo(checked), signal);
    if (!answer) return null;
    if (answer.statusCode === 200) return answer;
    // What stands beside a redirect is not read: it may never end.
    answer.destroy();
    const isRedirect = (answer.statusCode ?? 0) >= 300 && (answer.statusCode ?? 0) < 400;
    url = isRedirect && answer.headers.location ? webUrl(answer.headers.location, url) : null;
  }
  return null;
}

/** null when it is no address of the web. `base`: of the page that names it. */
function webUrl(address: string, base?: URL): URL | null {
  try {
    const url = new URL(address.startsWith('//') && !base ? `https:${address}` : address, base);
    return url.protocol === 'https:' || url.protocol === 'http:' ? url : null;
  } catch {
    return null;
  }
}

/** null when nobody answers in time. Public accounts refuse pictures to other pages, so no referrer is told. */
function get(url: URL, lookup: ReturnType<typeof connectTo>, signal: AbortSignal): Promise<IncomingMessage | null> {
  return new Promise((resolve) => {
    const request = url.protocol === 'https:' ? requestHttps : requestHttp;
    const call = request(url, { lookup, timeout: TIMEOUT_MS, signal, headers: { accept: 'image/*' } }, resolve);
    call.on('timeout', () => call.destroy());
    call.on('error', () => resolve(null));
    call.end();
  });
}
