import type { MeView } from '@zhike/shared/contracts/session';
import { Link } from 'react-router';
import { useNow } from '../../shared/clock/business-clock.ts';
import { dayOf, startOfDay } from '../../shared/format/time.ts';
import { useViewer } from '../app/viewer.ts';
import { sayCounted, useCustomerCount } from '../components/customer-count.ts';
import { Count, Moment } from '../components/figures.tsx';
import { Card, Page } from '../components/page.tsx';
import { Pill } from '../components/pill.tsx';
import { Tile } from '../components/tile.tsx';
import { ChannelTodayCard } from '../features/channel/today-card.tsx';
import { NewestCustomers } from '../features/customer/newest-customers.tsx';
import { useHealth } from '../features/operation/api/get-health.ts';
import { countStuck } from '../features/operation/say-health.ts';
import { HealthCard } from '../features/operation/health-card.tsx';
import { useSync } from '../features/sync/api/get-sync.ts';
import { kindNames } from '../features/sync/say-sync.ts';
import { useTaskCounts } from '../features/task/api/list-tasks.ts';
import { TaskList } from '../features/task/task-list.tsx';

/** What came in today, what is stuck, who needs help, is the system healthy. */
export function StartPage() {
  const me = useViewer();
  const now = useNow();
  return (
    <Page title={`${greeting(now)},${me.name}`}>
      <Tiles me={me} now={now} />
      <div className="start-grid">
        <div className="start-column">
          <Card title="我的待办">
            <TaskList />
          </Card>
          {me.can.manageChannels ? <NewestCustomers /> : null}
        </div>
        <div className="start-column">
          {me.can.manageChannels ? <ChannelTodayCard /> : <NewestCustomers />}
          {me.can.seeOperation ? (
            <HealthCard>
              <LastSync />
            </HealthCard>
          ) : null}
        </div>
      </div>
    </Page>
  );
}

function Tiles({ me, now }: { me: MeView; now: number }) {
  const today = useCustomerCount({ addedFrom: startOfDay(dayOf(now)) });
  const all = useCustomerCount({});
  const tasks = useTaskCounts();
  const health = useHealth(me.can.seeOperation);
  const stuck = health.data ? countStuck(health.data) : 0;
  return (
    <div className="tiles">
      <Tile
        label="今天新客户"
        value={today ? today.isExact ? <Count value={today.count} /> : sayCounted(today) : '…'}
        note="今天添加的客户"
        to="/customers?added=today"
      />
      <Tile
        label={me.scope.kind === 'self' ? '我的客户' : '全部客户'}
        value={all ? all.isExact ? <Count value={all.count} /> : sayCounted(all) : '…'}
        note={me.scope.kind === 'departments' ? '你管理的部门' : '在你能看到的范围里'}
        to="/customers"
      />
      <Tile
        label="我的待办"
        value={tasks.data ? tasks.data.overdue + tasks.data.today : '…'}
        note={tasks.data && tasks.data.overdue > 0 ? `${tasks.data.overdue} 个已过期` : '今天要做的'}
        tone={tasks.data && tasks.data.overdue > 0 ? 'bad' : 'plain'}
        to="/tasks"
      />
      {me.can.seeOperation ? (
        <Tile
          label="卡住的事"
          value={health.data ? stuck : '…'}
          note={stuck > 0 ? '自动重试没有成功,等你处理' : '没有需要处理的异常'}
          tone={stuck > 0 ? 'bad' : 'good'}
          to="/failures"
        />
      ) : null}
    </div>
  );
}

function LastSync() {
  const sync = useSync();
  const jobs = sync.data?.jobs ?? [];
  const open = jobs.find(({ finishedAt }) => finishedAt === null);
  const last = jobs.find(({ finishedAt }) => finishedAt !== null);
  const isWell = last?.status !== 'failed';
  if (!sync.data) return null;
  return (
    <li className="health-row">
      <Pill tone={open ? 'brand' : isWell ? 'good' : 'bad'}>{open ? '进行中' : isWell ? '正常' : '注意'}</Pill>
      <span className="health-words">
        同步
        <span className="fine" style={{ display: 'block' }}>
          {open ? (
            `正在同步${kindNames[open.kind]}`
          ) : last?.finishedAt ? (
            <>
              最近一次{isWell ? '完成于' : '没有完成,'} <Moment at={last.finishedAt} />
            </>
          ) : (
            '还没有同步过'
          )}
        </span>
      </span>
      <Link to="/sync">查看</Link>
    </li>
  );
}

function greeting(now: number): string {
  const hour = Math.floor((now - startOfDay(dayOf(now))) / 3_600_000);
  if (hour < 5) return '夜深了';
  if (hour < 11) return '早上好';
  if (hour < 13) return '中午好';
  return hour < 18 ? '下午好' : '晚上好';
}
