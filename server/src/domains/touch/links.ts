import { randomBytes } from 'node:crypto';
import { findRow } from '../../platform/database/find-row.ts';
import { insertRows } from '../../platform/database/sql.ts';
import type { Tx } from '../../platform/database/tx.ts';
import type { Config } from '../../config.ts';
import { TouchLinkRow } from './entity.ts';

const LETTERS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const KEY_LENGTH = 10;

export interface NewLink {
  /** When somebody must know it before; a new one otherwise. */
  linkKey?: string;
  subject: { kind: 'material'; id: string };
  /** The member who shares it. */
  userId: string;
  /** Whom it is for, where it is for one person. */
  customerId?: string | null;
  chatId?: string | null;
  sendId?: string | null;
  /** The visitor it is minted for, and the link she came through. */
  visitorId?: string | null;
  parentKey?: string | null;
  now: number;
}

/** 59 random bits: nobody finds a link by trying. */
export function newLinkKey(): string {
  let key = '';
  while (key.length < KEY_LENGTH) {
    // 248 = 4 × 62: bytes beyond would prefer the first letters.
    for (const byte of randomBytes(16)) if (byte < 248 && key.length < KEY_LENGTH) key += LETTERS[byte % 62];
  }
  return key;
}

/** Makes a tracked link and returns its key. */
export async function mintLink(tx: Tx, link: NewLink): Promise<string> {
  const linkKey = link.linkKey ?? newLinkKey();
  await insertRows(tx, 'touch_link', [
    {
      link_key: linkKey,
      subject_kind: link.subject.kind,
      subject_id: link.subject.id,
      user_id: link.userId,
      customer_id: link.customerId ?? null,
      chat_id: link.chatId ?? null,
      send_id: link.sendId ?? null,
      visitor_id: link.visitorId ?? null,
      parent_key: link.parentKey ?? null,
      created_at: link.now,
    },
  ]);
  return linkKey;
}

/** null when there is no such link. */
export function findLink(tx: Tx, linkKey: string): Promise<TouchLinkRow | null> {
  return findRow(tx, TouchLinkRow, { linkKey });
}

/** The address that a customer opens. */
export const addressOfLink = ({ http }: Pick<Config, 'http'>, linkKey: string) => `${http.publicUrl}/t/${linkKey}`;
