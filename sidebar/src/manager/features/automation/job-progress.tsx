import type { RuleJobView } from '@zhike/shared/contracts/automation-job';
import { Progress } from 'tdesign-react/es/progress';
import { notifyFailed } from '../../components/notify.ts';
import { Pill, type PillTone } from '../../components/pill.tsx';
import { useChangeRuleJobs } from './api/rule-jobs.ts';
import { jobStatusNames, percentOf, sayJob } from './say/say-job.ts';

const tones: Record<RuleJobView['status'], PillTone> = {
  running: 'brand',
  done: 'good',
  cancelled: 'plain',
  failed: 'bad',
};

export function JobStatus({ job }: { job: RuleJobView }) {
  return <Pill tone={tones[job.status]}>{jobStatusNames[job.status]}</Pill>;
}

/** How far a piece of work is, and the way to stop it. */
export function JobProgress({ job }: { job: RuleJobView }) {
  const { cancel } = useChangeRuleJobs();
  const percent = percentOf(job);
  return (
    <>
      {job.status === 'running' ? (
        <Progress percentage={percent ?? 0} label={percent === null ? false : `${percent}%`} />
      ) : null}
      <span className="row">
        <span className="soft number" aria-live="polite">
          {sayJob(job)}
        </span>
        {job.can.cancel ? (
          <button
            type="button"
            className="plain-button"
            disabled={cancel.isPending}
            onClick={() => cancel.mutate(job.id, { onError: notifyFailed })}
          >
            停止
          </button>
        ) : null}
      </span>
    </>
  );
}
