import { createHash } from 'node:crypto';

/** Doc 90506: joined in exactly this order, values raw; `url` without `#` and what follows. */
export function signJssdkPage(input: { ticket: string; nonceStr: string; timestamp: number; url: string }): string {
  const text = `jsapi_ticket=${input.ticket}&noncestr=${input.nonceStr}&timestamp=${input.timestamp}&url=${input.url}`;
  return createHash('sha1').update(text, 'utf8').digest('hex');
}

/** The part of an address that is signed. */
export function withoutFragment(url: string): string {
  const hash = url.indexOf('#');
  return hash < 0 ? url : url.slice(0, hash);
}

/** Only our own pages are signed: a signature lets whoever has it act as our app in the client. */
export function isOwnPage(url: string, ownOrigins: string[]): boolean {
  if (!URL.canParse(url)) return false;
  const { origin, username, password } = new URL(url);
  return ownOrigins.includes(origin) && !username && !password;
}
