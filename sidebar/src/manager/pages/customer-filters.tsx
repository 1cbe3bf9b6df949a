import type { CustomerStatus } from '@zhike/shared/contracts/customer';
import { useState } from 'react';
import { Button } from '../components/button.tsx';
import { DayRange } from '../components/day-range.tsx';
import { FilterChips } from '../components/filter-chips.tsx';
import { Icon } from '../components/icon.tsx';
import { Card } from '../components/page.tsx';
import { Pill } from '../components/pill.tsx';
import { SearchBox } from '../components/search-box.tsx';
import { ChannelSelect } from '../features/channel/channel-select.tsx';
import { DepartmentSelect } from '../features/corp/department-select.tsx';
import { MemberSelect } from '../features/corp/member-select.tsx';
import {
  type AddressFilter,
  addedRanges,
  type CustomerFilterName,
  tagIdsOf,
} from '../features/customer/customer-filter.ts';
import { StageSelect } from '../features/stage/stage-select.tsx';
import { useTagGroups } from '../features/tag/api/list-tag-groups.ts';
import { TagsDialog } from '../features/tag/tags-dialog.tsx';
import '../features/customer/customer-table.css';

interface CustomerFiltersProps {
  words: string;
  onSearch(words: string): void;
  address: AddressFilter;
  onChange(part: Partial<Record<CustomerFilterName, string | undefined>>): void;
  canSeeChannels: boolean;
}

const statuses: { value: CustomerStatus | 'all'; label: string }[] = [
  { value: 'all', label: '全部' },
  { value: 'active', label: '在联系' },
  { value: 'lost', label: '已流失' },
];
const MOST_TAGS = 10;

/** Search and filters; what is rarely needed folds away until it is used. */
export function CustomerFilters({ words, onSearch, address, onChange, canSeeChannels }: CustomerFiltersProps) {
  const isUsed = Boolean(address.owner || address.channel || address.department || address.stage);
  const [open, setOpen] = useState(isUsed);
  const [tagging, setTagging] = useState(false);
  const tags = useTagGroups();
  const tagIds = tagIdsOf(address);
  const nameOf = (tagId: string) =>
    tags.data?.items.flatMap((group) => group.tags).find(({ id }) => id === tagId)?.name ?? '标签';
  const setTags = (ids: readonly string[]) => onChange({ tags: ids.slice(0, MOST_TAGS).join(',') || undefined });

  return (
    <>
      <div className="filters">
        <SearchBox value={words} onChange={onSearch} placeholder="姓名、备注,或完整手机号" />
        <FilterChips
          label="状态"
          options={statuses}
          value={statuses.find(({ value }) => value === address.status)?.value ?? 'all'}
          onChange={(status) => onChange({ status: status === 'all' ? undefined : status })}
        />
        <Button variant="outline" icon={<Icon name="tag" size={16} />} onClick={() => setTagging(true)}>
          标签
        </Button>
        <Button variant="text" aria-expanded={open} onClick={() => setOpen(!open)}>
          {open ? '收起' : '更多条件'}
        </Button>
      </div>
      <div className="filters">
        <FilterChips
          label="添加时间"
          options={addedRanges}
          value={addedRanges.find(({ value }) => value === address.added)?.value ?? 'any'}
          onChange={(added) => onChange({ added: added === 'any' ? undefined : added, from: undefined, to: undefined })}
        />
        {address.added === 'custom' ? <DayRange from={address.from} to={address.to} onChange={onChange} /> : null}
      </div>
      {tagIds.length > 0 ? (
        <div className="filters">
          <span className="pills">
            {tagIds.map((tagId) => (
              <Pill key={tagId} tone="brand">
                {nameOf(tagId)}
                <button
                  type="button"
                  className="plain-button"
                  aria-label={`去掉条件${nameOf(tagId)}`}
                  onClick={() => setTags(tagIds.filter((id) => id !== tagId))}
                >
                  <Icon name="close" size={14} />
                </button>
              </Pill>
            ))}
          </span>
          {tagIds.length > 1 ? (
            <FilterChips
              label="标签怎样算符合"
              options={[
                { value: 'any', label: '有其中一个' },
                { value: 'all', label: '全都有' },
              ]}
              value={address.match === 'all' ? 'all' : 'any'}
              onChange={(match) => onChange({ match: match === 'all' ? 'all' : undefined })}
            />
          ) : null}
        </div>
      ) : null}
      {open ? (
        <Card>
          <div className="filter-grid">
            <MemberSelect
              value={address.owner ?? null}
              onChange={(owner) => onChange({ owner: owner ?? undefined })}
              placeholder="负责人"
            />
            <DepartmentSelect
              value={address.department ? Number(address.department) : null}
              onChange={(id) => onChange({ department: id === null ? undefined : String(id) })}
              label="负责人所在部门"
            />
            <StageSelect
              value={address.stage ?? null}
              onChange={(stage) => onChange({ stage: stage ?? undefined })}
              placeholder="客户阶段"
            />
            {canSeeChannels ? (
              <ChannelSelect
                value={address.channel ?? null}
                onChange={(channel) => onChange({ channel: channel ?? undefined })}
              />
            ) : null}
          </div>
        </Card>
      ) : null}
      {tagging ? (
        <TagsDialog title="按标签筛选" chosen={tagIds} onChange={setTags} onClose={() => setTagging(false)} />
      ) : null}
    </>
  );
}
