const LOOPBACK = new Set(['localhost', '127.0.0.1']);

/**
 * `localhost` and `127.0.0.1` are two sites to a browser, and cookies do not pass between them inside frames: loopback
 * addresses are opened under the name this page itself was opened with.
 */
export function onThisHost(url: string): string {
  if (!URL.canParse(url) || !LOOPBACK.has(location.hostname)) return url;
  const address = new URL(url);
  if (LOOPBACK.has(address.hostname)) address.hostname = location.hostname;
  return address.href;
}
