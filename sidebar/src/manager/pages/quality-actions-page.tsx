import type { QualityActionView } from '@zhike/shared/contracts/quality';
import { useState } from 'react';
import { Loaded } from '../components/loaded.tsx';
import { notifyFailed } from '../components/notify.ts';
import { Card, Page } from '../components/page.tsx';
import { Pill } from '../components/pill.tsx';
import { Switch } from '../components/switch.tsx';
import { DepartmentsSelect } from '../features/corp/departments-select.tsx';
import { ActionDialog } from '../features/quality/action-dialog.tsx';
import { useQualityActions, useSaveQualityAction } from '../features/quality/api/actions.ts';
import { LevelPill } from '../features/quality/pills.tsx';
import { QualityTabs } from '../features/quality/quality-tabs.tsx';
import { actionNames } from '../features/quality/say-quality.ts';
import '../components/table.css';

export function QualityActionsPage() {
  const actions = useQualityActions();
  const save = useSaveQualityAction();
  const [editing, setEditing] = useState<QualityActionView | null>(null);
  return (
    <Page title="会话质检" hint="员工的这些行为会被记下、提醒,并请主管质检。由管理员设置。">
      <QualityTabs />
      <Card flush>
        <Loaded query={actions}>
          {({ items, can }) => (
            <table className="table">
              <tbody>
                {items.map((action) => (
                  <tr key={action.action}>
                    <td data-label="行为">
                      <div>
                        <span className="row">
                          <strong>{actionNames[action.action]}</strong>
                          <LevelPill level={action.level} />
                        </span>
                        <span className="fine">{sayWhen(action)}</span>
                      </div>
                    </td>
                    <td data-label="范围" style={{ whiteSpace: 'nowrap' }}>
                      {action.departmentIds.length === 0 ? '全部部门' : `${action.departmentIds.length} 个部门`}
                    </td>
                    <td>
                      <div className="table-actions" style={{ alignItems: 'center' }}>
                        {can.edit ? (
                          <>
                            <button type="button" className="plain-button" onClick={() => setEditing(action)}>
                              设置
                            </button>
                            <label>
                              <span className="visually-hidden">开启{actionNames[action.action]}</span>
                              <Switch
                                value={action.isOn}
                                onChange={(isOn) => save.mutate({ ...action, isOn }, { onError: notifyFailed })}
                              />
                            </label>
                          </>
                        ) : (
                          <Pill tone={action.isOn ? 'good' : 'plain'}>{action.isOn ? '已开启' : '未开启'}</Pill>
                        )}
                      </div>
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          )}
        </Loaded>
      </Card>
      {editing ? (
        <ActionDialog
          action={editing}
          pickDepartments={(value, onChange) => (
            <DepartmentsSelect value={value} onChange={onChange} placeholder="全部部门" />
          )}
          onClose={() => setEditing(null)}
        />
      ) : null}
    </Page>
  );
}

function sayWhen({ action, amount, hours }: QualityActionView): string {
  switch (action) {
    case 'no_reply':
      return `单聊里客户发言后 ${amount} 分钟没有回复(只算 ${hours.from}–${hours.to} 的工作时间)`;
    case 'no_follow_up':
      return `添加或最后一次联系后 ${amount} 天没有发消息,也没有写跟进`;
    case 'red_packet':
      return '员工在会话里发红包';
    case 'phone':
      return '员工在会话里发出手机号,或带区号的座机号';
    case 'contact_card':
      return '员工发出同事以外的人的名片';
    case 'deleted_customer':
      return '员工删除客户好友;转接给同事不算';
    case 'deleted_by_customer':
      return '客户删除员工好友';
  }
}
