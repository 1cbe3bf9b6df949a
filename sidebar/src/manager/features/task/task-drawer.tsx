import type { TaskDetail } from '@zhike/shared/contracts/task-team';
import { taskKindNames } from '@zhike/shared/texts/task-texts';
import { type ReactNode, useState } from 'react';
import { Link } from 'react-router';
import { Drawer } from 'tdesign-react/es/drawer';
import { useNow } from '../../../shared/clock/business-clock.ts';
import { useDraft } from '../../../shared/drafts/use-draft.ts';
import { exactTime, sayDelay, sayDue } from '../../../shared/format/time.ts';
import { sayHistory } from '../../../shared/tasks/say-history.ts';
import { Button } from '../../components/button.tsx';
import { Icon } from '../../components/icon.tsx';
import { isComposing } from '../../components/is-composing.ts';
import { Loaded } from '../../components/loaded.tsx';
import { notifyDone, notifyFailed } from '../../components/notify.ts';
import { Pill } from '../../components/pill.tsx';
import { useDrawerFocus } from '../../components/use-drawer-focus.ts';
import { useCloseTask } from './api/close-task.ts';
import { useTaskDetail } from './api/task-detail.ts';
import { HandOverDialog } from './hand-over-dialog.tsx';
import { TaskComments } from './task-comments.tsx';
import './task-drawer.css';

interface TaskDrawerProps {
  taskId: string;
  pickMember(value: string | null, onChange: (userId: string | null) => void): ReactNode;
  onClose(): void;
}

const statusNames = { open: '未完成', done: '已完成', dismissed: '已取消' } as const;

/** One task beside the list: why, by when, what was said, what became of it. */
export function TaskDrawer({ taskId, pickMember, onClose }: TaskDrawerProps) {
  const detail = useTaskDetail(taskId);
  const panel = useDrawerFocus();
  return (
    <Drawer
      visible
      header={false}
      footer={false}
      closeBtn={false}
      size="min(480px, 100vw)"
      closeOnEscKeydown={false}
      onEscKeydown={({ e }) => !isComposing(e) && onClose()}
      onClose={onClose}
    >
      <div ref={panel} className="task-drawer" role="dialog" aria-modal="true" aria-label="待办" tabIndex={-1}>
        <Button className="task-drawer-close" variant="text" shape="square" aria-label="关闭" onClick={onClose}>
          <Icon name="close" />
        </Button>
        <Loaded query={detail} lines={6}>
          {(shown) => <Detail detail={shown} pickMember={pickMember} />}
        </Loaded>
      </div>
    </Drawer>
  );
}

function Detail({ detail, pickMember }: { detail: TaskDetail } & Pick<TaskDrawerProps, 'pickMember'>) {
  const now = useNow();
  const { task, creator, history, can } = detail;
  const { done, dismiss, reopen } = useCloseTask();
  const [result, setResult, forgetResult] = useDraft(`task-result.${task.id}`, '');
  const [isHandingOver, setHandingOver] = useState(false);
  const isWorking = done.isPending || dismiss.isPending || reopen.isPending;
  const after = (text: string, then?: () => void) => ({
    onSuccess: () => {
      notifyDone(text);
      then?.();
    },
    onError: notifyFailed,
  });
  return (
    <>
      <h2 className="task-drawer-title">{task.title}</h2>
      <p className="pills">
        <Pill tone={task.status === 'open' ? 'brand' : 'plain'}>{statusNames[task.status]}</Pill>
        <Pill>{taskKindNames[task.kind]}</Pill>
        {task.isOverdue ? <Pill tone="bad">已过期 {sayDelay(now - task.dueAt)}</Pill> : null}
        {task.escalatedAt === null ? null : <Pill tone="warning">已通知主管</Pill>}
      </p>
      <dl className="task-drawer-facts">
        <Fact name="负责人">{task.assignee.name}</Fact>
        {task.customer ? (
          <Fact name="客户">
            <Link to={`/customers/${task.customer.id}`}>{task.customer.name}</Link>
          </Fact>
        ) : null}
        <Fact name="截止">
          <time title={exactTime(task.dueAt)}>{sayDue(task.dueAt, now)}</time>
          {task.snoozedUntil !== null && task.status === 'open' ? `,推迟到 ${sayDue(task.snoozedUntil, now)}` : ''}
        </Fact>
        {task.reason ? <Fact name="原因">{task.reason}</Fact> : null}
        {task.action ? (
          <Fact name="要做的事">{task.action.kind === 'call' ? '给客户打电话' : '把准备好的内容发给客户'}</Fact>
        ) : null}
        {creator ? <Fact name="创建人">{creator.name}</Fact> : null}
        {task.result ? <Fact name="结果">{task.result}</Fact> : null}
        {task.hitId ? (
          <Fact name="质检">
            <Link to={`/quality/hits/${task.hitId}`}>查看质检记录</Link>
          </Fact>
        ) : null}
      </dl>
      {task.can.close ? (
        <label className="task-drawer-field">
          结果(可不填)
          <textarea
            className="native-input"
            rows={2}
            maxLength={500}
            value={result}
            placeholder="完成时一起记下来"
            onChange={({ target }) => setResult(target.value)}
          />
        </label>
      ) : null}
      <div className="task-drawer-acts">
        {task.can.close ? (
          <>
            <Button
              theme="primary"
              disabled={isWorking}
              onClick={() =>
                done.mutate({ taskId: task.id, result: result.trim() || undefined }, after('已完成', forgetResult))
              }
            >
              完成
            </Button>
            <Button
              theme="default"
              variant="outline"
              disabled={isWorking}
              onClick={() => dismiss.mutate(task.id, after('已取消'))}
            >
              不需要了
            </Button>
          </>
        ) : null}
        {can.handOver ? (
          <Button theme="default" variant="outline" onClick={() => setHandingOver(true)}>
            转交
          </Button>
        ) : null}
        {task.can.reopen ? (
          <Button
            theme="default"
            variant="outline"
            disabled={isWorking}
            onClick={() => reopen.mutate(task.id, after('已恢复为待办'))}
          >
            恢复为待办
          </Button>
        ) : null}
      </div>
      <TaskComments detail={detail} />
      <section aria-label="经过">
        <h3 className="task-drawer-head">经过</h3>
        <ol className="task-drawer-history">
          {history.map((step) => (
            <li key={step.id}>
              {sayHistory(step, now)} <time className="fine">{exactTime(step.at)}</time>
            </li>
          ))}
        </ol>
      </section>
      {isHandingOver ? (
        <HandOverDialog
          taskIds={[task.id]}
          mayInsist={can.handOverUnseen}
          pickMember={pickMember}
          onClose={() => setHandingOver(false)}
        />
      ) : null}
    </>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  );
}
