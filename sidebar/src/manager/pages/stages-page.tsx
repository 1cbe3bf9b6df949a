import type { StageView } from '@zhike/shared/contracts/field';
import { useState } from 'react';
import { Button } from '../components/button.tsx';
import { Confirm } from '../components/confirm.tsx';
import { Icon } from '../components/icon.tsx';
import { Loaded } from '../components/loaded.tsx';
import { notifyFailed } from '../components/notify.ts';
import { Card, Page } from '../components/page.tsx';
import { Pill } from '../components/pill.tsx';
import { StagePill } from '../components/stage-pill.tsx';
import { useChangeStages } from '../features/stage/api/change-stages.ts';
import { useStages } from '../features/stage/api/list-stages.ts';
import { StageDialog } from '../features/stage/stage-dialog.tsx';
import '../components/table.css';

export function StagesPage() {
  const stages = useStages();
  const { reorder, update, remove } = useChangeStages();
  const [dialog, setDialog] = useState<StageView | 'new' | null>(null);
  const [removing, setRemoving] = useState<StageView | null>(null);
  const move = (items: StageView[], index: number, by: -1 | 1) => {
    const ids = items.map(({ id }) => id);
    ids.splice(index + by, 0, ...ids.splice(index, 1));
    reorder.mutate(ids, { onError: notifyFailed });
  };
  return (
    <Page
      title="客户阶段"
      hint="客户从认识到成交走到了哪一步。新客户从默认阶段开始,员工在侧边栏里修改。"
      actions={
        <Button theme="primary" icon={<Icon name="plus" size={16} />} onClick={() => setDialog('new')}>
          新建阶段
        </Button>
      }
    >
      <Card flush>
        <Loaded query={stages}>
          {({ items, can }) => (
            <table className="table">
              <tbody>
                {items.map((stage, index) => (
                  <tr key={stage.id}>
                    <td>
                      <span className="table-person">
                        <StagePill stage={stage} />
                        {stage.isDefault ? <Pill tone="brand">默认</Pill> : null}
                      </span>
                    </td>
                    <td>
                      {can.edit ? (
                        <div className="table-actions">
                          <button
                            type="button"
                            className="plain-button"
                            aria-label={`上移${stage.name}`}
                            disabled={index === 0 || reorder.isPending}
                            onClick={() => move(items, index, -1)}
                          >
                            <Icon name="up" size={16} />
                          </button>
                          <button
                            type="button"
                            className="plain-button"
                            aria-label={`下移${stage.name}`}
                            disabled={index === items.length - 1 || reorder.isPending}
                            onClick={() => move(items, index, 1)}
                          >
                            <Icon name="down" size={16} />
                          </button>
                          {stage.isDefault ? null : (
                            <button
                              type="button"
                              className="plain-button"
                              onClick={() =>
                                update.mutate(
                                  { stageId: stage.id, name: stage.name, color: stage.color, isDefault: true },
                                  { onError: notifyFailed },
                                )
                              }
                            >
                              设为默认
                            </button>
                          )}
                          <button type="button" className="plain-button" onClick={() => setDialog(stage)}>
                            修改
                          </button>
                          <button
                            type="button"
                            className="plain-button danger"
                            disabled={stage.isDefault}
                            onClick={() => setRemoving(stage)}
                          >
                            删除
                          </button>
                        </div>
                      ) : null}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          )}
        </Loaded>
      </Card>
      {dialog ? <StageDialog stage={dialog === 'new' ? undefined : dialog} onClose={() => setDialog(null)} /> : null}
      {removing ? (
        <Confirm
          title={`删除阶段「${removing.name}」`}
          action="删除"
          danger
          onConfirm={() => remove.mutateAsync(removing.id)}
          onClose={() => setRemoving(null)}
        >
          已经在这个阶段的客户保持不变,直到有人把他们移到别的阶段。
        </Confirm>
      ) : null}
    </Page>
  );
}
