import { useQueries, useQuery, useQueryClient } from '@tanstack/react-query';
import type { getTaskWords } from '@zhike/shared/contracts/care-of-customer';
import type { getMaterial } from '@zhike/shared/contracts/material';
import type { getScript } from '@zhike/shared/contracts/script';
import type { TaskView } from '@zhike/shared/contracts/task';
import { useState } from 'react';
import { call } from '../../shared/api/call.ts';
import { Failed } from '../../shared/states/failed.tsx';
import { Skeleton } from '../../shared/states/skeleton.tsx';
import { notify } from '../components/notice.tsx';
import { Sheet } from '../components/sheet.tsx';
import { sayCannotSend } from '../features/material/say-material.ts';
import { MaterialPreview } from '../features/material/material-preview.tsx';
import { type ChatTarget, targetKey } from '../sending/chat-target.ts';
import { materialPart } from '../sending/prepare-material.ts';
import { taskWordsPart } from '../sending/prepare-task-words.ts';
import { wordsPart } from '../sending/prepare-words.ts';
import type { SendPart } from '../sending/send-part.ts';
import { SendProgress } from '../sending/send-progress.tsx';
import { useSending } from '../sending/use-sending.ts';
import './send-task-sheet.css';

interface SendTaskSheetProps {
  task: TaskView;
  action: Extract<TaskView['action'], { kind: 'send' }>;
  target: ChatTarget & { customerId: string };
  onClose(): void;
}

/** What a task asks to send, ready to go: one tap sends it all, and the task is done with the last of it. */
export default function SendTaskSheet({ task, action, target, onClose }: SendTaskSheetProps) {
  const client = useQueryClient();
  const { customerId } = target;
  const materials = useQueries({
    queries: action.materialIds.map((materialId) => ({
      queryKey: ['material', materialId],
      queryFn: () => call<typeof getMaterial>('getMaterial', { params: { materialId } }),
    })),
  });
  const { scriptId } = action;
  const script = useQuery({
    queryKey: ['script', scriptId, customerId],
    enabled: scriptId !== null,
    queryFn: () => call<typeof getScript>('getScript', { params: { scriptId: scriptId! }, query: { customerId } }),
  });
  const hasWords = action.text !== undefined;
  const own = useQuery({
    queryKey: ['task-words', task.id],
    enabled: hasWords,
    queryFn: () => call<typeof getTaskWords>('getTaskWords', { params: { taskId: task.id } }),
  });
  // A few words of her own; null: as they were filled in.
  const [changed, setChanged] = useState<string | null>(null);
  const sending = useSending(`${targetKey(target)} task ${task.id}`, (isWatched) => {
    if (!isWatched) notify('已发送到聊天,待办已完成');
    for (const queryKey of [['tasks'], ['task-counts'], ['profile'], ['timeline']])
      void client.invalidateQueries({ queryKey });
  });
  const reads = [...materials, ...(scriptId === null ? [] : [script]), ...(hasWords ? [own] : [])];
  const failed = reads.find((read) => read.isError);
  const asked = materials.flatMap(({ data }) => data ?? []);
  const isRead = reads.every((read) => read.data !== undefined);
  const problem = asked.map((row) => ({ row, said: sayCannotSend(row) })).find(({ said }) => said !== null);
  const words = script.data;
  // What belongs to the words follows them; what cannot be sent now holds up no task that does not ask for it.
  const ofWords = (words?.materials ?? []).filter(({ id }) => !action.materialIds.includes(id));
  const leftOut = ofWords.filter((row) => sayCannotSend(row) !== null);
  const rows = [...ofWords.filter((row) => !leftOut.includes(row)), ...asked];
  const makers: ((taskId?: string) => SendPart)[] = [
    ...(hasWords
      ? [
          (taskId?: string) =>
            taskWordsPart(task.id, target, { text: changed?.trim() || undefined, isLast: taskId !== undefined }),
        ]
      : []),
    ...(words ? [(taskId?: string) => wordsPart(words, target, { taskId })] : []),
    ...rows.map((row) => (taskId?: string) => materialPart(row, target, undefined, taskId)),
  ];
  const parts = makers.map((make, index) => make(index === makers.length - 1 ? task.id : undefined));
  const hasFailed = parts.some(({ key }) => sending.states[key]?.at === 'failed');
  return (
    <Sheet
      title={task.title}
      onClose={onClose}
      footer={(close) => (
        <>
          <SendProgress parts={parts} states={sending.states} />
          {problem ? (
            <p className="field-problem material-problem" role="alert">
              「{problem.row.title}」{problem.said}
            </p>
          ) : null}
          {sending.isDone ? (
            <button type="button" className="button button-wide" onClick={close}>
              完成
            </button>
          ) : (
            <button
              type="button"
              className="button button-main button-wide"
              data-first-focus
              // Stays focusable while it sends; a second tap starts nothing.
              aria-disabled={sending.isRunning}
              disabled={!isRead || problem !== undefined || parts.length === 0}
              onClick={() => sending.start(parts)}
            >
              {sending.isRunning ? '正在发送…' : hasFailed ? '继续发送' : '发送并完成待办'}
            </button>
          )}
        </>
      )}
    >
      {failed ? (
        <Failed error={failed.error} onRetry={() => void failed.refetch()} />
      ) : isRead ? (
        <>
          {own.data ? (
            <label className="send-task-words">
              <span className="quiet small">发送前可以改几个字</span>
              <textarea
                rows={4}
                value={changed ?? own.data.text}
                // What has gone into the chat is not changed any more.
                readOnly={sending.isRunning || sending.states['task-words']?.at === 'sent'}
                onChange={({ target: area }) => setChanged(area.value)}
              />
            </label>
          ) : null}
          {words ? <p className="explanation">{words.filled ?? words.text}</p> : null}
          {leftOut.map((row) => (
            <p key={row.id} className="quiet small">
              话术自带的「{row.title}」现在不能发送({sayCannotSend(row)}),这次不发
            </p>
          ))}
          {rows.map((row) => (
            <MaterialPreview key={row.id} material={row} target={target} />
          ))}
        </>
      ) : (
        <Skeleton lines={4} />
      )}
    </Sheet>
  );
}
