/** An idempotency key: hard to guess, never twice. */
export function randomKey(): string {
  // `crypto.randomUUID` is missing in older clients and on pages without https.
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
