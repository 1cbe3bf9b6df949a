import type { TaskSettings } from '@zhike/shared/contracts/task-settings';
import type { Dependencies } from '../../../dependencies.ts';
import { addWorkingMinutes } from '../../../engines/workdays/workdays.ts';
import { execute, inList, select } from '../../../platform/database/sql.ts';
import type { Tx } from '../../../platform/database/tx.ts';
import { recordEvent } from '../../../platform/delivery/event.ts';
import { audit } from '../../audit/audit.ts';
import type { MemberViewer } from '../../corp/viewer.ts';
import { EscalationWithoutMembers, TaskSettingsChanged } from '../errors.ts';
import { taskSettingsChanged } from '../events.ts';
import { checkTaskSettings, nextDigestAt } from '../reminder-rules.ts';
import { calendarOf, DEFAULT_TASK_SETTINGS, getTaskSettingsRow } from '../work-time.ts';

/** Tasks in one transaction: whoever closes one meanwhile does not wait for all. */
const SLICE = 500;

/** An admin says when people work and how they are reminded. Deadlines that stand already stay; reminders follow from their next moment on. */
export async function saveTaskSettings(
  { db, clock, config }: Pick<Dependencies, 'db' | 'clock' | 'config'>,
  viewer: MemberViewer,
  { settings: given, version }: { settings: TaskSettings; version: number },
): Promise<void> {
  const settings = { ...given, days: [...given.days].sort((a, b) => (a.day < b.day ? -1 : 1)) };
  checkTaskSettings(settings);
  const now = clock.now();
  const calendar = calendarOf(settings, config.timeZone);
  // Told of while nobody was to be told of what is overdue: looked at again. Before it is switched on, so that neither a crash nor a
  // refusal leaves some behind; a look while it is off tells nobody.
  if (
    settings.escalation.isOn &&
    !((await getTaskSettingsRow(db.read)).settings ?? DEFAULT_TASK_SETTINGS).escalation.isOn
  ) {
    for (let slice = 0, from: number | null = 0; from !== null; slice++) {
      const at = addWorkingMinutes(now, settings.escalation.afterMinutes + slice, calendar);
      from = await db.transaction((tx) => lookAgain(tx, at, from!));
    }
  }
  await db.transaction(async (tx) => {
    const row = await getTaskSettingsRow(tx, true);
    if (row.version !== version) throw new TaskSettingsChanged({ version: row.version });
    const { escalation } = settings;
    if (escalation.isOn && escalation.to === 'members') {
      const unusable = await missingAmong(escalation.userIds, (userIds) =>
        select<{ user_id: string }>(
          tx,
          `SELECT user_id FROM member WHERE status = 'active' AND user_id ${inList(userIds)}`,
          userIds,
        ),
      );
      if (escalation.userIds.length === 0 || unusable.length > 0)
        throw new EscalationWithoutMembers({ userIds: unusable });
    }
    await execute(
      tx,
      'UPDATE task_settings SET settings = ?, version = ?, digest_at = ?, changed_at = ? WHERE id = 1',
      [JSON.stringify(settings), version + 1, nextDigestAt(now, settings, calendar), now],
    );
    const before = row.settings ?? DEFAULT_TASK_SETTINGS;
    // Those whose moment came meanwhile.
    if (escalation.isOn && !before.escalation.isOn) {
      const at = addWorkingMinutes(now, escalation.afterMinutes, calendar);
      for (let from: number | null = 0; from !== null; ) from = await lookAgain(tx, at, from);
    }
    await recordEvent(tx, taskSettingsChanged({ occurredAt: now, payload: { version: version + 1 } }));
    await audit(tx, viewer, {
      action: 'task_settings.update',
      subject: { kind: 'task_settings', id: 'settings' },
      ...changes(before, settings),
    });
  });
}

/** Some open tasks of which nobody is to be reminded any more, from this deadline on. Returns from where to go on, null: they are all. */
async function lookAgain(tx: Tx, at: number, from: number): Promise<number | null> {
  const unwatched = "status = 'open' AND remind_at IS NULL AND escalated_at IS NULL";
  const rows = await select<{ id: string; sort_at: number | string }>(
    tx,
    `SELECT id, sort_at FROM task WHERE ${unwatched} AND sort_at >= ? ORDER BY sort_at, id LIMIT ${SLICE}`,
    [from],
  );
  const ids = rows.map(({ id }) => id);
  if (ids.length > 0)
    await execute(
      tx,
      `UPDATE task SET remind_at = ?, remind_step = 'escalate' WHERE id ${inList(ids)} AND ${unwatched}`,
      [at, ...ids],
    );
  return rows.length < SLICE ? null : Number(rows.at(-1)!.sort_at);
}

async function missingAmong(userIds: string[], read: (userIds: string[]) => Promise<{ user_id: string }[]>) {
  if (userIds.length === 0) return [];
  const found = new Set((await read(userIds)).map((row) => row.user_id));
  return userIds.filter((userId) => !found.has(userId));
}

/** Only what is different; of the table of days only how long it is. */
function changes(before: TaskSettings, after: TaskSettings) {
  const keys = (Object.keys(after) as (keyof TaskSettings)[]).filter(
    (key) => JSON.stringify(before[key]) !== JSON.stringify(after[key]),
  );
  const pick = (settings: TaskSettings) =>
    Object.fromEntries(keys.map((key) => [key, key === 'days' ? settings.days.length : settings[key]]));
  return { before: pick(before), after: pick(after) };
}
