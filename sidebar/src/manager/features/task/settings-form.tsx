import type { TaskSettings, TaskSettingsView } from '@zhike/shared/contracts/task-settings';
import { MAX_DIGESTS } from '@zhike/shared/formulas/task-limits';
import { sayTaskSettings } from '@zhike/shared/texts/task-texts';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { InputNumber } from 'tdesign-react/es/input-number';
import { ApiError } from '../../../shared/api/api-error.ts';
import { Button } from '../../components/button.tsx';
import { ConflictNotice } from '../../components/conflict-notice.tsx';
import { EditorFrame } from '../../components/editor-frame.tsx';
import { Field } from '../../components/field.tsx';
import { FilterChips } from '../../components/filter-chips.tsx';
import { notifyDone, notifyFailed, notifyWarning } from '../../components/notify.ts';
import { Card } from '../../components/page.tsx';
import { showProblems } from '../../components/show-problems.ts';
import { Switch } from '../../components/switch.tsx';
import { TimeOfDay } from '../../components/time-of-day.tsx';
import { TimeRange } from '../../components/time-range.tsx';
import { useFormDraft } from '../../components/use-form-draft.ts';
import { useSaveTaskSettings } from './api/task-settings.ts';
import { parseDays, writeDays } from './parse-days.ts';
import './settings-form.css';

const weekdays = ['一', '二', '三', '四', '五', '六', '日'];
const whom = [
  { value: 'leader', label: '部门负责人' },
  { value: 'managers', label: '能看到该员工的主管' },
  { value: 'members', label: '指定成员' },
] as const;

/** The settings as they are typed; `version`: the one they were read in. */
type SettingsDraft = TaskSettings & { daysText: string; version: number };

const draftOf = ({ settings, version }: TaskSettingsView): SettingsDraft => ({
  ...settings,
  daysText: writeDays(settings.days),
  version,
});

interface SettingsFormProps {
  view: TaskSettingsView;
  /** Whose draft this is. */
  viewerId: string;
  /** Reads what somebody else has saved meanwhile. */
  readAgain(): Promise<void>;
  pickMembers(value: readonly string[], onChange: (userIds: string[]) => void): ReactNode;
  onLeave(): void;
}

