import type { SyncJobView } from '@zhike/shared/contracts/sync';
import { Progress } from 'tdesign-react/es/progress';
import { Moment } from '../../components/figures.tsx';
import { notifyFailed } from '../../components/notify.ts';
import { Pill, type PillTone } from '../../components/pill.tsx';
import { useChangeSync } from './api/change-sync.ts';
import { kindNames, percentOf, sayCounts, sayProblem, sayProgress, statusNames, triggerNames } from './say-sync.ts';
import './sync-job.css';

const tones: Record<SyncJobView['status'], PillTone> = {
  waiting: 'plain',
  running: 'brand',
  done: 'good',
  failed: 'bad',
  cancelled: 'plain',
};

/** One run: how far it is, or what it found. */
export function SyncJob({ job }: { job: SyncJobView }) {
  const { cancel } = useChangeSync();
  const percent = percentOf(job);
  return (
    <li className="sync-job">
      <div className="sync-job-head">
        <strong>{kindNames[job.kind]}</strong>
        <Pill tone={tones[job.status]}>{statusNames[job.status]}</Pill>
        <span className="fine">
          {triggerNames[job.trigger]}
          {job.startedBy ? ` · ${job.startedBy.name}` : ''} ·{' '}
          <Moment at={job.finishedAt ?? job.startedAt ?? job.createdAt} />
        </span>
        {job.can.cancel ? (
          <button
            type="button"
            className="plain-button sync-job-stop"
            disabled={cancel.isPending}
            onClick={() => cancel.mutate(job.id, { onError: notifyFailed })}
          >
            停止
          </button>
        ) : null}
      </div>
      {job.status === 'running' ? (
        <>
          <Progress percentage={percent ?? 0} label={percent === null ? false : `${percent}%`} />
          <span className="fine number">{sayProgress(job)}</span>
        </>
      ) : null}
      {job.status === 'waiting' ? null : <span className="soft number">{sayCounts(job.counts)}</span>}
      {job.problem ? (
        <span className="sync-job-problem">
          {sayProblem(job.problem)}
          {job.status === 'running' ? '。正在自动重试。' : ''}
        </span>
      ) : null}
    </li>
  );
}
