import { Button } from '../../../components/button.tsx';
import { Icon } from '../../../components/icon.tsx';
import { Switch } from '../../../components/switch.tsx';
import { TimeRange } from '../../../components/time-range.tsx';
import { Field } from '../../../components/field.tsx';
import type { Problems } from './find-problems.ts';
import { type ChannelForm, type FormSpan, newKey } from './form.ts';
import { WelcomePartEditor } from './welcome-part-editor.tsx';

interface WelcomeSectionProps {
  form: ChannelForm;
  change(part: Partial<ChannelForm>): void;
  problems: Problems;
}

const MAX_SPANS = 10;

/** What the customer hears within twenty seconds, and at which hours something else. */
export function WelcomeSection({ form, change, problems }: WelcomeSectionProps) {
  const setSpan = (key: string, part: Partial<FormSpan>) =>
    change({ spans: form.spans.map((span) => (span.key === key ? { ...span, ...part } : span)) });
  return (
    <>
      <Field label="欢迎语" hint="企业微信只允许在添加后 20 秒内发送一次;员工个人设置的欢迎语会被替代。">
        <label className="row">
          <Switch value={form.welcomeOn} onChange={(welcomeOn) => change({ welcomeOn })} />
          {form.welcomeOn ? '添加后自动发送' : '不发送'}
        </label>
        {form.welcomeOn ? (
          <WelcomePartEditor
            part={form.welcome}
            problem={problems.welcome}
            problems={problems}
            onChange={(part) => change({ welcome: { ...form.welcome, ...part } })}
          />
        ) : null}
      </Field>
      {form.welcomeOn ? (
        <Field label="分时段欢迎语(可选)" hint="在这些时间添加的客户收到另外的内容;多个时段重叠时用排在前面的。">
          {form.spans.map((span) => (
            <div key={span.key} className="welcome-span">
              <div className="row">
                <TimeRange from={span.from} to={span.to} onChange={(part) => setSpan(span.key, part)} />
                <span className="fine">{span.to < span.from ? '到次日' : ''}</span>
                <button
                  type="button"
                  className="plain-button shift-remove"
                  onClick={() => change({ spans: form.spans.filter((one) => one !== span) })}
                >
                  <Icon name="trash" size={16} />
                  删除
                </button>
              </div>
              <WelcomePartEditor
                part={span}
                problem={problems[`span:${span.key}`]}
                problems={problems}
                onChange={(part) => setSpan(span.key, part)}
              />
            </div>
          ))}
          <div>
            <Button
              variant="outline"
              icon={<Icon name="plus" size={16} />}
              disabled={form.spans.length >= MAX_SPANS}
              onClick={() =>
                change({
                  spans: [
                    ...form.spans,
                    {
                      key: newKey(),
                      from: '22:00',
                      to: '08:00',
                      text: '你好 {客户昵称},现在是休息时间,明天上班后我会尽快回复你。',
                      attachments: [],
                    },
                  ],
                })
              }
            >
              添加时段
            </Button>
          </div>
        </Field>
      ) : null}
    </>
  );
}
