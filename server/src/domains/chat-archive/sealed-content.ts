import type { ChatContent } from '@zhike/shared/chat-content';
import type { DataKeys } from '../../platform/secrets.ts';

export interface StoredContent {
  content: string;
  is_encrypted: number;
}

/** As it is written into the row; encrypted where the setting says so. */
export function storeContent(content: ChatContent, keys: DataKeys, encrypted: boolean): StoredContent {
  const json = JSON.stringify(content);
  return encrypted ? { content: keys.encryptText(json), is_encrypted: 1 } : { content: json, is_encrypted: 0 };
}

/** Rows of both kinds lie beside each other: the setting holds from when it was switched. */
export function readContent(row: { content: string; is_encrypted: number | string }, keys: DataKeys): ChatContent {
  return JSON.parse(Number(row.is_encrypted) === 1 ? keys.decryptText(row.content) : row.content) as ChatContent;
}
