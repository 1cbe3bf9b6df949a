import type { TaskView } from '@zhike/shared/contracts/task';
import { useState } from 'react';
import { TabBar } from '../components/tab-bar.tsx';
import { CustomerList } from '../features/customer/customer-list.tsx';
import { useTaskCounts } from '../features/task/api/count-tasks.ts';
import { TaskList } from '../features/task/task-list.tsx';
import { TaskSummary } from '../features/task/task-summary.tsx';
import './home-page.css';

/** Opened from the app's home: what I have to do, and who is new. */
export function HomePage({ viewerUserId }: { viewerUserId: string }) {
  const [tab, setTab] = useState<'tasks' | 'customers'>('tasks');
  const counts = useTaskCounts().data;
  return (
    <main className="page">
      <header className="home-head">
        <h1 className="home-title">我的今天</h1>
        <TaskSummary counts={counts} />
      </header>
      <TabBar
        label="我的今天"
        tabs={[
          { id: 'tasks', label: '待办', count: counts && counts.overdue + counts.today },
          { id: 'customers', label: '客户' },
        ]}
        current={tab}
        onChange={setTab}
      />
      <div className="home-panel" role="tabpanel" id={`panel-${tab}`} aria-labelledby={`tab-${tab}`}>
        {tab === 'tasks' ? (
          <TaskList
            viewerUserId={viewerUserId}
            emptyHint="新客户添加你、或到了约好的跟进时间,这里会提醒"
            heading={customerName}
            more={wayToCustomer}
          />
        ) : (
          <CustomerList />
        )}
      </div>
    </main>
  );
}

function customerName({ customer }: TaskView) {
  return customer ? <p className="home-task-customer">{customer.name}</p> : null;
}

function wayToCustomer({ customer }: TaskView) {
  return customer ? (
    <a className="button task-card-action home-task-open" href={`#/customers/${customer.id}`}>
      打开
    </a>
  ) : null;
}
