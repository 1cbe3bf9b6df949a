import { applyRemarkRule, REMARK_CHARS } from '@zhike/shared/formulas/remark-rule';
import { useState } from 'react';
import { Input } from 'tdesign-react/es/input';
import { businessNow } from '../../../../shared/clock/business-clock.ts';
import { dayOf } from '../../../../shared/format/time.ts';
import { Button } from '../../../components/button.tsx';
import { Icon } from '../../../components/icon.tsx';
import { Pill } from '../../../components/pill.tsx';
import { Switch } from '../../../components/switch.tsx';
import { Field } from '../../../components/field.tsx';
import type { Problems } from './find-problems.ts';
import type { ChannelForm } from './form.ts';
import type { ChannelDirectory, ChannelPickers } from './pickers.ts';

interface AfterScanSectionProps {
  form: ChannelForm;
  change(part: Partial<ChannelForm>): void;
  problems: Problems;
  pickers: ChannelPickers;
  directory: ChannelDirectory;
}

const placeholders = ['{昵称}', '{渠道}', '{日期}'];
const EXAMPLE_NICKNAME = '林晓雨';

/** What happens to the customer by itself: tags, stage, remark. */
export function AfterScanSection({ form, change, problems, pickers, directory }: AfterScanSectionProps) {
  const [picking, setPicking] = useState(false);
  const example = applyRemarkRule(form.remarkRule, {
    nickname: EXAMPLE_NICKNAME,
    channelName: form.name.trim() || '渠道名称',
    day: dayOf(businessNow()),
  });
  return (
    <>
      <Field label="打标签" hint="同时写入企业微信,已有的标签不受影响。">
        <div className="row">
          {form.tagIds.map((tagId) => (
            <Pill key={tagId} tone="brand">
              {directory.tag(tagId) ?? '已删除的标签'}
              <button
                type="button"
                className="plain-button"
                aria-label={`移除标签${directory.tag(tagId) ?? ''}`}
                onClick={() => change({ tagIds: form.tagIds.filter((id) => id !== tagId) })}
              >
                <Icon name="close" size={14} />
              </button>
            </Pill>
          ))}
          <Button variant="outline" icon={<Icon name="plus" size={16} />} onClick={() => setPicking(true)}>
            选择标签
          </Button>
        </div>
      </Field>
      <Field label="客户阶段(可选)" hint="只对新客户生效;老客户保持原来的阶段。">
        {pickers.stage({ value: form.stageId, onChange: (stageId) => change({ stageId }) })}
      </Field>
      <Field label="自动备注" problem={problems.remark}>
        <label className="row">
          <Switch value={form.remarkOn} onChange={(remarkOn) => change({ remarkOn })} />
          {form.remarkOn ? '添加后自动改备注' : '不修改备注'}
        </label>
        {form.remarkOn ? (
          <>
            <Input
              value={form.remarkRule}
              onChange={(remarkRule) => change({ remarkRule })}
              placeholder="例如 {昵称}-{渠道}"
            />
            <div className="row">
              <span className="fine">插入</span>
              {placeholders.map((name) => (
                <button
                  key={name}
                  type="button"
                  className="plain-button"
                  onClick={() => change({ remarkRule: form.remarkRule + name })}
                >
                  {name}
                </button>
              ))}
            </div>
            <p className="fine">
              例:「{EXAMPLE_NICKNAME}」会备注为「{example}」({example.length}/{REMARK_CHARS} 字;太长时先缩短昵称)
            </p>
          </>
        ) : null}
      </Field>
      {picking
        ? pickers.tags({
            chosen: form.tagIds,
            onChange: (tagIds) => change({ tagIds }),
            onClose: () => setPicking(false),
          })
        : null}
    </>
  );
}
