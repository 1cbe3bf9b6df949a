import type { Dependencies } from '../../../dependencies.ts';
import { findRow } from '../../../platform/database/find-row.ts';
import { execute } from '../../../platform/database/sql.ts';
import { enqueue } from '../../../platform/delivery/command.ts';
import { audit } from '../../audit/audit.ts';
import type { MemberViewer } from '../../corp/viewer.ts';
import { notify } from '../../notice/notify.ts';
import { writeChatExport } from '../commands/write-export.ts';
import { ChatExportDecided, ChatExportNotFound, OwnChatExport } from '../errors.ts';
import { ChatExportRow } from '../export-entity.ts';

/** Four eyes: an admin decides what somebody else asked for. The first decision counts. */
export async function decideExport(
  { db, clock }: Pick<Dependencies, 'db' | 'clock'>,
  viewer: MemberViewer,
  { exportId, decision, note = null }: { exportId: string; decision: 'approved' | 'refused'; note?: string | null },
): Promise<void> {
  await db.transaction(async (tx) => {
    const row = await findRow(tx, ChatExportRow, { id: exportId }, { lock: true });
    if (!row) throw new ChatExportNotFound({ exportId });
    if (row.askedBy === viewer.userId) throw new OwnChatExport({ exportId });
    const decided = await execute(
      tx,
      "UPDATE chat_export SET state = ?, decided_by = ?, decided_at = ?, note = ? WHERE id = ? AND state = 'waiting'",
      [decision, viewer.userId, clock.now(), note || null, exportId],
    );
    if (decided === 0) throw new ChatExportDecided({ exportId });
    const action = decision === 'approved' ? 'chat_export.approve' : 'chat_export.refuse';
    await audit(tx, viewer, { action, subject: { kind: 'chat_export', id: exportId } });
    if (decision === 'approved') await enqueue(tx, writeChatExport({ exportId }));
    const title = decision === 'approved' ? '会话导出已获批准' : '会话导出被拒绝';
    const text = decision === 'approved' ? '文件正在生成,完成后会再通知您。' : `${viewer.name}拒绝了您的导出申请。`;
    await notify(tx, row.askedBy, { kind: 'chat_export', title, text });
  });
}
