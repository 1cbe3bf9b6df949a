import { execute, inList, select } from '../../../platform/database/sql.ts';
import type { Tx } from '../../../platform/database/tx.ts';
import { command } from '../../command.ts';
import { deleteExport } from '../export-files.ts';

const AT_ONCE = 200;

/** Files whose time is over, the oldest first. */
export async function listExpiredExports(tx: Tx, now: number): Promise<string[]> {
  const rows = await select<{ id: string }>(
    tx,
    `SELECT id FROM chat_export WHERE state = 'ready' AND expires_at <= ? ORDER BY expires_at LIMIT ${AT_ONCE}`,
    [now],
  );
  return rows.map(({ id }) => id);
}

/** Deletes files that nobody may take any more; the request stays, and says so. */
export const forgetChatExports = command<{ exportIds: string[] }, void>({
  name: 'forget-chat-exports',
  repeatIsHarmless: '删除已不存在的文件没有影响',
  async send({ exportIds }, { config }) {
    for (const exportId of exportIds) await deleteExport(config.dataDir, exportId);
  },
  async onDone(tx, { exportIds }) {
    await execute(
      tx,
      `UPDATE chat_export SET state = 'expired' WHERE state = 'ready' AND id ${inList(exportIds)}`,
      exportIds,
    );
  },
});
