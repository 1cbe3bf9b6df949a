const OPEN = '<Encrypt>';
const CLOSE = '</Encrypt>';
const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/;

/**
 * The content of `<Encrypt>` by a plain search: everything else in the envelope is unsigned, so there is nothing to parse.
 * Null when there is none or more than one.
 */
export function encryptedPart(body: string): string | null {
  const open = body.indexOf(OPEN);
  if (open < 0) return null;
  const close = body.indexOf(CLOSE, open);
  if (close < 0 || body.indexOf(OPEN, open + OPEN.length) >= 0) return null;
  let content = body.slice(open + OPEN.length, close).trim();
  if (content.startsWith('<![CDATA[') && content.endsWith(']]>')) content = content.slice(9, -3).trim();
  return content || null;
}

/** For content whose signature does not match: was it damaged, or signed by somebody else? */
export function isBase64(content: string): boolean {
  return BASE64.test(content);
}
