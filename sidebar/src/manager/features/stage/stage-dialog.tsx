import type { StageColor, StageView } from '@zhike/shared/contracts/field';
import { useState } from 'react';
import { Input } from 'tdesign-react/es/input';
import { Confirm } from '../../components/confirm.tsx';
import { FilterChips } from '../../components/filter-chips.tsx';
import { useChangeStages } from './api/change-stages.ts';

const colors: { value: StageColor; label: string }[] = [
  { value: 'gray', label: '灰' },
  { value: 'blue', label: '蓝' },
  { value: 'cyan', label: '青' },
  { value: 'green', label: '绿' },
  { value: 'yellow', label: '黄' },
  { value: 'orange', label: '橙' },
  { value: 'red', label: '红' },
  { value: 'purple', label: '紫' },
];

/** Name and colour of a stage. */
export function StageDialog({ stage, onClose }: { stage?: StageView; onClose(): void }) {
  const { create, update } = useChangeStages();
  const [name, setName] = useState(stage?.name ?? '');
  const [color, setColor] = useState<StageColor>(stage?.color ?? 'blue');
  const save = () =>
    stage
      ? update.mutateAsync({ stageId: stage.id, name: name.trim(), color, isDefault: stage.isDefault })
      : create.mutateAsync({ name: name.trim(), color });
  return (
    <Confirm
      title={stage ? '修改阶段' : '新建阶段'}
      action="保存"
      disabled={name.trim() === ''}
      closeOnOverlayClick={false}
      onConfirm={save}
      onClose={onClose}
    >
      <div className="dialog-column">
        <label>
          名称
          <Input value={name} onChange={setName} maxlength={20} placeholder="例如:意向" />
        </label>
        <div>
          <p>颜色</p>
          <FilterChips label="颜色" options={colors} value={color} onChange={setColor} />
        </div>
      </div>
    </Confirm>
  );
}
