import { addDays } from '@zhike/shared/formulas/calendar';
import { businessDate, instantOf } from '../../platform/business-time.ts';
import { execute, insertRows } from '../../platform/database/sql.ts';
import type { Tx } from '../../platform/database/tx.ts';
import { notify } from '../notice/notify.ts';
import { digestSlot, nextDigestAt } from './reminder-rules.ts';
import { firstTitles, listDigestDays } from './reminder-store.ts';
import { calendarOf, getTaskSettingsRow, loadTaskSettings } from './work-time.ts';

/** Members a tick; who is left waits for the next. */
const AT_ONCE = 200;
const TITLES = 3;
const KEEP_MS = 14 * 24 * 3_600_000;

/**
 * Once for each moment, everybody with something to do today learns how much. Days that passed meanwhile (the program stood still, the demo's
 * clock was moved) are left out: only today's counts. Returns how many were told.
 */
export async function sendDigests(tx: Tx, now: number, timeZone: string): Promise<number> {
  const { digestAt } = await getTaskSettingsRow(tx);
  if (digestAt > now) return 0;
  const settings = await loadTaskSettings(tx);
  const calendar = calendarOf(settings, timeZone);
  const slot = digestAt === 0 ? null : digestSlot(now, settings, calendar);
  const told = slot === null || slot < digestAt ? 0 : await tellOf(tx, slot, now, timeZone);
  if (told < AT_ONCE) {
    await execute(tx, 'UPDATE task_settings SET digest_at = ? WHERE id = 1 AND digest_at = ?', [
      nextDigestAt(now, settings, calendar),
      digestAt,
    ]);
    await execute(tx, 'DELETE FROM task_digest WHERE slot < ?', [now - KEEP_MS]);
  }
  return told;
}

async function tellOf(tx: Tx, slot: number, now: number, timeZone: string): Promise<number> {
  const endOfDay = instantOf(addDays(businessDate(now, timeZone), 1), 0, timeZone);
  const days = await listDigestDays(tx, slot, { now, endOfDay, limit: AT_ONCE });
  for (const { userId, overdue, today } of days) {
    const isFirst = await insertRows(tx, 'task_digest', [{ user_id: userId, slot, sent_at: now }], {
      ignoreDuplicates: true,
    });
    if (!isFirst) continue;
    const titles = await firstTitles(tx, userId, endOfDay, TITLES);
    await notify(tx, userId, {
      kind: 'task_digest',
      title: overdue > 0 ? `今天 ${today} 项待办,其中 ${overdue} 项已逾期` : `今天 ${today} 项待办`,
      text: `先处理:${titles.join('、')}${today > titles.length ? ' 等' : ''}`,
    });
  }
  return days.length;
}
