import type { GroupStatus } from '@zhike/shared/contracts/group-chat';
import { Select } from 'tdesign-react/es/select';
import { StateView } from '../../shared/states/state-view.tsx';
import { useSearchWords } from '../app/use-search-words.ts';
import { useUrlFilter } from '../app/use-url-filter.ts';
import { EndlessList } from '../components/endless-list.tsx';
import { FilterChips } from '../components/filter-chips.tsx';
import { Card, Page } from '../components/page.tsx';
import { SearchBox } from '../components/search-box.tsx';
import { MemberSelect } from '../features/corp/member-select.tsx';
import { useGroupTags } from '../features/group/api/group-tags.ts';
import { useGroups } from '../features/group/api/list-groups.ts';
import '../features/group/group.css';
import { GroupTable } from '../features/group/group-table.tsx';

const statuses: { value: GroupStatus | 'all'; label: string }[] = [
  { value: 'all', label: '未解散' },
  { value: 'owner_left', label: '群主已离职' },
  { value: 'unreadable', label: '可能不是最新' },
  { value: 'dismissed', label: '已解散' },
];

export function GroupsPage() {
  const [filter, setFilter] = useUrlFilter<'status' | 'owner' | 'tag'>();
  const [words, search] = useSearchWords();
  const tags = useGroupTags();
  const status = statuses.find(({ value }) => value === filter.status)?.value ?? 'all';
  const groups = useGroups({
    q: words || undefined,
    ownerUserId: filter.owner,
    tagId: filter.tag,
    status: status === 'all' ? undefined : status,
  });
  const isFiltered = words !== '' || Object.values(filter).some(Boolean);
  return (
    <Page title="客户群" hint="企业微信里的客户群和成员,有人进群、退群时自动更新,每晚再全部核对一遍。">
      <div className="filters">
        <SearchBox value={words} onChange={search} placeholder="搜索群名" />
        <div className="group-select">
          <MemberSelect
            value={filter.owner ?? null}
            onChange={(owner) => setFilter({ owner: owner ?? undefined })}
            placeholder="群主"
          />
        </div>
        <div className="group-select">
          <Select
            value={filter.tag}
            onChange={(tag) => setFilter({ tag: typeof tag === 'string' && tag !== '' ? tag : undefined })}
            options={(tags.data?.items ?? []).flatMap((group) =>
              group.tags.map(({ id, name }) => ({ value: id, label: name })),
            )}
            placeholder="群标签"
            clearable
          />
        </div>
      </div>
      <FilterChips
        label="状态"
        options={statuses}
        value={status}
        onChange={(value) => setFilter({ status: value === 'all' ? undefined : value })}
      />
      <Card flush>
        <EndlessList
          query={groups}
          empty={
            isFiltered ? (
              <StateView
                title="没有符合条件的群"
                action={{
                  label: '清除条件',
                  onClick: () => {
                    search('');
                    setFilter({ status: undefined, owner: undefined, tag: undefined });
                  },
                }}
              />
            ) : (
              <StateView
                title="还没有客户群"
                hint="在企业微信里建了客户群,几秒后会出现在这里;以前建的群在「同步」页读取。"
              />
            )
          }
        >
          {(items) => <GroupTable groups={items} />}
        </EndlessList>
      </Card>
    </Page>
  );
}
