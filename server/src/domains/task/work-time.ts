import type { TaskSettings } from '@zhike/shared/contracts/task-settings';
import { chinaOfficialDay } from '../../engines/workdays/china-days.ts';
import type { WorkCalendar } from '../../engines/workdays/workdays.ts';
import { getRow } from '../../platform/database/find-row.ts';
import { readOnce, type Tx } from '../../platform/database/tx.ts';
import { TaskSettingsRow } from './team-entity.ts';

/** As we ship it: fairs and showrooms have no weekend, and no holidays either. */
export const DEFAULT_TASK_SETTINGS: TaskSettings = {
  hours: { weekdays: [1, 2, 3, 4, 5, 6, 7], from: '09:00', to: '18:00' },
  followsHolidays: false,
  days: [],
  quietHours: { from: '21:00', to: '08:30' },
  reminders: { minutesBefore: 30, whenDue: true },
  digestTimes: ['09:00'],
  escalation: { isOn: true, afterMinutes: 240, to: 'leader', userIds: [] },
};

export function getTaskSettingsRow(tx: Tx, lock = false): Promise<TaskSettingsRow> {
  return getRow(tx, TaskSettingsRow, { id: 1 }, { lock });
}

/** Read once for all that a transaction does with tasks. */
export async function loadTaskSettings(tx: Tx): Promise<TaskSettings> {
  return readOnce(tx, 'task-settings', async () => (await getTaskSettingsRow(tx)).settings ?? DEFAULT_TASK_SETTINGS);
}

export function calendarOf({ hours, followsHolidays, days }: TaskSettings, timeZone: string): WorkCalendar {
  return {
    timeZone,
    ...hours,
    days: new Map(days.map(({ day, isWorkday }) => [day, isWorkday])),
    officialDay: followsHolidays ? chinaOfficialDay : null,
  };
}

/** When the corp works, for deadlines. */
export async function workCalendar(tx: Tx, timeZone: string): Promise<WorkCalendar> {
  return calendarOf(await loadTaskSettings(tx), timeZone);
}
