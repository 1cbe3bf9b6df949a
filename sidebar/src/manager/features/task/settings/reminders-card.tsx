import { MAX_DIGESTS } from '@zhike/shared/formulas/task-limits';
import { InputNumber } from 'tdesign-react/es/input-number';
import { Field } from '../../../components/field.tsx';
import { Card } from '../../../components/page.tsx';
import { Switch } from '../../../components/switch.tsx';
import { TimeOfDay } from '../../../components/time-of-day.tsx';
import { TimeRange } from '../../../components/time-range.tsx';
import type { CardProps } from './settings-draft.ts';

/** When a rep is told of her own tasks, and when she is left in peace. */
export function RemindersCard({ form, problems, change }: CardProps) {
  const { reminders, digestTimes, quietHours } = form;
  return (
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
        <Field label="每日汇总" problem={problems.digest} hint="工作日到时间发送一条:今天几项待办,几项已逾期。">
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
                onClick={() => change({ digestTimes: [...digestTimes, digestTimes.length === 0 ? '09:00' : '14:00'] })}
              >
                加一个时间
              </button>
            ) : null}
          </div>
        </Field>
        <Field label="免打扰时段" problem={problems.quiet} hint="这段时间不发待办提醒,推到结束后的工作时间。">
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
  );
}
