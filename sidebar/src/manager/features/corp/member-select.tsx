import { useState } from 'react';
import { Select } from 'tdesign-react/es/select';
import { useMembers } from './api/list-members.ts';

interface MemberSelectProps {
  value: string | null;
  onChange(userId: string | null): void;
  placeholder: string;
}

/** One member, found by typing a name. */
export function MemberSelect({ value, onChange, placeholder }: MemberSelectProps) {
  const [q, setQ] = useState('');
  const found = useMembers({ q: q || undefined });
  const chosen = useMembers({ q: value ?? undefined });
  const people = new Map(
    [...(found.data?.pages ?? []), ...(value ? (chosen.data?.pages ?? []) : [])]
      .flatMap((page) => page.items)
      .map(({ userId, name }) => [userId, name]),
  );
  if (value && !people.has(value)) people.set(value, value);
  return (
    <Select
      value={value ?? undefined}
      onChange={(userId) => onChange(typeof userId === 'string' && userId !== '' ? userId : null)}
      options={[...people].map(([userId, name]) => ({ value: userId, label: name }))}
      filterable
      filter={() => true}
      onSearch={setQ}
      loading={found.isPending}
      placeholder={placeholder}
      clearable
    />
  );
}
