import type { QualityWordGroupView } from '@zhike/shared/contracts/quality';
import { useState } from 'react';
import { StateView } from '../../shared/states/state-view.tsx';
import { Button } from '../components/button.tsx';
import { Confirm } from '../components/confirm.tsx';
import { Icon } from '../components/icon.tsx';
import { Loaded } from '../components/loaded.tsx';
import { Card, Page } from '../components/page.tsx';
import { Pill } from '../components/pill.tsx';
import { DepartmentsSelect } from '../features/corp/departments-select.tsx';
import { useChangeWordGroups, useWordGroups } from '../features/quality/api/word-groups.ts';
import { LevelPill } from '../features/quality/pills.tsx';
import { QualityTabs } from '../features/quality/quality-tabs.tsx';
import { speakerNames } from '../features/quality/say-quality.ts';
import { WordGroupDialog } from '../features/quality/word-group-dialog.tsx';
import '../components/table.css';

const SHOWN = 12;

export function QualityWordsPage() {
  const groups = useWordGroups();
  const { remove } = useChangeWordGroups();
  const [editing, setEditing] = useState<QualityWordGroupView | 'new' | null>(null);
  const [removing, setRemoving] = useState<QualityWordGroupView | null>(null);
  return (
    <Page
      title="会话质检"
      hint="会话里出现这些词时,马上提醒员工,并请主管质检。"
      actions={
        <Button theme="primary" icon={<Icon name="plus" size={16} />} onClick={() => setEditing('new')}>
          新建敏感词组
        </Button>
      }
    >
      <QualityTabs />
      <Card flush>
        <Loaded query={groups}>
          {({ items }) =>
            items.length === 0 ? (
              <StateView title="还没有敏感词" hint="例如承诺类「返现、保本」,辱骂类,竞品名称;每组可以检查不同的部门" />
            ) : (
              <table className="table">
                <thead>
                  <tr>
                    <th>词组</th>
                    <th>敏感词</th>
                    <th>检查谁的话</th>
                    <th>范围</th>
                    <th />
                  </tr>
                </thead>
                <tbody>
                  {items.map((group) => (
                    <tr key={group.id}>
                      <td data-label="词组">
                        <span className="row">
                          <strong>{group.name}</strong>
                          <LevelPill level={group.level} />
                          {group.isOn ? null : <Pill>已停用</Pill>}
                          {group.interceptState === 'done' ? <Pill tone="good">企业微信拦截中</Pill> : null}
                          {group.interceptState === 'waiting' ? <Pill>正在同步拦截</Pill> : null}
                          {group.interceptState === 'failed' ? (
                            <Pill tone="bad" title="请检查应用的客户联系权限,修改保存后会再试">
                              拦截设置失败
                            </Pill>
                          ) : null}
                        </span>
                      </td>
                      <td data-label="敏感词">
                        {group.words.slice(0, SHOWN).join('、')}
                        {group.words.length > SHOWN ? ` 等 ${group.words.length} 个` : ''}
                      </td>
                      <td data-label="检查谁的话">{speakerNames[group.speaker]}</td>
                      <td data-label="范围" style={{ whiteSpace: 'nowrap' }}>
                        {group.departmentIds.length === 0 ? '全部部门' : `${group.departmentIds.length} 个部门`}
                      </td>
                      <td>
                        {group.can.edit ? (
                          <div className="table-actions">
                            <button type="button" className="plain-button" onClick={() => setEditing(group)}>
                              修改
                            </button>
                            <button type="button" className="plain-button danger" onClick={() => setRemoving(group)}>
                              删除
                            </button>
                          </div>
                        ) : null}
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            )
          }
        </Loaded>
      </Card>
      {editing ? (
        <WordGroupDialog
          group={editing === 'new' ? undefined : editing}
          pickDepartments={(value, onChange) => (
            <DepartmentsSelect value={value} onChange={onChange} placeholder="全部部门" />
          )}
          onClose={() => setEditing(null)}
        />
      ) : null}
      {removing ? (
        <Confirm
          title={`删除敏感词组「${removing.name}」`}
          action="删除"
          danger
          onConfirm={() => remove.mutateAsync(removing.id)}
          onClose={() => setRemoving(null)}
        >
          以后的会话不再检查这 {removing.words.length} 个词;已有的质检记录会保留。
        </Confirm>
      ) : null}
    </Page>
  );
}
