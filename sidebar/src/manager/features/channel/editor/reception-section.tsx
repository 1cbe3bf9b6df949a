import { useState } from 'react';
import { Avatar } from '../../../components/avatar.tsx';
import { Button } from '../../../components/button.tsx';
import { Icon } from '../../../components/icon.tsx';
import { Switch } from '../../../components/switch.tsx';
import { Field } from '../../../components/field.tsx';
import type { Problems } from './find-problems.ts';
import type { ChannelForm } from './form.ts';
import type { ChannelPickers } from './pickers.ts';
import './reception-section.css';

interface SectionProps {
  form: ChannelForm;
  change(part: Partial<ChannelForm>): void;
  problems: Problems;
  pickers: ChannelPickers;
}

/** Who receives, up to how many a day, and who stands in. */
export function ReceptionSection({ form, change, problems, pickers }: SectionProps) {
  const [picking, setPicking] = useState<'members' | 'spare' | null>(null);
  const setCap = (userId: string, dailyCap: number | null) =>
    change({ members: form.members.map((one) => (one.userId === userId ? { ...one, dailyCap } : one)) });

  return (
    <>
      <Field label="接待员工" problem={problems.members} hint="每人每天加满后,当天不再接待,次日零点恢复;留空表示不限。">
        {form.members.length > 0 ? (
          <ul className="reception-members">
            {form.members.map((member) => (
              <li key={member.userId} className="reception-member">
                <Avatar name={member.name} src={member.avatar} size={28} />
                <span className="reception-name">{member.name}</span>
                <label className="row">
                  <span className="fine">每天最多</span>
                  <input
                    className="native-input reception-cap"
                    type="number"
                    min={1}
                    max={10_000}
                    inputMode="numeric"
                    placeholder="不限"
                    aria-label={`${member.name}每天最多添加几位客户`}
                    value={member.dailyCap ?? ''}
                    onChange={({ target }) => setCap(member.userId, target.value === '' ? null : Number(target.value))}
                  />
                  <span className="fine">人</span>
                </label>
                <button
                  type="button"
                  className="plain-button"
                  aria-label={`移除${member.name}`}
                  onClick={() => change({ members: form.members.filter((one) => one !== member) })}
                >
                  <Icon name="close" size={16} />
                </button>
              </li>
            ))}
          </ul>
        ) : null}
        <div className="row">
          <Button variant="outline" icon={<Icon name="plus" size={16} />} onClick={() => setPicking('members')}>
            {form.members.length > 0 ? '调整员工' : '选择员工'}
          </Button>
          {form.members.length > 1 ? (
            <Button
              variant="text"
              onClick={() =>
                change({ members: form.members.map((one) => ({ ...one, dailyCap: form.members[0]!.dailyCap })) })
              }
            >
              上限都同第一位
            </Button>
          ) : null}
        </div>
      </Field>
      <Field
        label="接待部门(可选)"
        hint="部门里所有开通了客户联系的员工都会接待,人员变动自动跟随;部门不受每日上限约束。"
      >
        {pickers.departments({ value: form.departmentIds, onChange: (departmentIds) => change({ departmentIds }) })}
      </Field>
      <Field label="备用员工(可选)" problem={problems.spare} hint="没有人当班、或都加满时,由备用员工接待。">
        <div className="row">
          {form.spare ? (
            <>
              <Avatar name={form.spare.name} src={form.spare.avatar} size={28} />
              {form.spare.name}
              <Button variant="text" onClick={() => setPicking('spare')}>
                更换
              </Button>
              <Button variant="text" onClick={() => change({ spare: null })}>
                移除
              </Button>
            </>
          ) : (
            <Button variant="outline" onClick={() => setPicking('spare')}>
              选择备用员工
            </Button>
          )}
        </div>
      </Field>
      <Field label="好友验证">
        <label className="row">
          <Switch value={form.skipVerify} onChange={(skipVerify) => change({ skipVerify })} />
          {form.skipVerify ? '扫码后直接成为好友,无需员工确认' : '员工在企业微信里通过后才成为好友'}
        </label>
      </Field>
      {picking === 'members'
        ? pickers.members({
            title: '选择接待员工',
            chosen: form.members,
            refused: (userId) => (userId === form.spare?.userId ? '已是备用员工' : null),
            onChange: (people) =>
              change({
                members: people.map((person) => ({
                  ...person,
                  dailyCap: form.members.find(({ userId }) => userId === person.userId)?.dailyCap ?? null,
                })),
              }),
            onClose: () => setPicking(null),
          })
        : null}
      {picking === 'spare'
        ? pickers.members({
            title: '选择备用员工',
            chosen: form.spare ? [form.spare] : [],
            single: true,
            refused: (userId) => (form.members.some((one) => one.userId === userId) ? '已是接待员工' : null),
            onChange: ([spare]) => change({ spare: spare ?? null }),
            onClose: () => setPicking(null),
          })
        : null}
    </>
  );
}
