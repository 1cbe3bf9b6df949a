import type { CustomFieldView } from '@zhike/shared/contracts/custom-field';
import { useState } from 'react';
import { StateView } from '../../shared/states/state-view.tsx';
import { Button } from '../components/button.tsx';
import { Confirm } from '../components/confirm.tsx';
import { Icon } from '../components/icon.tsx';
import { Loaded } from '../components/loaded.tsx';
import { moved } from '../components/moved.ts';
import { notifyFailed } from '../components/notify.ts';
import { Card, Page } from '../components/page.tsx';
import { useDepartments } from '../features/corp/api/list-departments.ts';
import { DepartmentsSelect } from '../features/corp/departments-select.tsx';
import { useChangeCustomFields } from '../features/custom-field/api/change-custom-fields.ts';
import { useCustomFields } from '../features/custom-field/api/list-custom-fields.ts';
import { FieldDialog } from '../features/custom-field/field-dialog.tsx';
import { FieldTable } from '../features/custom-field/field-table.tsx';

const EXAMPLES = '例如生日、预算、装修风格。填写后可以用来筛选客户、触发自动化规则。';

export function FieldsPage() {
  const fields = useCustomFields();
  const departments = useDepartments();
  const { reorder, restore } = useChangeCustomFields();
  const [dialog, setDialog] = useState<CustomFieldView | 'new' | null>(null);
  const [retiring, setRetiring] = useState<CustomFieldView | null>(null);
  const nameOfDepartment = (id: number) => departments.data?.items.find((one) => one.id === id)?.name;
  const mayEdit = fields.data?.can.edit ?? false;
  const create = () => setDialog('new');
  const move = (items: readonly CustomFieldView[], index: number, by: -1 | 1) => {
    if (!items[index + by]) return;
    reorder.mutate(
      moved(items, index, by).map(({ id }) => id),
      { onError: notifyFailed },
    );
  };
  return (
    <Page
      title="客户字段"
      hint={`公司想了解客户的哪些情况,${EXAMPLES}`}
      actions={
        mayEdit ? (
          <Button theme="primary" icon={<Icon name="plus" size={16} />} onClick={create}>
            新建字段
          </Button>
        ) : null
      }
    >
      <Loaded query={fields}>
        {({ items }) => {
          const used = items.filter(({ isRetired }) => !isRetired);
          const retired = items.filter(({ isRetired }) => isRetired);
          return (
            <>
              <Card flush>
                {used.length === 0 ? (
                  <StateView
                    title="还没有客户字段"
                    hint={mayEdit ? EXAMPLES : `${EXAMPLES}由管理员添加。`}
                    action={mayEdit ? { label: '新建字段', onClick: create } : undefined}
                  />
                ) : (
                  <FieldTable
                    fields={used}
                    nameOfDepartment={nameOfDepartment}
                    actionsOf={
                      mayEdit
                        ? (field, index) => (
                            <div className="table-actions">
                              <button
                                type="button"
                                className="plain-button"
                                aria-label={`上移${field.name}`}
                                // Not disabled, or the keyboard would lose its place.
                                aria-disabled={index === 0}
                                onClick={() => move(used, index, -1)}
                              >
                                <Icon name="up" size={16} />
                              </button>
                              <button
                                type="button"
                                className="plain-button"
                                aria-label={`下移${field.name}`}
                                aria-disabled={index === used.length - 1}
                                onClick={() => move(used, index, 1)}
                              >
                                <Icon name="down" size={16} />
                              </button>
                              <button type="button" className="plain-button" onClick={() => setDialog(field)}>
                                修改
                              </button>
                              <button type="button" className="plain-button danger" onClick={() => setRetiring(field)}>
                                停用
                              </button>
                            </div>
                          )
                        : undefined
                    }
                  />
                )}
              </Card>
              {retired.length > 0 ? (
                <Card title="已停用" flush>
                  <FieldTable
                    fields={retired}
                    nameOfDepartment={nameOfDepartment}
                    actionsOf={
                      mayEdit
                        ? (field) => (
                            <div className="table-actions">
                              <button
                                type="button"
                                className="plain-button"
                                aria-label={`恢复${field.name}`}
                                disabled={restore.isPending}
                                onClick={() => restore.mutate(field.id, { onError: notifyFailed })}
                              >
                                恢复
                              </button>
                            </div>
                          )
                        : undefined
                    }
                  />
                </Card>
              ) : null}
            </>
          );
        }}
      </Loaded>
      {dialog ? (
        <FieldDialog
          field={dialog === 'new' ? undefined : dialog}
          pickDepartments={(value, onChange) => (
            <DepartmentsSelect value={value} onChange={onChange} placeholder="所有部门" label="供哪些部门填写" />
          )}
          onClose={() => setDialog(null)}
        />
      ) : null}
      {retiring ? <RetireDialog field={retiring} onClose={() => setRetiring(null)} /> : null}
    </Page>
  );
}

function RetireDialog({ field, onClose }: { field: CustomFieldView; onClose(): void }) {
  const { retire } = useChangeCustomFields();
  return (
    <Confirm
      title={`停用字段「${field.name}」`}
      action="停用"
      danger
      onConfirm={() => retire.mutateAsync(field.id)}
      onClose={onClose}
    >
      停用后不再显示在客户页面,也不能填写。客户已有的内容会保留,恢复字段后重新显示;用到它的人群仍然有效,用规则填写它的动作会跳过。
    </Confirm>
  );
}
