import type { Dependencies } from '../../../dependencies.ts';
import { newId } from '../../../platform/id.ts';
import { audit } from '../../audit/audit.ts';
import { ChatNotConsented } from '../../chat-archive/errors.ts';
import { isShown } from '../../chat-archive/scope.ts';
import { listAdminUserIds } from '../../corp/store.ts';
import type { MemberViewer } from '../../corp/viewer.ts';
import { notify } from '../../notice/notify.ts';
import { ChatExportTooBig } from '../errors.ts';
import { ChatExportRow } from '../export-entity.ts';
import { isTooBig, MAX_EXPORTED } from '../export-messages.ts';
import { getVisibleConversation } from '../list-conversations.ts';

/** Asks for the messages of a visible conversation; every other admin hears of it. */
export async function requestExport(
  { db, clock, config }: Pick<Dependencies, 'db' | 'clock' | 'config'>,
  viewer: MemberViewer,
  input: { conversationId: string; from: number; to: number; reason: string },
): Promise<ChatExportRow> {
  const row = Object.assign(new ChatExportRow(), {
    id: newId(clock.machineNow()),
    conversationId: input.conversationId,
    fromAt: input.from,
    toAt: input.to,
    reason: input.reason,
    state: 'waiting',
    askedBy: viewer.userId,
    askedAt: clock.now(),
    decidedBy: null,
    decidedAt: null,
    note: null,
    messages: null,
    expiresAt: null,
    leftOut: null,
    fileKey: null,
  } satisfies ChatExportRow);
  await db.transaction(async (tx) => {
    const conversation = await getVisibleConversation(tx, viewer, input.conversationId);
    if (!isShown(conversation)) throw new ChatNotConsented({ consent: conversation.consent });
    if (await isTooBig(tx, row)) throw new ChatExportTooBig({ max: MAX_EXPORTED });
    await tx.insert(ChatExportRow, row);
    const after = { conversationId: input.conversationId, from: input.from, to: input.to };
    await audit(tx, viewer, { action: 'chat_export.request', subject: { kind: 'chat_export', id: row.id }, after });
    const admins = await listAdminUserIds(tx, config.adminUserIds);
    for (const userId of admins.filter((one) => one !== viewer.userId))
      await notify(tx, userId, {
        kind: 'chat_export',
        title: '有一项会话导出等待审批',
        text: `${viewer.name}申请导出一段会话记录,请审批。`,
        name: viewer.name,
      });
  });
  return row;
}
