import * as contracts from '@zhike/shared/contracts/chat';
import type { Dependencies } from '../../dependencies.ts';
import { findRow, getRow } from '../../platform/database/find-row.ts';
import { businessDate } from '../../platform/business-time.ts';
import type { Routers } from '../../routers.ts';
import { audit } from '../audit/audit.ts';
import { ChatNotConsented } from '../chat-archive/errors.ts';
import { isShown } from '../chat-archive/scope.ts';
import type { MemberViewer } from '../corp/viewer.ts';
import { decideExport } from './actions/decide-export.ts';
import { requestExport } from './actions/request-export.ts';
import { ChatExportExpired, ChatExportNotFound, ChatExportNotReady, ChatExportRefusedSince } from './errors.ts';
import { isAnyRefusingIn } from './export-consent.ts';
import { ChatExportRow } from './export-entity.ts';
import { openExport } from './export-files.ts';
import { getVisibleConversation } from './list-conversations.ts';
import { listExports, presentExports, stateOf } from './present-export.ts';

/** Taking chats out: asked for, decided by somebody else, written, taken once it is there. Every step is in the log. */
export function chatExportRoutes({ member }: Pick<Routers, 'member'>, deps: Dependencies): void {
  const { db, keys, clock, config } = deps;
  const present = (viewer: MemberViewer, rows: readonly ChatExportRow[]) =>
    presentExports(db.read, viewer, rows, { keys, now: clock.now() });

  member.handle(contracts.listChatExports, async ({ viewer, body }) => {
    const { rows, nextCursor } = await listExports(db.read, viewer, body, clock.now());
    return { items: await present(viewer, rows), nextCursor };
  });

  member.handle(contracts.requestChatExport, async ({ viewer, body }) => {
    const [view] = await present(viewer, [await requestExport(deps, viewer, body)]);
    return view!;
  });

  member.handle(contracts.decideChatExport, async ({ viewer, params: { exportId }, body }) => {
    await decideExport(deps, viewer, { exportId, ...body });
    const [view] = await present(viewer, [await getRow(db.read, ChatExportRow, { id: exportId })]);
    return view!;
  });

  member.handleRaw(contracts.getChatExportFile, async ({ viewer, ctx }) => {
    const exportId = String(ctx.params.exportId);
    const row = await findRow(db.read, ChatExportRow, { id: exportId });
    // An admin who decided may not take it either.
    if (row?.askedBy !== viewer.userId) throw new ChatExportNotFound({ exportId });
    const state = stateOf(row, clock.now());
    if (state === 'expired') throw new ChatExportExpired({ exportId });
    if (state !== 'ready') throw new ChatExportNotReady({ state });
    const conversation = await getVisibleConversation(db.read, viewer, row.conversationId);
    if (!isShown(conversation)) throw new ChatNotConsented({ consent: conversation.consent });
    if (await isAnyRefusingIn(db.read, row)) throw new ChatExportRefusedSince({ exportId });
    const key = row.fileKey ? keys.decrypt(Buffer.from(row.fileKey, 'base64')) : null;
    const file = await openExport(config.dataDir, exportId, key);
    // Backups do not hold it: after a restore it is gone before its time.
    if (!file) throw new ChatExportExpired({ exportId });
    await db.transaction((tx) =>
      audit(tx, viewer, { action: 'chat_export.download', subject: { kind: 'chat_export', id: exportId } }),
    );
    const name = `会话记录 ${businessDate(row.fromAt, config.timeZone)} 至 ${businessDate(row.toAt - 1, config.timeZone)}.html`;
    ctx.set('content-type', 'text/html; charset=utf-8');
    ctx.set('content-length', String(file.size));
    ctx.set('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(name)}`);
    ctx.set('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'; sandbox");
    ctx.set('x-content-type-options', 'nosniff');
    ctx.set('cache-control', 'no-store');
    ctx.body = file.content;
  });
}
