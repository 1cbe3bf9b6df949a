import type { GroupJoinRules, GroupJoinSubject } from '@zhike/shared/contracts/group-chat';
import type { ReactNode } from 'react';
import { Select } from 'tdesign-react/es/select';
import { Loaded } from '../../components/loaded.tsx';
import { notifyDone, notifyFailed } from '../../components/notify.ts';
import { Card } from '../../components/page.tsx';
import { Switch } from '../../components/switch.tsx';
import { useJoinRules, useSaveJoinRules } from './api/join-rules.ts';
import { sayJoinRules } from './say-rules.ts';
import './group.css';

const switches = [
  { name: 'notifyOwner', label: '提醒群主', hint: '有人进群时发应用消息,多人合并成一条' },
  { name: 'welcomeTask', label: '给群主建欢迎待办', hint: '每天最多一条' },
  { name: 'creditInviter', label: '记录是谁邀请的', hint: '每个人在一个群里只计一次' },
] as const;

const routes: { value: NonNullable<GroupJoinRules['routeTo']> | 'nobody'; label: string }[] = [
  { value: 'nobody', label: '不分配' },
  { value: 'group_owner', label: '分给群主' },
  { value: 'inviter', label: '分给邀请人' },
];

interface RulesCardProps {
  subject: GroupJoinSubject;
  /** Opens the choice of tags, which the page knows. */
  tagName(tagId: string): string | undefined;
  tags(rules: GroupJoinRules, save: (tagIds: string[]) => void): ReactNode;
}

/** What a joining of the group leads to. Every switch is saved at once. */
export function RulesCard({ subject, tagName, tags }: RulesCardProps) {
  const rules = useJoinRules(subject);
  const save = useSaveJoinRules(subject);
  const change = (next: GroupJoinRules) =>
    save.mutate(next, { onError: notifyFailed, onSuccess: () => notifyDone('已保存,从现在起生效') });
  return (
    <Card title="有人进群后">
      <Loaded query={rules} lines={4}>
        {(now) => (
          <div className="group-rules">
            {tags(now, (tagIds) => change({ ...now, tagIds }))}
            <div className="group-rule">
              <span className="group-member-words">
                没有负责人的客户
                <span className="fine">已经有负责人的不变</span>
              </span>
              <div className="group-route">
                <Select
                  value={now.routeTo ?? 'nobody'}
                  options={routes}
                  onChange={(value) =>
                    change({ ...now, routeTo: value === 'group_owner' || value === 'inviter' ? value : null })
                  }
                  placeholder="没有负责人的客户"
                />
              </div>
            </div>
            {switches.map(({ name, label, hint }) => (
              <label key={name} className="group-rule">
                <span className="group-member-words">
                  {label}
                  <span className="fine">{hint}</span>
                </span>
                <Switch value={now[name]} onChange={(value) => change({ ...now, [name]: value })} />
              </label>
            ))}
            <p className="group-summary" aria-live="polite">
              {sayJoinRules(now, tagName)}
            </p>
          </div>
        )}
      </Loaded>
    </Card>
  );
}
