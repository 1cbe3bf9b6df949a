/** The absolute http(s) address, or nothing: other schemes in a message must not be opened from this page. */
export function webAddress(url: string, base?: string): URL | null {
  if (!URL.canParse(url, base)) return null;
  const address = new URL(url, base);
  return address.protocol === 'http:' || address.protocol === 'https:' ? address : null;
}
