import { useState } from 'react';
import { Dialog } from 'tdesign-react/es/dialog';
import { TagPicker } from './tag-picker.tsx';

interface TagsDialogProps {
  title: string;
  chosen: readonly string[];
  onChange(tagIds: string[]): void;
  onClose(): void;
}

/** Chooses tags for a setting. Mounted only while it is open. */
export function TagsDialog({ title, chosen, onChange, onClose }: TagsDialogProps) {
  const [tagIds, setTagIds] = useState([...chosen]);
  return (
    <Dialog
      visible
      header={title}
      width="min(560px, calc(100vw - 24px))"
      placement="center"
      cancelBtn="取消"
      confirmBtn={`确定(${tagIds.length} 个)`}
      onConfirm={() => {
        onChange(tagIds);
        onClose();
      }}
      onClose={onClose}
    >
      <TagPicker value={tagIds} onChange={setTagIds} />
    </Dialog>
  );
}
