import { useParams, useSearchParams } from 'react-router';
import { Loaded } from '../components/loaded.tsx';
import { Page } from '../components/page.tsx';
import { useRuleParts } from '../features/automation/api/get-parts.ts';
import { useRule } from '../features/automation/api/get-rule.ts';
import { useRuleJob, useRuleJobs } from '../features/automation/api/rule-jobs.ts';
import { TrialForm } from '../features/automation/dry-run/trial-form.tsx';
import { TrialResult } from '../features/automation/dry-run/trial-result.tsx';
import { JobsCard } from '../features/automation/jobs-card.tsx';
import { nameOfList } from '../features/automation/say/name-of.ts';
import { sayRuleShort } from '../features/automation/say/say-rule.ts';

/** What a rule would have done; the run goes on when this page is closed, and is found again by its address or by the rule. */
export function AutomationDryRunPage() {
  const { ruleId = '' } = useParams();
  const [search, setSearch] = useSearchParams();
  const rule = useRule(ruleId);
  const parts = useRuleParts();
  const jobs = useRuleJobs(ruleId);
  const latest = jobs.data?.items.find(({ kind }) => kind === 'trial');
  const job = useRuleJob(search.get('job') ?? latest?.id ?? null);
  return (
    <Page
      title="试运行"
      hint="看看这条规则如果一直开着,会对谁做什么。"
      back={{ to: `/automation/${ruleId}`, label: '规则详情' }}
    >
      <Loaded query={rule}>
        {(saved) => (
          <Loaded query={parts}>
            {(known) => (
              <>
                <p>
                  <strong>{saved.name}</strong>
                  <span className="soft"> {sayRuleShort(saved.definition, known, nameOfList(saved.names))}</span>
                </p>
                <TrialForm rule={saved} onStarted={({ id }) => setSearch({ job: id }, { replace: true })} />
                {job.isEnabled ? (
                  <Loaded query={job}>
                    {(view) => <TrialResult key={view.id} rule={saved} parts={known} job={view} />}
                  </Loaded>
                ) : null}
                <JobsCard ruleId={ruleId} />
              </>
            )}
          </Loaded>
        )}
      </Loaded>
    </Page>
  );
}
