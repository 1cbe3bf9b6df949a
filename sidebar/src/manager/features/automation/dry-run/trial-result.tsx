import type { RuleView } from '@zhike/shared/contracts/automation';
import type { RuleJobView, TrialMatchView } from '@zhike/shared/contracts/automation-job';
import { useState } from 'react';
import { useNow } from '../../../../shared/clock/business-clock.ts';
import { exactTime } from '../../../../shared/format/time.ts';
import { StateView } from '../../../../shared/states/state-view.tsx';
import { Button } from '../../../components/button.tsx';
import { Confirm } from '../../../components/confirm.tsx';
import { EndlessList } from '../../../components/endless-list.tsx';
import { notifyDone } from '../../../components/notify.ts';
import { Card } from '../../../components/page.tsx';
import { useChangeRuleJobs, useTrialMatches } from '../api/rule-jobs.ts';
import { useSwitchRule } from '../api/switch-rule.ts';
import { JobProgress, JobStatus } from '../job-progress.tsx';
import type { RuleParts } from '../rule-parts.ts';
import { nameOfList } from '../say/name-of.ts';
import { sayCause } from '../say/say-cause.ts';
import { sayPeriod } from '../say/say-job.ts';
import { sayActs } from '../say/say-rule.ts';
import { Whom } from '../whom.tsx';
import '../../../components/table.css';
import './dry-run.css';

interface TrialResultProps {
  rule: RuleView;
  parts: RuleParts;
  job: RuleJobView;
}

/** How far a dry run is; then whom it found, why, and what can be done with it. */
export function TrialResult({ rule, parts, job }: TrialResultProps) {
  return (
    <Card
      title={
        <span className="row">
          试运行结果 <JobStatus job={job} />
        </span>
      }
      extra={<span className="fine">{sayPeriod(job)}</span>}
    >
      {job.status === 'done' ? (
        <Found rule={rule} parts={parts} job={job} />
      ) : (
        <>
          <JobProgress job={job} />
          <p className="fine">
            {job.status === 'running'
              ? '可以先离开,完成后回到这里就能看到结果。'
              : job.status === 'failed'
                ? '系统没能完成这次试运行,请重新开始;反复出现时请查看「异常」。'
                : '已经停止,没有结果。'}
          </p>
        </>
      )}
    </Card>
  );
}

function Found({ rule, parts, job }: TrialResultProps) {
  const { apply } = useChangeRuleJobs();
  const turn = useSwitchRule();
  const [asking, setAsking] = useState<'switch' | 'apply' | null>(null);
  const count = job.matchedCount.toLocaleString('zh-CN');
  const acts = sayActs(rule.definition, parts, nameOfList(rule.names)).join('、');
  return (
    <>
      <p className="dry-run-figures">
        {job.matchedCount === 0 ? (
          job.doneCount === 0 ? (
            '这段时间里,没有可以看的消息或事件。'
          ) : (
            '这段时间里,没有客户会被触及。'
          )
        ) : (
          <>
            会触及 <strong className="number">{count}</strong> 位客户,共{' '}
            <strong className="number">{job.timesCount.toLocaleString('zh-CN')}</strong> 次。
          </>
        )}
      </p>
      <p className="fine">
        消息和事件是当时的;客户的标签、阶段等资料按今天的算;冷却时间已经照规则模拟。一共看了{' '}
        {job.doneCount.toLocaleString('zh-CN')} 条。
      </p>
      {job.isOutdated ? <p className="danger">这次试运行之后规则改过,请按新的内容重新试运行。</p> : null}
      {rule.can.edit ? (
        <div className="row dry-run-acts">
          {rule.isOn ? (
            <span className="soft">规则已启用,以后发生的会照常执行。</span>
          ) : (
            <Button theme="primary" onClick={() => setAsking('switch')}>
              从现在起启用
            </Button>
          )}
          {job.can.apply ? (
            <Button theme="primary" variant="outline" onClick={() => setAsking('apply')}>
              也对这 {count} 位客户执行
            </Button>
          ) : null}
        </div>
      ) : null}
      {job.matchedCount > 0 ? <Matches job={job} /> : null}
      {asking === 'switch' ? (
        <Confirm
          title={`启用规则「${rule.name}」`}
          action="从现在起启用"
          onConfirm={() => turn.mutateAsync({ ruleId: rule.id, isOn: true })}
          onClose={() => setAsking(null)}
        >
          只对从现在起发生的事生效,以前的不处理。
        </Confirm>
      ) : null}
      {asking === 'apply' ? (
        <Confirm
          title={`对 ${count} 位客户执行「${rule.name}」`}
          action={`对 ${count} 位执行`}
          onConfirm={async () => {
            await apply.mutateAsync(job.id);
            notifyDone('已开始,进度在下面');
          }}
          onClose={() => setAsking(null)}
        >
          每位客户执行一次:{acts}。标签会写入企业微信,通知会发出去;不再符合条件的、还在冷却时间内的客户会跳过。
        </Confirm>
      ) : null}
    </>
  );
}

function Matches({ job }: { job: RuleJobView }) {
  const matches = useTrialMatches(job.id);
  return (
    <EndlessList query={matches} empty={<StateView title="没有可以显示的客户" />}>
      {(items) => (
        <table className="table dry-run-table">
          <thead>
            <tr>
              <th>客户</th>
              <th>次数</th>
              <th>因为什么</th>
            </tr>
          </thead>
          <tbody>
            {items.map((match, index) => (
              <tr key={match.customer?.id ?? index}>
                <td data-label="客户">
                  <Whom {...match} />
                </td>
                <td data-label="次数" className="number">
                  {match.times}
                </td>
                <td data-label="因为什么">
                  <Causes causes={match.causes} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </EndlessList>
  );
}

function Causes({ causes }: Pick<TrialMatchView, 'causes'>) {
  const now = useNow();
  return (
    <ul className="dry-run-causes">
      {causes.map((cause) => (
        <li key={`${cause.kind} ${cause.ref}`}>
          {cause.text === null ? null : <span>「{cause.text}」</span>}
          <span className="fine" title={exactTime(cause.at)}>
            {sayCause(cause, now)}
            {cause.kind === 'message' && cause.text === null ? ' · 原话不可见' : ''}
          </span>
        </li>
      ))}
    </ul>
  );
}
