import type { ChannelListItem, ChannelStatus } from '@zhike/shared/contracts/channel';
import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { StateView } from '../../shared/states/state-view.tsx';
import { useSearchWords } from '../app/use-search-words.ts';
import { useUrlFilter } from '../app/use-url-filter.ts';
import { Button } from '../components/button.tsx';
import { EndlessList } from '../components/endless-list.tsx';
import { FilterChips } from '../components/filter-chips.tsx';
import { Icon } from '../components/icon.tsx';
import { Card, Page } from '../components/page.tsx';
import { SearchBox } from '../components/search-box.tsx';
import { useChannelGroups } from '../features/channel/api/list-channel-groups.ts';
import { useChannels } from '../features/channel/api/list-channels.ts';
import { ChannelActs } from '../features/channel/channel-acts.tsx';
import { type ChannelAct, ChannelTable } from '../features/channel/channel-table.tsx';
import { GroupDialog } from '../features/channel/group-dialog.tsx';
import { MemberPicker } from '../features/corp/member-picker.tsx';

const statuses: { value: ChannelStatus | 'all'; label: string }[] = [
  { value: 'all', label: '全部状态' },
  { value: 'active', label: '使用中' },
  { value: 'paused', label: '已暂停' },
  { value: 'draft', label: '生成中' },
];

export function ChannelsPage() {
  const navigate = useNavigate();
  const [filter, setFilter] = useUrlFilter<'group' | 'status'>();
  const [words, search] = useSearchWords();
  const groups = useChannelGroups();
  const channels = useChannels({
    search: words || undefined,
    groupId: filter.group,
    status: statuses.some(({ value }) => value === filter.status) ? (filter.status as ChannelStatus) : undefined,
  });
  const [doing, setDoing] = useState<{ act: ChannelAct; channel: ChannelListItem } | null>(null);
  const [grouping, setGrouping] = useState(false);
  const isFiltered = words !== '' || Object.values(filter).some(Boolean);

  return (
    <Page
      title="渠道活码"
      hint="每个投放的地方用一个码:客户扫码添加后,自动打标签、改备注、发欢迎语,并按渠道统计。"
      actions={
        <>
          <Button variant="outline" onClick={() => setGrouping(true)}>
            管理分组
          </Button>
          <Button theme="primary" icon={<Icon name="plus" size={16} />} onClick={() => void navigate('/channels/new')}>
            新建渠道活码
          </Button>
        </>
      }
    >
      <div className="filters">
        <SearchBox value={words} onChange={search} placeholder="搜索渠道名称" />
        <FilterChips
          label="状态"
          options={statuses}
          value={(filter.status as ChannelStatus) ?? 'all'}
          onChange={(status) => setFilter({ status: status === 'all' ? undefined : status })}
        />
      </div>
      {groups.data && groups.data.items.length > 0 ? (
        <FilterChips
          label="分组"
          value={filter.group ?? 'all'}
          options={[
            { value: 'all', label: '全部分组' },
            ...groups.data.items.map(({ id, name, channelCount }) => ({ value: id, label: name, count: channelCount })),
            { value: 'none', label: '未分组', count: groups.data.withoutGroup },
          ]}
          onChange={(group) => setFilter({ group: group === 'all' ? undefined : group })}
        />
      ) : null}
      <Card flush>
        <EndlessList
          query={channels}
          empty={
            isFiltered ? (
              <StateView
                title="没有符合条件的渠道码"
                action={{
                  label: '清除条件',
                  onClick: () => {
                    search('');
                    setFilter({ group: undefined, status: undefined });
                  },
                }}
              />
            ) : (
              <StateView
                title="还没有渠道活码"
                hint={
                  <>
                    一个活码可以由多位员工轮流接待,印出去后仍能换人、换欢迎语。
                    <br />
                    三步就好:起名字 → 选员工 → 写欢迎语,<Link to="/channels/new">现在创建第一个</Link>。
                  </>
                }
              />
            )
          }
        >
          {(items) => <ChannelTable channels={items} onAct={(act, channel) => setDoing({ act, channel })} />}
        </EndlessList>
      </Card>
      {doing ? (
        <ChannelActs
          act={doing.act}
          channel={doing.channel}
          pickMember={(options) => <MemberPicker {...options} />}
          onClose={() => setDoing(null)}
        />
      ) : null}
      {grouping ? <GroupDialog onClose={() => setGrouping(false)} /> : null}
    </Page>
  );
}
