import type { TaskView } from '@zhike/shared/contracts/task';
import { useState } from 'react';
import { DateChoice } from '../../components/date-choice.tsx';
import { useWorkEnd } from './api/task-settings.ts';
import { snoozeChoices } from './snooze-choices.ts';
import { useTaskActions } from './use-task-actions.ts';

/** Puts a task off: the usual moments at one tap, any other by the browser's own picker. */
export function Snooze({ task, now, onDone }: { task: TaskView; now: number; onDone(): void }) {
  const { snooze } = useTaskActions();
  const [other, setOther] = useState<number | null>(null);
  const choices = snoozeChoices(now, useWorkEnd());
  const put = (until: number) => {
    onDone();
    void snooze(task, until);
  };
  const isPreset = (at: number) => choices.some((choice) => choice.at === at);
  return (
    <>
      <DateChoice
        label="推迟到"
        value={other}
        now={now}
        choices={choices}
        onChange={(at) => (at !== null && isPreset(at) ? put(at) : setOther(at))}
      />
      {other !== null ? (
        <button type="button" className="button button-wide" disabled={other <= now} onClick={() => put(other)}>
          推迟
        </button>
      ) : null}
    </>
  );
}
