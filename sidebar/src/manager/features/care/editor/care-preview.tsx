import { fillScript } from '@zhike/shared/formulas/script-text';
import { businessNow } from '../../../../shared/clock/business-clock.ts';
import { dayOf } from '../../../../shared/format/time.ts';
import { Card } from '../../../components/page.tsx';
import { EXAMPLE_NICKNAME, Phone, Said } from '../../../components/phone/phone.tsx';
import { Pill } from '../../../components/pill.tsx';
import { sayDay } from '../say-care.ts';
import type { CareForm } from './form.ts';

const REP = { name: '张伟', avatar: null };

interface CarePreviewProps {
  form: CareForm;
  festival: { name: string; day: string; lunar: string } | undefined;
}

/** The task as the rep finds it beside the chat, and what the customer gets from it. */
export function CarePreview({ form, festival }: CarePreviewProps) {
  const today = dayOf(businessNow());
  const values = {
    客户昵称: EXAMPLE_NICKNAME,
    客户备注: EXAMPLE_NICKNAME,
    员工姓名: REP.name,
    员工职位: '销售顾问',
    企业名称: '您的企业',
    今天日期: sayDay(today),
  };
  const words = fillScript(form.text.trim(), values);
  const isEmpty = words === '' && form.materialIds.length === 0;
  return (
    <Card title="到时候的样子">
      <section className="care-task" aria-label="员工侧边栏里的待办">
        <span className="row">
          <Pill tone="brand">客情</Pill>
          <strong>{form.title.trim() || '计划名称'}</strong>
        </span>
        <span className="fine">{reasonOf(form, festival, today)}</span>
        <span className="fine">
          {EXAMPLE_NICKNAME} · 当天 {form.dueTime} 前
        </span>
        <span className="care-task-send">去发送</span>
      </section>
      <Phone title={REP.name}>
        {isEmpty ? <p className="phone-notice">写下祝福语或选素材后,这里显示客户收到的样子</p> : null}
        {words ? (
          <Said rep={REP}>
            <p className="phone-bubble">{words}</p>
          </Said>
        ) : null}
        {form.materialIds.map((id) => (
          <Said key={id} rep={REP}>
            <span className="phone-card">{form.names[id] ?? '素材'}</span>
          </Said>
        ))}
      </Phone>
      <p className="fine">
        示例客户「{EXAMPLE_NICKNAME}」,由「{REP.name}」发送;实际按每位客户和员工自动填写。
      </p>
    </Card>
  );
}

function reasonOf(form: CareForm, festival: CarePreviewProps['festival'], today: string): string {
  if (form.kind === 'holiday')
    return festival ? `${sayDay(festival.day)} · ${festival.name}(${festival.lunar})` : '选择节日后显示日期';
  if (form.kind === 'birthday')
    return `${sayDay(today)} · ${form.calendar === 'lunar' ? '36 岁生日(农历三月初八)' : '36 岁生日'}`;
  return form.rhythm === 'after' ? `${sayDay(today)} · 满 ${form.afterDays ?? '…'} 天` : `${sayDay(today)} · 2 周年`;
}
