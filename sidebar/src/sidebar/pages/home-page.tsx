import type { TaskView } from '@zhike/shared/contracts/task';
import { CustomerList } from '../features/customer/customer-list.tsx';
import { TaskList } from '../features/task/task-list.tsx';
import { TaskSummary } from '../features/task/task-summary.tsx';
import './home-page.css';

/** Opened from the app's home: what I have to do, and who is new. */
export function HomePage({ viewerUserId }: { viewerUserId: string }) {
  return (
    <main className="page home">
      <header className="home-head">
        <h1 className="home-title">我的今天</h1>
        <TaskSummary />
      </header>
      <section className="home-part" aria-label="待办">
        <TaskList
          viewerUserId={viewerUserId}
          emptyHint="新客户添加你、或到了约好的跟进时间,这里会提醒"
          heading={customerLine}
        />
      </section>
      <section className="home-part" aria-label="我的客户">
        <h2 className="home-part-title">最近添加的客户</h2>
        <CustomerList />
      </section>
    </main>
  );
}

function customerLine({ customer }: TaskView) {
  return customer ? (
    <a className="home-task-customer" href={`#/customers/${customer.id}`}>
      {customer.name} ›
    </a>
  ) : null;
}
