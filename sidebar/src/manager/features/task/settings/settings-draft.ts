import type { TaskSettings, TaskSettingsView } from '@zhike/shared/contracts/task-settings';
import { type parseDays, writeDays } from './parse-days.ts';

/** The settings as they are typed; `version`: the one they were read in. */
export type SettingsDraft = TaskSettings & { daysText: string; version: number };

export const draftOf = ({ settings, version }: TaskSettingsView): SettingsDraft => ({
  ...settings,
  daysText: writeDays(settings.days),
  version,
});

/** What a card of the form shows and changes; `problems` by the field they belong to. */
export interface CardProps {
  form: SettingsDraft;
  problems: Record<string, string>;
  change(part: Partial<SettingsDraft>): void;
}

/** What is wrong, by field. */
export function problemsOf(settings: TaskSettings, days: ReturnType<typeof parseDays>): Record<string, string> {
  const { hours, escalation, quietHours, digestTimes } = settings;
  const problems: Record<string, string> = {};
  if ('problem' in days) problems.days = days.problem;
  if (hours.weekdays.length === 0) problems.weekdays = '请至少选择一天';
  if (hours.from >= hours.to) problems.hours = '下班时间要晚于上班时间';
  if (new Set(digestTimes).size < digestTimes.length) problems.digest = '两次汇总不能在同一时间';
  if (quietHours && quietHours.from === quietHours.to) problems.quiet = '开始和结束不能相同';
  if (escalation.isOn && escalation.to === 'members' && escalation.userIds.length === 0)
    problems.whom = '请至少选择一位成员';
  return problems;
}
