import { RecentCustomers } from '../features/customer/recent-customers.tsx';
import { TaskList } from '../features/task/task-list.tsx';

/** Opened from the app's home or in a group: what I have to do, and who is new. */
export function HomePage({ fromGroup }: { fromGroup: boolean }) {
  return (
    <main className="home">
      <h1 className="home-title">我的今天</h1>
      {fromGroup ? <p className="home-note">这里是群聊;打开单个客户的聊天,就能看到她的资料。</p> : null}
      <section aria-label="我的待办">
        <h2 className="section-title">待办</h2>
        <TaskList emptyTitle="今天没有待办" emptyHint="新客户添加你时,这里会出现第一次跟进的提醒" showCustomer />
      </section>
      <section aria-label="最近添加">
        <h2 className="section-title">最近添加</h2>
        <RecentCustomers />
      </section>
    </main>
  );
}
