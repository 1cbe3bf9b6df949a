import { useQueryClient } from '@tanstack/react-query';
import type { SegmentView } from '@zhike/shared/contracts/segment';
import { useCallback, useMemo, useState } from 'react';
import { useNavigate } from 'react-router';
import { useNow } from '../../shared/clock/business-clock.ts';
import { dayOf } from '../../shared/format/time.ts';
import { StateView } from '../../shared/states/state-view.tsx';
import { useSearchWords } from '../app/use-search-words.ts';
import { useUrlFilter } from '../app/use-url-filter.ts';
import { useViewer } from '../app/viewer.ts';
import { Button } from '../components/button.tsx';
import { sayCounted, useCustomerCount } from '../components/customer-count.ts';
import { EndlessList } from '../components/endless-list.tsx';
import { Icon } from '../components/icon.tsx';
import { Loaded } from '../components/loaded.tsx';
import { Card, Page } from '../components/page.tsx';
import { Pill } from '../components/pill.tsx';
import { type CustomerFilter, useCustomers, useNewestCustomer } from '../features/customer/api/list-customers.ts';
import { type CustomerFilterName, customerFilterOf, savedFilterOf } from '../features/customer/customer-filter.ts';
import { CustomerTable } from '../features/customer/customer-table.tsx';
import { useSegment } from '../features/segment/api/get-segment.ts';
import { BulkTagDialog } from '../features/tag/bulk-tag-dialog.tsx';
import { TagJobsStrip } from '../features/tag/tag-jobs-strip.tsx';
import { CustomerFilters } from './customer-filters.tsx';

const nothing: ReadonlySet<string> = new Set();

export function CustomersPage() {
  const [{ segment: segmentId }] = useUrlFilter<CustomerFilterName>();
  const segment = useSegment(segmentId || undefined);
  // Until it is known whom a segment means nobody is shown: everybody would be the wrong answer.
  if (segmentId && !segment.data)
    return (
      <Page title="客户" back={{ to: '/customers', label: '全部客户' }}>
        <Card>
          <Loaded query={segment}>{() => null}</Loaded>
        </Card>
      </Page>
    );
  return <CustomerList segment={segmentId ? segment.data : undefined} />;
}

function CustomerList({ segment }: { segment: SegmentView | undefined }) {
  const viewer = useViewer();
  const navigate = useNavigate();
  const client = useQueryClient();
  const [address, setAddress] = useUrlFilter<CustomerFilterName>();
  const today = dayOf(useNow());
  const [words, search] = useSearchWords();
  const filter = useMemo(
    () => ({ ...customerFilterOf(address, today), q: words || undefined, filter: segment?.filter }),
    [address, today, words, segment],
  );
  const toSave = savedFilterOf(filter);
  const isFiltered = words !== '' || Object.values(address).some(Boolean);
  const customers = useCustomers(filter);
  const count = useCustomerCount(filter);
  const [chosen, setChosen] = useState<ReadonlySet<string> | 'everybody'>(nothing);
  const [tagging, setTagging] = useState(false);
  // Nobody is to be marked who is no longer in sight.
  const [chosenIn, setChosenIn] = useState(filter);
  if (chosenIn !== filter) {
    setChosenIn(filter);
    setChosen(nothing);
  }
  const everybody = count ? `全部${isFiltered ? '符合条件的 ' : ' '}${sayCounted(count)} 位` : null;
  const clear = () => {
    search('');
    setAddress(Object.fromEntries(Object.keys(address).map((name) => [name, undefined])));
  };
  const refresh = useCallback(() => void client.invalidateQueries({ queryKey: ['customers'] }), [client]);
  const reload = async () => {
    window.scrollTo({ top: 0 });
    await client.resetQueries({ queryKey: ['customers', filter] });
  };

  return (
    <Page
      title={
        <>
          客户
          {count ? <span className="soft number">{sayCounted(count)}</span> : null}
        </>
      }
      hint={scopeHint(viewer.scope.kind)}
      actions={
        toSave ? (
          <Button
            variant="outline"
            icon={<Icon name="filter" size={16} />}
            onClick={() => void navigate('/segments/new', { state: { filter: toSave } })}
          >
            存为人群
          </Button>
        ) : null
      }
    >
      {segment ? (
        <p className="customer-segment">
          <Pill tone="brand">
            人群:{segment.name}
            <button
              type="button"
              className="plain-button"
              aria-label={`不再按人群${segment.name}筛选`}
              onClick={() => setAddress({ segment: undefined })}
            >
              <Icon name="close" size={14} />
            </button>
          </Pill>
          <span className="soft">{segment.sentence}</span>
        </p>
      ) : null}
      <CustomerFilters
        words={words}
        onSearch={search}
        address={address}
        onChange={setAddress}
        canSeeChannels={viewer.can.manageChannels}
      />
      <TagJobsStrip onFinished={refresh} />
      <Card flush>
        <NewsButton
          filter={filter}
          shownFirst={customers.data?.pages[0]?.items[0]?.id}
          onReload={() => void reload()}
        />
        <EndlessList
          query={customers}
          empty={
            isFiltered ? (
              <StateView
                title="没有符合条件的客户"
                hint="换个条件试试"
                action={{ label: '清除条件', onClick: clear }}
              />
            ) : (
              <StateView
                title="还没有客户"
                hint="客户扫渠道活码添加员工后,几秒内就会出现在这里;已有的客户由「同步」从企业微信读取。"
              />
            )
          }
        >
          {(items) => (
            <CustomerTable
              customers={items}
              choice={{
                chosen: chosen === 'everybody' ? new Set(items.map(({ id }) => id)) : chosen,
                onChoose: setChosen,
              }}
            />
          )}
        </EndlessList>
      </Card>
      {chosen === 'everybody' || chosen.size > 0 ? (
        <div className="bulk-bar" role="region" aria-label="批量操作">
          <strong>已选{chosen === 'everybody' ? everybody : ` ${chosen.size} 位`}</strong>
          {chosen !== 'everybody' && count && chosen.size < count.count ? (
            <Button variant="text" theme="primary" onClick={() => setChosen('everybody')}>
              选择{everybody}客户
            </Button>
          ) : null}
          <Button theme="primary" onClick={() => setTagging(true)}>
            打标签 / 移除标签
          </Button>
          <Button variant="text" onClick={() => setChosen(nothing)}>
            取消选择
          </Button>
        </div>
      ) : null}
      {tagging ? (
        <BulkTagDialog
          whom={chosen === 'everybody' ? { filter } : { customerIds: [...chosen] }}
          count={chosen === 'everybody' ? `${everybody}` : `${chosen.size} 位`}
          onStarted={() => setChosen(nothing)}
          onClose={() => setTagging(false)}
        />
      ) : null}
    </Page>
  );
}

/** The list stays still while it is read; somebody new is only announced. */
function NewsButton({
  filter,
  shownFirst,
  onReload,
}: {
  filter: CustomerFilter;
  shownFirst: string | undefined;
  onReload(): void;
}) {
  const newest = useNewestCustomer(filter);
  if (!newest.data || !shownFirst || newest.data === shownFirst) return null;
  return (
    <button type="button" className="customer-news" onClick={onReload}>
      有新客户,点此刷新
    </button>
  );
}

function scopeHint(kind: 'all' | 'departments' | 'self'): string {
  if (kind === 'all') return '企业的全部客户,最近添加的在前。';
  return kind === 'departments' ? '你管理的部门的客户,最近添加的在前。' : '你自己的客户,最近添加的在前。';
}
