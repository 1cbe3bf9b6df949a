import { useNow } from '../api/world.tsx';
import { EmptyState, SkeletonRows } from '../ui/empty-state.tsx';
import { MassTaskCard } from './mass-task-card.tsx';
import { ToolHead } from './tool-head.tsx';
import { useMassTasks } from './use-tasks.ts';

interface MassAssistantProps {
  memberId: string;
  onOpenLink: (url: string) => void;
}

/** Where a member finds mass messages that the company, or the sidebar, prepared for her (群发助手). */
export function MassAssistant({ memberId, onOpenLink }: MassAssistantProps) {
  const now = useNow(30_000);
  const tasks = useMassTasks(memberId);
  return (
    <div className="chat">
      <ToolHead icon="megaphone" name="群发助手" note="确认后才会发给客户" />
      <div className="tool-list" role="feed" aria-label="群发任务">
        {!tasks.data && !tasks.error ? <SkeletonRows count={2} /> : null}
        {tasks.error ? <EmptyState title="群发任务没有加载出来" text={tasks.error.message} /> : null}
        {tasks.data?.items.length === 0 ? (
          <EmptyState title="没有群发任务" text="企业创建群发后，等你在这里确认发送。" />
        ) : null}
        {tasks.data?.items.map((task) => (
          <MassTaskCard key={task.msgId} task={task} now={now} onOpenLink={onOpenLink} />
        ))}
      </div>
    </div>
  );
}
