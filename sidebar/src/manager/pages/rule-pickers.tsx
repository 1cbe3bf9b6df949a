import type { Filter } from '@zhike/shared/contracts/filter';
import { type ReactNode, useState } from 'react';
import { Select } from 'tdesign-react/es/select';
import { Button } from '../components/button.tsx';
import { Icon, type IconName } from '../components/icon.tsx';
import { Named } from '../components/named.tsx';
import { Pill } from '../components/pill.tsx';
import type { PickerProps, RulePickers } from '../features/automation/editor/pickers.ts';
import { useChannels } from '../features/channel/api/list-channels.ts';
import { MemberPicker } from '../features/corp/member-picker.tsx';
import { useFilterInWords } from '../features/filter/api/filter-fields.ts';
import { useGroups } from '../features/group/api/list-groups.ts';
import { useMaterialChoices } from '../features/material/api/material-choices.ts';
import { FromSegment } from '../features/segment/from-segment.tsx';
import { useSops } from '../features/sop/api/sops.ts';
import { useStages } from '../features/stage/api/list-stages.ts';
import { useTagGroups } from '../features/tag/api/list-tag-groups.ts';
import { TagsDialog } from '../features/tag/tags-dialog.tsx';
import { CustomerFilterBuilder } from './customer-filter-builder.tsx';

const GONE = '已删除';

/** What has been picked, and a dialog to pick anew. */
function Chosen({
  label,
  icon,
  value,
  nameOf,
  children,
}: Pick<PickerProps, 'label' | 'value' | 'nameOf'> & { icon: IconName; children(close: () => void): ReactNode }) {
  const [choosing, setChoosing] = useState(false);
  return (
    <span className="row">
      {value.map((id) => (
        <Pill key={id} tone="brand">
          {nameOf(id) ?? GONE}
        </Pill>
      ))}
      <Button variant="outline" icon={<Icon name={icon} size={16} />} onClick={() => setChoosing(true)}>
        选择{label}
      </Button>
      {choosing ? children(() => setChoosing(false)) : null}
    </span>
  );
}

function Tags({ label, value, nameOf, onChange }: PickerProps) {
  const library = useTagGroups();
  const known = new Map(library.data?.items.flatMap((group) => group.tags).map(({ id, name }) => [id, name]));
  const name = (id: string) => known.get(id) ?? nameOf(id);
  return (
    <Chosen label={label} icon="tag" value={value} nameOf={name}>
      {(close) => (
        <TagsDialog
          title={`选择${label}`}
          chosen={value}
          onChange={(ids) => onChange(ids.map((id) => ({ id, name: name(id) ?? GONE })))}
          onClose={close}
        />
      )}
    </Chosen>
  );
}

function Members({ label, value, nameOf, onChange }: PickerProps) {
  return (
    <Chosen label={label} icon="people" value={value} nameOf={nameOf}>
      {(close) => (
        <MemberPicker
          title={`选择${label}`}
          chosen={value.map((userId) => ({ userId, name: nameOf(userId) ?? GONE, avatar: null }))}
          max={50}
          onChange={(people) => onChange(people.map(({ userId, name }) => ({ id: userId, name })))}
          onClose={close}
        />
      )}
    </Chosen>
  );
}

interface ListedProps extends PickerProps {
  /** `content`: how it stands in the list, where that says more than its name. */
  options: readonly { value: string; label: string; content?: string }[];
  loading: boolean;
  clearable?: boolean;
  onSearch?(words: string): void;
}

/** One or several of a list; what is chosen and not on it keeps its name. */
export function Listed(props: ListedProps) {
  const { label, value, single = false, nameOf, onChange, options, loading, clearable = false, onSearch } = props;
  const listed = new Map(options.map((option) => [option.value, option.label]));
  const away = value.filter((id) => !listed.has(id)).map((id) => ({ value: id, label: nameOf(id) ?? GONE }));
  return (
    <Named label={`选择${label}`}>
      <Select
        multiple={!single}
        className="rule-select"
        value={single ? (value[0] ?? '') : [...value]}
        options={[...away, ...options]}
        loading={loading}
        filterable
        clearable={clearable}
        {...(onSearch ? { filter: () => true, onSearch } : {})}
        minCollapsedNum={4}
        placeholder={`选择${label}`}
        onChange={(chosen) => {
          const ids = (Array.isArray(chosen) ? chosen : [chosen ?? '']).map(String).filter((id) => id !== '');
          onChange(ids.map((id) => ({ id, name: listed.get(id) ?? nameOf(id) ?? GONE })));
        }}
      />
    </Named>
  );
}

function Stages(props: PickerProps) {
  const stages = useStages();
  const options = (stages.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }));
  return <Listed {...props} options={options} loading={stages.isPending} />;
}

function Channels(props: PickerProps) {
  const [search, setSearch] = useState('');
  const channels = useChannels({ search: search || undefined });
  const options = (channels.data?.pages ?? [])
    .flatMap((page) => page.items)
    .map(({ id, name }) => ({ value: id, label: name }));
  return <Listed {...props} options={options} loading={channels.isPending} onSearch={setSearch} />;
}

function Groups(props: PickerProps) {
  const [q, setQ] = useState('');
  const groups = useGroups({ q: q.trim() || undefined });
  const options = (groups.data?.pages ?? [])
    .flatMap((page) => page.items)
    .map(({ chatId, name }) => ({ value: chatId, label: name || '未命名的群' }));
  return <Listed {...props} options={options} loading={groups.isPending} onSearch={setQ} />;
}

function Materials(props: PickerProps) {
  const [text, setText] = useState('');
  const materials = useMaterialChoices(text);
  const options = (materials.data?.items ?? []).map(({ id, title }) => ({ value: id, label: title }));
  return <Listed {...props} options={options} loading={materials.isPending} onSearch={setText} />;
}

function Sops(props: PickerProps) {
  const [q, setQ] = useState('');
  const sops = useSops(q.trim() || undefined);
  const options = (sops.data?.pages ?? [])
    .flatMap((page) => page.items)
    .map(({ id, name, isOn }) => ({ value: id, label: isOn ? name : `${name}(已停用)` }));
  return <Listed {...props} options={options} loading={sops.isPending} onSearch={setQ} />;
}

/** The builder, which can begin with the conditions of a segment. */
function RuleFilter({ value, onChange }: { value: Filter | null; onChange(filter: Filter | null): void }) {
  return (
    <>
      <CustomerFilterBuilder value={value} onChange={onChange} />
      <FromSegment onPicked={onChange} />
    </>
  );
}

/** What a filter says, for whoever shows it among other words. */
function FilterInWords({ filter, children }: { filter: Filter | null; children(sentence: string | null): ReactNode }) {
  const words = useFilterInWords(filter);
  return <>{children(words.data?.sentence ?? null)}</>;
}

export const rulePickers: RulePickers = {
  tag: Tags,
  member: Members,
  stage: Stages,
  channel: Channels,
  group: Groups,
  material: Materials,
  sop: Sops,
  filter: RuleFilter,
  filterInWords: FilterInWords,
};
