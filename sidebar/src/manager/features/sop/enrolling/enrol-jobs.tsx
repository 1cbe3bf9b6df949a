import type { SopEnrolJobView } from '@zhike/shared/contracts/sop-enrolling';
import { Progress } from 'tdesign-react/es/progress';
import { errorPhrases } from '@zhike/shared/texts/error-phrases';
import { Moment } from '../../../components/figures.tsx';
import { notifyFailed } from '../../../components/notify.ts';
import { Card } from '../../../components/page.tsx';
import { Pill, type PillTone } from '../../../components/pill.tsx';
import { useChangeEnrolJobs, useEnrolJobs } from '../api/enrolling.ts';
import { jobStatusNames, percentOf, sayEnrolled, sayHindrances } from './say-enrolling.ts';
import './enrol-jobs.css';

const tones: Record<SopEnrolJobView['status'], PillTone> = {
  running: 'brand',
  done: 'good',
  cancelled: 'plain',
  failed: 'bad',
};

/** The latest orders to let many begin: how far each is, and what came of it. Nothing where there was none. */
export function EnrolJobs({ sopId }: { sopId: string }) {
  const jobs = useEnrolJobs(sopId);
  const items = jobs.data?.items ?? [];
  if (items.length === 0) return null;
  return (
    <Card title="批量加入">
      <ul className="enrol-jobs">
        {items.map((job) => (
          <Job key={job.id} sopId={sopId} job={job} />
        ))}
      </ul>
    </Card>
  );
}

function Job({ sopId, job }: { sopId: string; job: SopEnrolJobView }) {
  const { cancel } = useChangeEnrolJobs(sopId);
  const percent = percentOf(job);
  return (
    <li>
      <p className="row">
        <Pill tone={tones[job.status]}>{jobStatusNames[job.status]}</Pill>
        <span>{job.sentence}</span>
        <span className="fine">
          {job.startedBy.name} · <Moment at={job.createdAt} />
        </span>
      </p>
      {job.status === 'running' ? (
        <Progress percentage={percent ?? 0} label={percent === null ? false : `${percent}%`} />
      ) : null}
      <p className="row">
        <span className="soft number" aria-live="polite">
          {[sayEnrolled(job), ...sayHindrances(job)].join(';')}
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
      </p>
      {job.problem ? (
        <p className="field-problem" role="alert">
          {errorPhrases[job.problem] ?? '系统没能完成,请重新开始'}
        </p>
      ) : null}
    </li>
  );
}
