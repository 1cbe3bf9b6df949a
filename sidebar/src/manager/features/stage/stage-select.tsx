import { Select } from 'tdesign-react/es/select';
import { useStages } from './api/list-stages.ts';

interface StageSelectProps {
  value: string | null;
  onChange(stageId: string | null): void;
  placeholder: string;
  clearable?: boolean;
}

export function StageSelect({ value, onChange, placeholder, clearable = true }: StageSelectProps) {
  const stages = useStages();
  return (
    <Select
      value={value ?? undefined}
      onChange={(id) => onChange(typeof id === 'string' && id !== '' ? id : null)}
      options={(stages.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }))}
      loading={stages.isPending}
      placeholder={placeholder}
      clearable={clearable}
    />
  );
}
