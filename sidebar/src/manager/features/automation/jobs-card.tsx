import { Link } from 'react-router';
import { Moment } from '../../components/figures.tsx';
import { Loaded } from '../../components/loaded.tsx';
import { Card } from '../../components/page.tsx';
import { useRuleJobs } from './api/rule-jobs.ts';
import { JobProgress, JobStatus } from './job-progress.tsx';
import { jobNames, sayPeriod } from './say/say-job.ts';
import './jobs-card.css';

/** Dry runs, acting afterwards and taking back: what is under way, and what came of the latest. */
export function JobsCard({ ruleId }: { ruleId: string }) {
  const jobs = useRuleJobs(ruleId);
  return (
    <Loaded query={jobs} lines={2}>
      {({ items }) =>
        items.length === 0 ? null : (
          <Card title="试运行、补做和撤回">
            <ul className="rule-jobs">
              {items.map((job) => (
                <li key={job.id}>
                  <span className="row">
                    <strong>{jobNames[job.kind]}</strong>
                    <JobStatus job={job} />
                    <span className="fine">
                      {sayPeriod(job)} {job.startedBy.name} · <Moment at={job.createdAt} />
                    </span>
                    {job.kind === 'trial' ? (
                      <Link className="rule-job-link" to={`/automation/${ruleId}/dry-run?job=${job.id}`}>
                        看结果
                      </Link>
                    ) : null}
                  </span>
                  <JobProgress job={job} />
                </li>
              ))}
            </ul>
          </Card>
        )
      }
    </Loaded>
  );
}
