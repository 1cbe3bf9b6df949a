import { useState } from 'react';
import { Confirm } from '../../components/confirm.tsx';
import { FilterChips } from '../../components/filter-chips.tsx';
import { notifyDone } from '../../components/notify.ts';
import { type MarkedCustomers, useChangeTagJobs } from './api/run-tag-job.ts';
import { TagPicker } from './tag-picker.tsx';

interface BulkTagDialogProps {
  whom: MarkedCustomers;
  /** How many they are, in words. */
  count: string;
  onStarted(): void;
  onClose(): void;
}

/** Puts tags on many customers, or takes them off. */
export function BulkTagDialog({ whom, count, onStarted, onClose }: BulkTagDialogProps) {
  const { start } = useChangeTagJobs();
  const [mode, setMode] = useState<'add' | 'remove'>('add');
  const [tagIds, setTagIds] = useState<string[]>([]);
  return (
    <Confirm
      title={`${count}客户`}
      action={mode === 'add' ? `打上 ${tagIds.length} 个标签` : `移除 ${tagIds.length} 个标签`}
      danger={mode === 'remove'}
      disabled={tagIds.length === 0}
      onConfirm={async () => {
        await start.mutateAsync({
          ...whom,
          addTagIds: mode === 'add' ? tagIds : [],
          removeTagIds: mode === 'remove' ? tagIds : [],
        });
        notifyDone('已开始,可以离开这个页面');
        onStarted();
      }}
      onClose={onClose}
    >
      <div className="dialog-column">
        <FilterChips
          label="做什么"
          value={mode}
          options={[
            { value: 'add', label: '打标签' },
            { value: 'remove', label: '移除标签' },
          ]}
          onChange={setMode}
        />
        <TagPicker value={tagIds} onChange={setTagIds} />
        {whom.filter ? (
          <p className="fine">包括列表里还没有显示出来的客户。开始后可以离开页面,也可以随时停止。</p>
        ) : null}
      </div>
    </Confirm>
  );
}
