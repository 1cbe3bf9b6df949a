import type { RuleView } from '@zhike/shared/contracts/automation';
import { useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import { Button } from '../components/button.tsx';
import { Confirm } from '../components/confirm.tsx';
import { Moment } from '../components/figures.tsx';
import { Icon } from '../components/icon.tsx';
import { Loaded } from '../components/loaded.tsx';
import { notifyDone } from '../components/notify.ts';
import { Card, Page } from '../components/page.tsx';
import { useRuleParts } from '../features/automation/api/get-parts.ts';
import { useRule } from '../features/automation/api/get-rule.ts';
import { useDeleteRule } from '../features/automation/api/save-rule.ts';
import { RuleSummary } from '../features/automation/editor/rule-summary.tsx';
import { DeliveriesCard } from '../features/automation/deliveries-card.tsx';
import { HitsCard } from '../features/automation/hits-card.tsx';
import { JobsCard } from '../features/automation/jobs-card.tsx';
import { RuleSwitch } from '../features/automation/rule-switch.tsx';
import type { RuleParts } from '../features/automation/rule-parts.ts';
import { nameOfList } from '../features/automation/say/name-of.ts';
import { sayReach } from '../features/automation/say/say-reach.ts';
import { sayWhy } from '../features/automation/say/say-outcome.ts';
import { messagePath } from '../features/chat/chat-links.ts';
import { VersionsCard } from '../features/automation/versions-card.tsx';
import { rulePickers } from './rule-pickers.tsx';

const back = { to: '/automation', label: '自动化规则' };

export function AutomationRulePage() {
  const { ruleId = '' } = useParams();
  const rule = useRule(ruleId);
  const parts = useRuleParts();
  if (!rule.data || !parts.data)
    return (
      <Page title="规则详情" back={back}>
        <Loaded query={rule}>{() => <Loaded query={parts}>{() => null}</Loaded>}</Loaded>
      </Page>
    );
  return <Rule rule={rule.data} parts={parts.data} />;
}

function Rule({ rule, parts }: { rule: RuleView; parts: RuleParts }) {
  const navigate = useNavigate();
  const remove = useDeleteRule();
  const [deleting, setDeleting] = useState(false);
  const [version, setVersion] = useState<number | null>(null);
  const showHits = (of: number) => {
    setVersion(of);
    document.getElementById('rule-hits')?.scrollIntoView({ block: 'start', behavior: 'smooth' });
  };
  const FilterInWords = rulePickers.filterInWords;
  return (
    <Page
      title={rule.name}
      back={back}
      actions={
        <>
          <Button
            variant="outline"
            icon={<Icon name="play" size={16} />}
            onClick={() => void navigate(`/automation/${rule.id}/dry-run`)}
          >
            试运行
          </Button>
          {rule.can.edit ? (
            <>
              <Button
                variant="outline"
                icon={<Icon name="edit" size={16} />}
                onClick={() => void navigate(`/automation/${rule.id}/edit`)}
              >
                编辑
              </Button>
              <Button variant="outline" theme="danger" onClick={() => setDeleting(true)}>
                删除
              </Button>
            </>
          ) : null}
        </>
      }
    >
      <Card title="这条规则的意思" extra={<RuleSwitch rule={rule} />}>
        {rule.problem ? (
          <p className="rule-problem" role="alert">
            <strong>需要检查:</strong>
            {sayWhy(rule.problem.code)}(<Moment at={rule.problem.at} />
            )。修改保存或重新启用后,这条提示会消失。
          </p>
        ) : null}
        <FilterInWords filter={rule.definition.filter}>
          {(sentence) => (
            <RuleSummary
              definition={rule.definition}
              parts={parts}
              nameOf={nameOfList(rule.names)}
              filter={sentence}
              reach={sayReach(rule.reach)}
            />
          )}
        </FilterInWords>
        <p className="fine">
          {rule.onSince === null ? (
            '未启用'
          ) : (
            <>
              启用于 <Moment at={rule.onSince} />
            </>
          )}{' '}
          · 近 7 天执行 {rule.hitsInWeek} 次 · 第 {rule.version} 版,{rule.savedBy.name}保存于{' '}
          <Moment at={rule.savedAt} />
        </p>
      </Card>
      <JobsCard ruleId={rule.id} />
      <div id="rule-hits">
        <HitsCard
          ruleId={rule.id}
          parts={parts}
          version={version}
          onAll={() => setVersion(null)}
          messagePath={messagePath}
        />
      </div>
      {rule.definition.actions.some(({ kind }) => kind === 'webhook') ? <DeliveriesCard ruleId={rule.id} /> : null}
      <VersionsCard
        ruleId={rule.id}
        parts={parts}
        mayEdit={rule.can.edit}
        current={rule.version}
        filterInWords={FilterInWords}
        onHits={showHits}
      />
      {deleting ? (
        <Confirm
          title={`删除规则「${rule.name}」`}
          action="删除"
          danger
          onConfirm={async () => {
            await remove.mutateAsync(rule.id);
            notifyDone('已删除');
            void navigate('/automation');
          }}
          onClose={() => setDeleting(false)}
        >
          以后发生的事不再处理。已经做过的({rule.hitsInWeek > 0 ? `近 7 天 ${rule.hitsInWeek} 次` : '近 7 天没有'}
          )会保留,并仍然说得出原因;要撤回请先在「版本」里撤回。
        </Confirm>
      ) : null}
    </Page>
  );
}
