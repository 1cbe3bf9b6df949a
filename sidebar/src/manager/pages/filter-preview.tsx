import type { Filter } from '@zhike/shared/contracts/filter';
import { useEffect, useState } from 'react';
import { StateView } from '../../shared/states/state-view.tsx';
import { sayCounted, useCustomerCount } from '../components/customer-count.ts';
import { Loaded } from '../components/loaded.tsx';
import { Card } from '../components/page.tsx';
import { useCustomerSample } from '../features/customer/api/list-customers.ts';
import { CustomerTable } from '../features/customer/customer-table.tsx';
import { useFilterInWords } from '../features/filter/api/filter-fields.ts';

const SAMPLE = 10;
/** While somebody is still typing a number nobody is asked. */
const PAUSE_MS = 400;

/** Whom a filter means: in words, how many, and the newest of them. */
export function FilterPreview({ filter }: { filter: Filter | null }) {
  const settled = useSettled(filter);
  if (!settled)
    return (
      <Card title="符合条件的客户">
        <StateView title="先添加条件" hint="条件填写完整后,这里会显示有多少客户符合,以及最近添加的几位。" />
      </Card>
    );
  return <Found filter={settled} />;
}

/** How many a filter means, while it is worked on. */
export function FilterCount({ filter }: { filter: Filter | null }) {
  const settled = useSettled(filter);
  const count = useCustomerCount(settled && { filter: settled });
  if (!settled) return <span className="soft">条件还没有填写完整</span>;
  return (
    <span aria-live="polite">
      <strong className="number">{count ? sayCounted(count) : '…'}</strong> 位客户符合
      {count && !count.isExact ? ',正在统计准确数字…' : ''}
    </span>
  );
}

function Found({ filter }: { filter: Filter }) {
  const words = useFilterInWords(filter);
  const sample = useCustomerSample(filter, SAMPLE);
  return (
    <Card title="符合条件的客户">
      <p className="soft">{words.data?.sentence}</p>
      <Loaded query={sample}>
        {(items) => (items.length > 0 ? <CustomerTable customers={items} /> : <StateView title="现在没有客户符合" />)}
      </Loaded>
    </Card>
  );
}

function useSettled(filter: Filter | null): Filter | null {
  const [settled, setSettled] = useState(filter);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(filter), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [filter]);
  return settled;
}
