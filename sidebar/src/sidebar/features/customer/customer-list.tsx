import type { CustomerRow } from '@zhike/shared/contracts/customer-list';
import { useState } from 'react';
import { useNow } from '../../../shared/clock/business-clock.ts';
import { exactTime, sayTime } from '../../../shared/format/time.ts';
import { Failed } from '../../../shared/states/failed.tsx';
import { Skeleton } from '../../../shared/states/skeleton.tsx';
import { StateView } from '../../../shared/states/state-view.tsx';
import { Avatar } from '../../components/avatar.tsx';
import { LoadMore } from '../../components/load-more.tsx';
import { useDebounced } from '../../components/use-debounced.ts';
import { useRecentCustomers } from './api/list-recent-customers.ts';
import { StageDot } from './stage-dot.tsx';
import './customer-list.css';

/** My customers, those added last first; found by name, remark or whole phone number. */
export function CustomerList() {
  const now = useNow();
  const [search, setSearch] = useState('');
  const q = useDebounced(search.trim());
  const customers = useRecentCustomers(q);
  const rows = customers.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <>
      <div className="customer-list-search">
        <input
          className="input"
          type="search"
          aria-label="搜索客户"
          placeholder="搜索姓名、备注或完整手机号"
          maxLength={40}
          value={search}
          onChange={(event) => setSearch(event.target.value)}
        />
      </div>
      {customers.isPending ? <Skeleton avatar lines={3} /> : null}
      {customers.isError && !customers.data ? (
        <Failed error={customers.error} onRetry={() => void customers.refetch()} />
      ) : null}
      {customers.data && rows.length === 0 ? (
        q ? (
          <StateView title={`没有找到「${q}」`} hint="手机号要输入完整的 11 位" />
        ) : (
          <StateView title="还没有客户" hint="把渠道码发给客户,扫码添加后会出现在这里" />
        )
      ) : null}
      <ul className="customer-list">
        {rows.map((row) => (
          <li key={row.id}>
            <CustomerLine row={row} now={now} />
          </li>
        ))}
      </ul>
      <LoadMore
        hasMore={customers.hasNextPage}
        isLoading={customers.isFetchingNextPage}
        isFailed={customers.isFetchNextPageError}
        onMore={() => void customers.fetchNextPage()}
      />
    </>
  );
}

function CustomerLine({ row, now }: { row: CustomerRow; now: number }) {
  return (
    <a className="customer-line" href={`#/customers/${row.id}`}>
      <Avatar src={row.avatar} name={row.name} size={40} />
      <span className="customer-line-who">
        <span className="customer-line-name">
          {row.remark || row.name}
          {row.remark && row.remark !== row.name ? <span className="quiet small">{row.name}</span> : null}
        </span>
        <span className="quiet small">
          {row.channel ? `${row.channel.name} · ` : ''}
          <time title={exactTime(row.addedAt)}>{sayTime(row.addedAt, now)}</time>
          {row.status === 'lost' ? ' · 已流失' : ''}
        </span>
      </span>
      {row.stage ? (
        <span className="customer-line-stage">
          <StageDot stage={row.stage} />
          {row.stage.name}
        </span>
      ) : null}
    </a>
  );
}