/** When people work and how they are reminded; beside it the same in plain words. */
export function SettingsForm({ view, viewerId, readAgain, pickMembers, onLeave }: SettingsFormProps) {
  const save = useSaveTaskSettings();
  const draft = useFormDraft(`task-settings:2:${viewerId}`, draftOf(view));
  const { form, change, isChanged, startOver } = draft;
  const isBehind = form.version < view.version;
  const latest = useRef(form);
  latest.current = form;
  useEffect(() => {
    // Nothing of one's own is lost: who has changed nothing sees what others have saved.
    if (isBehind && !isChanged) startOver(draftOf(view));
  });
  const [isTried, setTried] = useState(false);
  const { daysText, version: _version, ...settings } = form;
  const days = parseDays(daysText);
  const problems = problemsOf(settings, days);
  const isReadOnly = !view.can.edit;
  const submit = (version = form.version) => {
    setTried(true);
    if (!('days' in days) || Object.keys(problems).length > 0) return showProblems(problems);
    save.mutate(
      { settings: { ...settings, days: days.days }, version },
      {
        onSuccess: (saved) => {
          // What has been typed since goes on, based on what is saved now.
          if (latest.current === form) startOver(draftOf(saved));
          else change({ version: saved.version });
          notifyDone('已保存,从下一次提醒开始生效');
        },
        onError: (error) => {
          if (!(error instanceof ApiError) || error.code !== 'task.settings_changed') return notifyFailed(error);
          notifyWarning('还没有保存:设置刚被其他管理员修改,请选择用谁的');
          void readAgain();
        },
      },
    );
  };
  const shown = isTried ? problems : {};
  const { hours, quietHours, reminders, digestTimes, escalation } = settings;
  const toggleDay = (day: number) => {
    const next = hours.weekdays.includes(day)
      ? hours.weekdays.filter((one) => one !== day)
      : [...hours.weekdays, day].toSorted((a, b) => a - b);
    change({ hours: { ...hours, weekdays: next } });
  };
  return (
    <EditorFrame
      draft={draft}
      isSaving={save.isPending}
      onLeave={onLeave}
      saves={
        isReadOnly ? null : (
          <Button theme="primary" loading={save.isPending} onClick={() => submit()}>
            保存
          </Button>
        )
      }
      notice={
        isReadOnly ? (
          <p className="fine">只有管理员可以修改</p>
        ) : isBehind && isChanged ? (
          <ConflictNotice
            isSaving={save.isPending}
            onOverwrite={() => submit(view.version)}
            onGiveUp={() => startOver(draftOf(view))}
          >
            有同事在你修改期间保存了这些设置。
          </ConflictNotice>
        ) : null
      }
      sideLabel="这样设置的效果"
      side={
        <Card title="这样设置的效果">
          <ul className="settings-said">
            {sayTaskSettings({ ...settings, days: 'days' in days ? days.days : [] }).map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </Card>
      }
    >
      <fieldset className="settings-fields" disabled={isReadOnly}>
        <Card title="工作时间">
          <div className="settings-column">
            <Field label="每周工作日" problem={shown.weekdays}>
              <div className="filter-chips" role="group" aria-label="每周工作日">
                {weekdays.map((name, index) => (
                  <button
                    key={name}
                    type="button"
                    className="filter-chip"
                    aria-pressed={hours.weekdays.includes(index + 1)}
                    onClick={() => toggleDay(index + 1)}
                  >
                    周{name}
                  </button>
                ))}
              </div>
            </Field>
            <Field
              label="上班和下班"
              problem={shown.hours}
              hint="首次联系的期限、当天要做完的待办和所有提醒都按工作时间计算;已有待办的截止时间不变。"
            >
              <TimeRange
                from={hours.from}
                to={hours.to}
                onChange={(part) => change({ hours: { ...hours, ...part } })}
              />
            </Field>
            <Field
              label="国家法定节假日和调休"
              hint={`打开后,节假日休息,调休的周末上班。官方安排目前收录到 ${view.holidaysKnownUntil} 年,以后的年份请在下面填写。`}
            >
              <div>
                <Switch
                  label="国家法定节假日和调休"
                  value={settings.followsHolidays}
                  onChange={(followsHolidays) => change({ followsHolidays })}
                />
              </div>
            </Field>
            <Field
              label="单独设置的日子(可不填)"
              problem={'problem' in days ? days.problem : undefined}
              hint="每行一天,可以从表格粘贴。优先于法定节假日和每周工作日。"
            >
              <textarea
                className="native-input settings-days"
                rows={5}
                aria-label="单独设置的日子"
                placeholder={'2027-01-01 休 元旦\n2027-02-06 班 春节调休'}
                value={daysText}
                onChange={({ target }) => change({ daysText: target.value })}
              />
            </Field>
          </div>
        </Card>
        <Card title="提醒">
          <div className="settings-column">
            <Field label="到期前提醒" hint="0 分钟表示不提前提醒">
              <InputNumber
                theme="normal"
                min={0}
                max={1440}
                decimalPlaces={0}
                suffix="分钟"
                value={reminders.minutesBefore ?? 0}
                onChange={(value) =>
                  change({ reminders: { ...reminders, minutesBefore: Math.round(Number(value) || 0) || null } })
                }
              />
            </Field>
            <Field label="到期时提醒">
              <div>
                <Switch
                  label="到期时提醒"
                  value={reminders.whenDue}
                  onChange={(whenDue) => change({ reminders: { ...reminders, whenDue } })}
                />
              </div>
            </Field>
            <Field label="每日汇总" problem={shown.digest} hint="工作日到时间发送一条:今天几项待办,几项已逾期。">
              <div className="settings-times">
                {digestTimes.map((time, index) => (
                  // A time has no name of its own: its place is what it is known by.
                  // biome-ignore lint/suspicious/noArrayIndexKey: see above
                  <span key={index} className="row">
                    <TimeOfDay
                      label={`第 ${index + 1} 次汇总`}
                      value={time}
                      onChange={(next) =>
                        change({ digestTimes: digestTimes.map((one, place) => (place === index ? next : one)) })
                      }
                    />
                    <button
                      type="button"
                      className="plain-button"
                      aria-label={`去掉 ${time}`}
                      onClick={() => change({ digestTimes: digestTimes.filter((_, place) => place !== index) })}
                    >
                      去掉
                    </button>
                  </span>
                ))}
                {digestTimes.length < MAX_DIGESTS ? (
                  <button
                    type="button"
                    className="plain-button"
                    onClick={() =>
                      change({ digestTimes: [...digestTimes, digestTimes.length === 0 ? '09:00' : '14:00'] })
                    }
                  >
                    加一个时间
                  </button>
                ) : null}
              </div>
            </Field>
            <Field label="免打扰时段" problem={shown.quiet} hint="这段时间不发待办提醒,推到结束后的工作时间。">
              <div className="settings-times">
                <Switch
                  label="免打扰时段"
                  value={quietHours !== null}
                  onChange={(isOn) => change({ quietHours: isOn ? { from: '21:00', to: '08:30' } : null })}
                />
                {quietHours ? (
                  <TimeRange
                    from={quietHours.from}
                    to={quietHours.to}
                    onChange={(part) => change({ quietHours: { ...quietHours, ...part } })}
                  />
                ) : null}
              </div>
            </Field>
          </div>
        </Card>
        <Card title="逾期通知">
          <div className="settings-column">
            <Field label="逾期后通知其他人" hint="每项待办只通知一次,多项合并成一条。">
              <div>
                <Switch
                  label="逾期后通知其他人"
                  value={escalation.isOn}
                  onChange={(isOn) => change({ escalation: { ...escalation, isOn } })}
                />
              </div>
            </Field>
            {escalation.isOn ? (
              <>
                <Field label="逾期多久(工作时间)">
                  <InputNumber
                    theme="normal"
                    min={0.5}
                    max={100}
                    step={0.5}
                    suffix="小时"
                    value={escalation.afterMinutes / 60}
                    onChange={(value) =>
                      change({
                        escalation: { ...escalation, afterMinutes: Math.max(1, Math.round(Number(value) * 60) || 1) },
                      })
                    }
                  />
                </Field>
                <Field label="通知谁" problem={shown.whom} hint="找不到时依次通知上级部门负责人、主管和管理员。">
                  <div className="settings-times">
                    <FilterChips
                      label="通知谁"
                      options={whom}
                      value={escalation.to}
                      onChange={(to) => change({ escalation: { ...escalation, to } })}
                    />
                    {escalation.to === 'members'
                      ? pickMembers(escalation.userIds, (userIds) => change({ escalation: { ...escalation, userIds } }))
                      : null}
                  </div>
                </Field>
              </>
            ) : null}
          </div>
        </Card>
      </fieldset>
    </EditorFrame>
  );
}

function problemsOf(settings: TaskSettings, days: ReturnType<typeof parseDays>): Record<string, string> {
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
