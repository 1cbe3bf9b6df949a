import { randomBytes } from 'node:crypto';
import type { Dependencies } from '../../../dependencies.ts';
import { findRow, getRow } from '../../../platform/database/find-row.ts';
import { execute } from '../../../platform/database/sql.ts';
import type { Tx } from '../../../platform/database/tx.ts';
import { audit } from '../../audit/audit.ts';
import { isShown } from '../../chat-archive/scope.ts';
import { findViewer, memberCards } from '../../corp/store.ts';
import { command } from '../../command.ts';
import { notify } from '../../notice/notify.ts';
import { listRefusing } from '../export-consent.ts';
import { ChatExportRow } from '../export-entity.ts';
import { deleteExport, writeExport } from '../export-files.ts';
import { MAX_EXPORTED, messagesOf } from '../export-messages.ts';
import { beginPage, endPage, showMessage } from '../export-page.ts';
import { findVisibleConversation } from '../list-conversations.ts';
import { presentConversations, presentMessages } from '../present.ts';

/** Files can be taken so long. */
const KEPT_MS = 7 * 24 * 3_600_000;

type Outcome = { messages: number; leftOut: string[]; fileKey: string | null } | { problem: string } | null;

/** Writes the file of an approved request. Consent and the asker's rights are looked at anew: days may have passed. */
export const writeChatExport = command<{ exportId: string }, Outcome>({
  name: 'write-chat-export',
  repeatIsHarmless: '每次都从头生成同一个文件,完整后才替换',
  serialKey: ({ exportId }) => `chat-export ${exportId}`,
  giveUpAfterMs: 3_600_000,
  async send({ exportId }, deps) {
    const { db, config, keys } = deps;
    const row = await findRow(db.read, ChatExportRow, { id: exportId });
    if (row?.state !== 'approved') return null;
    const asker = await findViewer(db.read, row.askedBy, config.adminUserIds);
    const conversation = asker && (await findVisibleConversation(db.read, asker, row.conversationId));
    if (!conversation || asker.role === 'rep') return { problem: '申请人已无权查看这段会话' };
    if (!isShown(conversation)) return { problem: '对方没有同意存档会话内容' };
    // Before the first message is read: whoever refuses meanwhile may be in it.
    const leftOut = await listRefusing(db.read, row.conversationId);
    let messages = 0;
    const count = (some: number) => {
      messages += some;
      return messages <= MAX_EXPORTED;
    };
    const key = config.chatEncryption ? randomBytes(32) : null;
    await writeExport(config.dataDir, exportId, key, pageOf(deps, row, conversation, count));
    if (messages <= MAX_EXPORTED) return { messages, leftOut, fileKey: key && keys.encrypt(key).toString('base64') };
    await deleteExport(config.dataDir, exportId);
    return { problem: `超过 ${MAX_EXPORTED} 条消息,请缩短时间范围` };
  },
  async onDone(tx, { exportId }, outcome, now) {
    if (!outcome) return;
    if ('problem' in outcome) await fail(tx, exportId, outcome.problem);
    else {
      const done = await execute(
        tx,
        "UPDATE chat_export SET state = 'ready', messages = ?, expires_at = ?, left_out = ?, file_key = ? WHERE id = ? AND state = 'approved'",
        [outcome.messages, now + KEPT_MS, JSON.stringify(outcome.leftOut), outcome.fileKey, exportId],
      );
      if (done === 0) return;
      const subject = { kind: 'chat_export', id: exportId };
      await audit(tx, null, { action: 'chat_export.write', subject, after: { messages: outcome.messages } });
      await tell(tx, exportId, '会话导出文件已生成', '请在 7 天内下载,过期后文件会被删除。');
    }
  },
  async onGaveUp(tx, { exportId }) {
    await fail(tx, exportId, '生成文件时多次出错,请联系管理员后重新申请');
  },
});

async function fail(tx: Tx, exportId: string, problem: string): Promise<void> {
  const failed = await execute(
    tx,
    "UPDATE chat_export SET state = 'failed', note = ? WHERE id = ? AND state = 'approved'",
    [problem, exportId],
  );
  if (failed === 0) return;
  await audit(tx, null, { action: 'chat_export.fail', subject: { kind: 'chat_export', id: exportId } });
  await tell(tx, exportId, '会话导出没有完成', problem);
}

async function tell(tx: Tx, exportId: string, title: string, text: string): Promise<void> {
  const { askedBy } = await getRow(tx, ChatExportRow, { id: exportId });
  await notify(tx, askedBy, { kind: 'chat_export', title, text });
}

async function* pageOf(
  { db, keys, clock, config: { timeZone } }: Dependencies,
  row: ChatExportRow,
  conversation: NonNullable<Awaited<ReturnType<typeof findVisibleConversation>>>,
  count: (messages: number) => boolean,
): AsyncGenerator<string> {
  const [view] = await presentConversations(db.read, [conversation], keys);
  const people = await memberCards(db.read, [row.askedBy, row.decidedBy!]);
  const nameOf = (userId: string) => people.get(userId)?.name ?? userId;
  yield beginPage({
    title: view!.member ? `${view!.title}与${view!.member.name}` : view!.title,
    from: row.fromAt,
    to: row.toAt,
    askedBy: nameOf(row.askedBy),
    decidedBy: nameOf(row.decidedBy!),
    reason: row.reason,
    writtenAt: clock.now(),
    timeZone,
  });
  let day = '';
  let messages = 0;
  for await (const page of messagesOf(db.read, keys, row)) {
    messages += page.length;
    if (!count(page.length)) return;
    for (const message of await presentMessages(db.read, page, () => [])) {
      const shown = showMessage(message, { timeZone, dayBefore: day });
      day = shown.day;
      yield shown.html;
    }
  }
  yield endPage(messages);
}
