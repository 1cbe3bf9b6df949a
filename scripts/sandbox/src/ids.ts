import { randomBytes } from 'node:crypto';

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** Letters and digits, hard to guess. */
export function randomText(length: number): string {
  let text = '';
  // 248 = 4 × 62: bytes above it would favour the first letters.
  while (text.length < length) {
    for (const byte of randomBytes(length)) if (byte < 248 && text.length < length) text += alphabet[byte % 62];
  }
  return text;
}

/** Shapes as in the documents' samples: 32 characters, the prefix says what it is. */
export const newExternalUserId = (type: 1 | 2): string => `${type === 1 ? 'wm' : 'wo'}${randomText(30)}`;
export const newTagId = (): string => `et${randomText(30)}`;
export const newConfigId = (): string => randomBytes(16).toString('hex');
export const newChatId = (): string => `wr${randomText(30)}`;
export const newOpenGid = (): string => `tG${randomText(26)}`;
/** 32 hex, as in the sample of doc 92130. */
export const newMemberVersion = (): string => randomBytes(16).toString('hex');
export const newInterceptRuleId = (): string => `r${randomText(31)}`;
export const newMediaId = (): string => `3${randomText(43)}`;
export const newMessageId = (): string => `msg${randomText(29)}`;
export const newMomentId = (): string => `mom${randomText(29)}`;
export const newUnionId = (): string => `o${randomText(27)}`;
export const newOpenId = (): string => `o${randomText(27)}`;
export const newAccessToken = (): string => randomText(214);
