import { useUrlFilter } from '../app/use-url-filter.ts';
import { useViewer } from '../app/viewer.ts';
import { FilterChips } from '../components/filter-chips.tsx';
import { Card, Page } from '../components/page.tsx';
import { MemberSelect } from '../features/corp/member-select.tsx';
import { useTaskCounts } from '../features/task/api/list-tasks.ts';
import { TaskDrawer } from '../features/task/task-drawer.tsx';
import { TaskList } from '../features/task/task-list.tsx';
import { TeamTasks } from './team-tasks.tsx';

/** What I have to do, and for whoever answers for others, what they have. */
export function TasksPage() {
  const me = useViewer();
  const [filter, setFilter] = useUrlFilter<'view' | 'task'>();
  const counts = useTaskCounts().data;
  const mayLead = me.role !== 'rep';
  const view = filter.view === 'team' && mayLead ? 'team' : 'mine';
  const views = [
    { value: 'mine' as const, label: '我的待办', count: counts && counts.overdue + counts.today },
    { value: 'team' as const, label: '团队待办' },
  ];
  return (
    <Page
      title="待办"
      hint={
        view === 'team'
          ? '你能看到的员工的待办:谁有多少、谁逾期、多久做完。点数字看具体的待办。'
          : '新客户、漏发的欢迎语、流失提醒和约好的跟进都在这里,到期前在企业微信里提醒。'
      }
    >
      {mayLead ? (
        <FilterChips
          label="看谁的"
          options={views}
          value={view}
          onChange={(value) => setFilter({ view: value === 'team' ? 'team' : undefined })}
        />
      ) : null}
      {view === 'team' ? (
        <TeamTasks onOpen={(task) => setFilter({ task })} />
      ) : (
        <Card>
          <TaskList />
        </Card>
      )}
      {filter.task ? (
        <TaskDrawer
          key={filter.task}
          taskId={filter.task}
          pickMember={(value, onChange) => <MemberSelect value={value} onChange={onChange} placeholder="选择同事" />}
          onClose={() => setFilter({ task: undefined })}
        />
      ) : null}
    </Page>
  );
}
