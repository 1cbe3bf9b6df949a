import type { Sandbox } from '../sandbox.ts';

/**
 * The redirect address, if its host (with port) is a trusted domain exactly (doc 91335); otherwise why not. With no domain
 * configured every http(s) address is accepted, so that a foreign SDK can be tried without settings.
 */
export function readRedirectTarget(sandbox: Sandbox, text: string | null): URL | string {
  if (!text) return '缺少参数 redirect_uri';
  if (!URL.canParse(text)) return 'redirect_uri 不是完整的网址';
  const url = new URL(text);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return 'redirect_uri 应以 http:// 或 https:// 开头';
  const { trustedDomains } = sandbox.settings;
  if (trustedDomains.length > 0 && !trustedDomains.includes(url.host)) {
    return `域名 ${url.host} 不是应用的可信域名(已配置:${trustedDomains.join('、')})`;
  }
  return url;
}

/** The address with code and state appended; what it had before stays. */
export function withCode(target: URL, code: string, state: string | null): string {
  const url = new URL(target);
  url.searchParams.set('code', code);
  // Returned even when empty (doc 91335).
  if (state !== null) url.searchParams.set('state', state);
  return url.href;
}
