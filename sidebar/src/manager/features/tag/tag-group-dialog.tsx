import type { TagGroupView } from '@zhike/shared/contracts/tag';
import { type ReactNode, useState } from 'react';
import { Input } from 'tdesign-react/es/input';
import { Textarea } from 'tdesign-react/es/textarea';
import { Confirm } from '../../components/confirm.tsx';
import { FilterChips } from '../../components/filter-chips.tsx';
import { useChangeTags } from './api/change-tags.ts';
import { splitNames } from '../../../shared/format/split-names.ts';

interface TagGroupDialogProps {
  /** Absent: a new group. */
  group?: TagGroupView;
  pickDepartments(options: { value: number[]; onChange(ids: number[]): void }): ReactNode;
  onClose(): void;
}

/** Name, first tags, and who may use a group. */
export function TagGroupDialog({ group, pickDepartments, onClose }: TagGroupDialogProps) {
  const { createGroup, updateGroup } = useChangeTags();
  const [name, setName] = useState(group?.name ?? '');
  const [tags, setTags] = useState('');
  const [limited, setLimited] = useState(Boolean(group?.departmentIds));
  const [departmentIds, setDepartmentIds] = useState(group?.departmentIds ?? []);
  const tagNames = splitNames(tags);
  const limit = limited ? departmentIds : null;
  const isReady = name.trim() !== '' && (group || tagNames.length > 0) && (!limited || departmentIds.length > 0);

  const save = () => {
    if (!group) return createGroup.mutateAsync({ name: name.trim(), tagNames, departmentIds: limit });
    return updateGroup.mutateAsync({
      groupId: group.id,
      name: group.can.rename && name.trim() !== group.name ? name.trim() : undefined,
      departmentIds: group.can.limitDepartments ? limit : undefined,
    });
  };

  return (
    <Confirm
      title={group ? '标签组设置' : '新建标签组'}
      action={group ? '保存' : '创建'}
      disabled={!isReady}
      closeOnOverlayClick={false}
      onConfirm={save}
      onClose={onClose}
    >
      <div className="dialog-column">
        <label>
          名称
          <Input
            value={name}
            onChange={setName}
            maxlength={30}
            disabled={group ? !group.can.rename : false}
            placeholder="例如:意向程度"
          />
        </label>
        {group ? null : (
          <label>
            标签
            <Textarea value={tags} onChange={setTags} placeholder="高意向 中意向 低意向" autosize={{ minRows: 2 }} />
            <span className="fine">用空格、逗号或换行隔开,已识别 {tagNames.length} 个</span>
          </label>
        )}
        <div>
          <p>谁能使用</p>
          <FilterChips
            label="谁能使用"
            value={limited ? 'some' : 'all'}
            options={[
              { value: 'all', label: '所有人' },
              { value: 'some', label: '指定部门' },
            ]}
            onChange={(kind) => setLimited(kind === 'some')}
          />
        </div>
        {limited ? pickDepartments({ value: departmentIds, onChange: setDepartmentIds }) : null}
      </div>
    </Confirm>
  );
}
