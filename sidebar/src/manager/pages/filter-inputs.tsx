import { useState } from 'react';
import { Select } from 'tdesign-react/es/select';
import { Button } from '../components/button.tsx';
import type { ValueInputProps, ValueInputs } from '../components/filter-builder/condition-editor.tsx';
import { Icon } from '../components/icon.tsx';
import { Named } from '../components/named.tsx';
import { Pill } from '../components/pill.tsx';
import { useChannels } from '../features/channel/api/list-channels.ts';
import { useMembers } from '../features/corp/api/list-members.ts';
import { DepartmentsSelect } from '../features/corp/departments-select.tsx';
import { useGroups } from '../features/group/api/list-groups.ts';
import { groupName } from '../features/group/say-group.ts';
import { useMaterialChoices } from '../features/material/api/material-choices.ts';
import { useStages } from '../features/stage/api/list-stages.ts';
import { useTagGroups } from '../features/tag/api/list-tag-groups.ts';
import { TagsDialog } from '../features/tag/tags-dialog.tsx';

interface Option {
  value: string;
  label: string;
}

/** Several of what can be picked; what is chosen but not on the list keeps its name. */
function Several({
  field,
  value,
  onChange,
  nameOf,
  options,
  loading,
  onSearch,
}: ValueInputProps & { options: readonly Option[]; loading?: boolean; onSearch?(words: string): void }) {
  const [seen, setSeen] = useState<ReadonlyMap<string, string>>(new Map());
  const listed = new Set(options.map((option) => option.value));
  const chosen = value
    .filter((one) => !listed.has(one))
    .map((one) => ({ value: one, label: seen.get(one) ?? nameOf(one) ?? '已删除' }));
  const label = field.kind === 'count' ? '选择行为' : `选择${field.label}`;
  return (
    <Named label={label}>
      <Select
        multiple
        className="filter-value"
        value={value}
        options={[...chosen, ...options]}
        onChange={(values) => {
          const ids = Array.isArray(values) ? values.map(String) : [];
          // A search narrows the list: names of what was chosen from an earlier one are kept.
          const names = new Map([...seen, ...options.map((option) => [option.value, option.label] as const)]);
          setSeen(new Map(ids.flatMap((id) => (names.has(id) ? [[id, names.get(id)!] as const] : []))));
          onChange(ids);
        }}
        filterable
        {...(onSearch ? { filter: () => true, onSearch } : {})}
        loading={loading}
        minCollapsedNum={4}
        placeholder={label}
        clearable
      />
    </Named>
  );
}

function Members(props: ValueInputProps) {
  const [q, setQ] = useState('');
  const found = useMembers({ q: q || undefined });
  const options = (found.data?.pages ?? [])
    .flatMap((page) => page.items)
    .map(({ userId, name }) => ({ value: userId, label: name }));
  return <Several {...props} options={options} loading={found.isPending} onSearch={setQ} />;
}

function Channels(props: ValueInputProps) {
  const [search, setSearch] = useState('');
  const channels = useChannels({ search: search || undefined });
  const options = (channels.data?.pages ?? [])
    .flatMap((page) => page.items)
    .map(({ id, name }) => ({ value: id, label: name }));
  return <Several {...props} options={options} loading={channels.isPending} onSearch={setSearch} />;
}

function Groups(props: ValueInputProps) {
  const [q, setQ] = useState('');
  const groups = useGroups({ q: q.trim() || undefined });
  const options = (groups.data?.pages ?? [])
    .flatMap((page) => page.items)
    .map(({ chatId, name, memberCount }) => ({ value: chatId, label: `${groupName(name)} (${memberCount} 人)` }));
  return <Several {...props} options={options} loading={groups.isPending} onSearch={setQ} />;
}

function Materials(props: ValueInputProps) {
  const [text, setText] = useState('');
  const materials = useMaterialChoices(text);
  const options = (materials.data?.items ?? []).map(({ id, title }) => ({ value: id, label: title }));
  return <Several {...props} options={options} loading={materials.isPending} onSearch={setText} />;
}

function Stages(props: ValueInputProps) {
  const stages = useStages();
  const options = (stages.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }));
  return <Several {...props} options={options} loading={stages.isPending} />;
}

function Options(props: ValueInputProps) {
  return <Several {...props} options={props.field.options} />;
}

function Departments({ field, value, onChange }: ValueInputProps) {
  return (
    <div className="filter-value">
      <DepartmentsSelect
        value={value.map(Number)}
        onChange={(ids) => onChange(ids.map(String))}
        placeholder={`选择${field.label}(含下级)`}
      />
    </div>
  );
}

function Tags({ field, value, onChange, nameOf }: ValueInputProps) {
  const [choosing, setChoosing] = useState(false);
  const library = useTagGroups();
  const known = new Map(library.data?.items.flatMap((group) => group.tags).map(({ id, name }) => [id, name]));
  return (
    <span className="filter-value pills">
      {value.map((tagId) => (
        <Pill key={tagId} tone="brand">
          {known.get(tagId) ?? nameOf(tagId) ?? '已删除'}
        </Pill>
      ))}
      <Button variant="outline" icon={<Icon name="tag" size={16} />} onClick={() => setChoosing(true)}>
        选择标签
      </Button>
      {choosing ? (
        <TagsDialog
          title={`选择${field.label}`}
          chosen={value}
          onChange={onChange}
          onClose={() => setChoosing(false)}
        />
      ) : null}
    </span>
  );
}

/** How values are picked, for whoever may list channels. */
export const filterInputs: ValueInputs = {
  tag: Tags,
  member: Members,
  department: Departments,
  stage: Stages,
  channel: Channels,
  group_chat: Groups,
  material: Materials,
  options: Options,
  count: Options,
};
