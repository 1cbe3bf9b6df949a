import type { IncomingMessage, ServerResponse } from 'node:http';

/** Whose WeCom client, or whose phone, this browser plays. */
export const memberCookie = 'sandbox_member';
export const customerCookie = 'sandbox_customer';

export function readCookie(request: IncomingMessage, name: string): string {
  for (const part of (request.headers.cookie ?? '').split(';')) {
    const at = part.indexOf('=');
    if (at > 0 && part.slice(0, at).trim() === name) return decode(part.slice(at + 1).trim());
  }
  return '';
}

/**
 * `null` removes it. SameSite=Lax is enough: page and CRM share a site (ports do not matter), so the frame's navigation to the
 * OAuth page carries it.
 */
export function setCookie(response: ServerResponse, name: string, value: string | null): void {
  const age = value === null ? '; Max-Age=0' : '';
  response.appendHeader(
    'set-cookie',
    `${name}=${encodeURIComponent(value ?? '')}; Path=/; HttpOnly; SameSite=Lax${age}`,
  );
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
}
