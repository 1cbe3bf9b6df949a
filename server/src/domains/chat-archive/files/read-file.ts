import { Readable } from 'node:stream';
import { findRow } from '../../../platform/database/find-row.ts';
import { select } from '../../../platform/database/sql.ts';
import type { Tx } from '../../../platform/database/tx.ts';
import type { ByteRange } from '../../../platform/object-store/object-store.ts';
import { openSealed, sealedRange } from '../../../platform/object-store/sealed-file.ts';
import type { ObjectStores } from '../../../platform/object-store/stores.ts';
import type { DataKeys } from '../../../platform/secrets.ts';
import type { MemberViewer } from '../../corp/viewer.ts';
import { type ChatConversationRow, ChatMediaRow } from '../entity.ts';
import { ChatMediaLost, ChatMediaMissing, ChatMediaNotFound, ChatMediaWaiting } from '../errors.ts';
import { chatScopeSql, isShown, sentWithConsentSql } from '../scope.ts';

/**
 * A file that the viewer may read, downloaded, and the chat in which: of several the one she looked at last. Whatever she may not see is
 * as if it were not there.
 */
export async function getVisibleFile(
  tx: Tx,
  { userId, scope }: Pick<MemberViewer, 'userId' | 'scope'>,
  digest: string,
): Promise<{ file: ChatMediaRow; conversationId: string }> {
  const limits = chatScopeSql(scope, 'c');
  const conversations = await select<Pick<ChatConversationRow, 'id' | 'kind' | 'consent'>>(
    tx,
    `SELECT c.id, c.kind, c.consent FROM chat_media_use u JOIN chat_conversation c ON c.id = u.conversation_id
       LEFT JOIN chat_look l ON l.conversation_id = c.id AND l.user_id = ?
      WHERE u.digest = ? AND ${sentWithConsentSql('u')}${limits ? ` AND ${limits.sql}` : ''}
      ORDER BY COALESCE(l.looked_at, 0) DESC, c.id`,
    [userId, digest, ...(limits?.values ?? [])],
  );
  const shown = conversations.find(isShown);
  const file = shown && (await findRow(tx, ChatMediaRow, { digest }));
  if (!file) throw new ChatMediaNotFound();
  if (file.status === 'waiting') throw new ChatMediaWaiting();
  if (file.status === 'gave_up') throw new ChatMediaLost();
  return { file, conversationId: shown.id };
}

/** The plain bytes of a stored file. @param range within its size */
export async function readFileBytes(
  { stores, keys }: { stores: ObjectStores; keys: DataKeys },
  { store, storeKey, fileKey, storedSize }: ChatMediaRow,
  range: ByteRange,
): Promise<Readable> {
  const place = store && stores.named(store);
  if (!place || !storeKey || storedSize === null) throw new ChatMediaMissing();
  // Nothing to ask for: a range has at least one byte.
  if (storedSize === 0) return Readable.from([]);
  const bytes = await place.read(storeKey, fileKey ? sealedRange(range, storedSize) : range);
  if (!bytes) throw new ChatMediaMissing();
  if (!fileKey) return bytes;
  const key = keys.decrypt(Buffer.from(fileKey, 'base64'));
  return Readable.from(openSealed(bytes as AsyncIterable<Buffer>, key, range, storedSize), { objectMode: false });
}
