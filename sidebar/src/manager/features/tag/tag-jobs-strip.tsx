import type { TagJobView } from '@zhike/shared/contracts/tag';
import { useEffect, useRef } from 'react';
import { Progress } from 'tdesign-react/es/progress';
import { useNow } from '../../../shared/clock/business-clock.ts';
import { Moment } from '../../components/figures.tsx';
import { notifyFailed } from '../../components/notify.ts';
import { useChangeTagJobs, useTagJobs } from './api/run-tag-job.ts';
import './tag-jobs-strip.css';

const SHOWN_AFTER_END_MS = 10 * 60_000;
const endings: Partial<Record<TagJobView['status'], string>> = {
  done: '已完成',
  cancelled: '已停止',
  failed: '没有完成,打过的标签保留,可以重新开始',
};

/** Bulk marking under way, or just done: it goes on when the page is left. `onFinished`: what is on screen carries other tags now. */
export function TagJobsStrip({ onFinished }: { onFinished(): void }) {
  const jobs = useTagJobs();
  const lastEnd = jobs.data && Math.max(0, ...jobs.data.items.map(({ finishedAt }) => finishedAt ?? 0));
  const seenEnd = useRef(lastEnd);
  useEffect(() => {
    // A short job may end between two looks: its end is noticed, not that it was open.
    if (seenEnd.current !== undefined && lastEnd !== undefined && lastEnd > seenEnd.current) onFinished();
    seenEnd.current = lastEnd;
  }, [lastEnd, onFinished]);
  const { cancel } = useChangeTagJobs();
  const now = useNow();
  const shown = (jobs.data?.items ?? []).filter(
    ({ finishedAt }) => finishedAt === null || now - finishedAt < SHOWN_AFTER_END_MS,
  );
  if (shown.length === 0) return null;
  return (
    <ul className="tag-jobs" aria-label="批量打标签进度">
      {shown.map((job) => (
        <li key={job.id} className="tag-job">
          <span>
            {job.addTagIds.length > 0 ? '批量打标签' : '批量移除标签'}{' '}
            {job.status === 'collecting'
              ? `正在找出符合条件的客户,已找到 ${job.totalCount.toLocaleString('zh-CN')} 位`
              : `${job.doneCount.toLocaleString('zh-CN')}/${job.totalCount.toLocaleString('zh-CN')} 位`}
            {job.skippedCount > 0 ? `,跳过 ${job.skippedCount} 位(已流失或不在你的范围内)` : ''}
          </span>
          {job.finishedAt === null ? (
            <span className="tag-job-bar">
              <Progress
                percentage={
                  job.totalCount === 0 ? 0 : Math.floor(((job.doneCount + job.skippedCount) / job.totalCount) * 100)
                }
                size="small"
              />
            </span>
          ) : (
            <span className="fine">
              {endings[job.status]} · <Moment at={job.finishedAt} />
            </span>
          )}
          {job.can.cancel ? (
            <button
              type="button"
              className="plain-button"
              onClick={() => cancel.mutate(job.id, { onError: notifyFailed })}
            >
              停止
            </button>
          ) : null}
        </li>
      ))}
    </ul>
  );
}
