import { useState } from 'react';
import { Input } from 'tdesign-react/es/input';
import { Confirm } from '../../components/confirm.tsx';

interface NameDialogProps {
  title: string;
  name?: string;
  onSave(name: string): Promise<unknown>;
  onClose(): void;
}

/** Asks for one name of up to 30 characters. */
export function NameDialog({ title, name: before = '', onSave, onClose }: NameDialogProps) {
  const [name, setName] = useState(before);
  return (
    <Confirm
      title={title}
      action="保存"
      disabled={name.trim() === ''}
      closeOnOverlayClick={false}
      onConfirm={() => onSave(name.trim())}
      onClose={onClose}
    >
      <label>
        名称
        <Input value={name} onChange={setName} maxlength={30} />
      </label>
    </Confirm>
  );
}
