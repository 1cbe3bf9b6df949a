import { Select } from 'tdesign-react/es/select';
import { useChannels } from './api/list-channels.ts';
import { useChannel } from './api/get-channel.ts';
import { useState } from 'react';

interface ChannelSelectProps {
  value: string | null;
  onChange(channelId: string | null): void;
}

/** One channel, found by its name. */
export function ChannelSelect({ value, onChange }: ChannelSelectProps) {
  const [search, setSearch] = useState('');
  const channels = useChannels({ search: search || undefined });
  const chosen = useChannel(value ?? undefined);
  const options = new Map(channels.data?.pages.flatMap((page) => page.items).map(({ id, name }) => [id, name]));
  if (value && !options.has(value)) options.set(value, chosen.data?.name ?? '已删除的渠道');
  return (
    <Select
      value={value ?? undefined}
      onChange={(id) => onChange(typeof id === 'string' && id !== '' ? id : null)}
      options={[...options].map(([id, label]) => ({ value: id, label }))}
      filterable
      filter={() => true}
      onSearch={setSearch}
      loading={channels.isPending}
      placeholder="来源渠道"
      clearable
    />
  );
}
