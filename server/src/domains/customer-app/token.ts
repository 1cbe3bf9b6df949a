import { createHash, randomBytes } from 'node:crypto';

/** 256 random bits: cannot be guessed, so a plain hash is enough at rest. */
export function newToken(): string {
  return randomBytes(32).toString('base64url');
}

export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}
