import { Link, useNavigate } from 'react-router';
import { StateView } from '../../shared/states/state-view.tsx';
import { Button } from '../components/button.tsx';
import { EndlessList } from '../components/endless-list.tsx';
import { Icon } from '../components/icon.tsx';
import { Loaded } from '../components/loaded.tsx';
import { Card, Page } from '../components/page.tsx';
import { Pill } from '../components/pill.tsx';
import { useRuleParts } from '../features/automation/api/get-parts.ts';
import { useRules } from '../features/automation/api/list-rules.ts';
import { RuleSwitch } from '../features/automation/rule-switch.tsx';
import { nameOfList } from '../features/automation/say/name-of.ts';
import { sayRuleShort } from '../features/automation/say/say-rule.ts';
import '../components/table.css';

export function AutomationPage() {
  const parts = useRuleParts();
  const rules = useRules();
  const navigate = useNavigate();
  const begin = (
    <Button theme="primary" icon={<Icon name="plus" size={16} />} onClick={() => void navigate('/automation/new')}>
      新建规则
    </Button>
  );
  return (
    <Page title="自动化规则" hint="当某件事发生时,自动给客户打标签、改阶段、提醒员工或创建待办。" actions={begin}>
      <Card flush>
        <Loaded query={parts} lines={8}>
          {(known) => (
            <EndlessList
              query={rules}
              empty={
                <StateView
                  title="还没有自动化规则"
                  hint="例如:客户提到「价格」时打上标签,并提醒负责人"
                  action={{ label: '新建规则', onClick: () => void navigate('/automation/new') }}
                />
              }
            >
              {(items) => (
                <table className="table">
                  <thead>
                    <tr>
                      <th>规则</th>
                      <th>近 7 天</th>
                      <th>启用</th>
                    </tr>
                  </thead>
                  <tbody>
                    {items.map((rule) => (
                      <tr key={rule.id}>
                        <td data-label="规则">
                          <div>
                            <span className="row">
                              <Link to={`/automation/${rule.id}`}>{rule.name}</Link>
                              {rule.problem ? <Pill tone="bad">需要检查</Pill> : null}
                            </span>
                            <span className="fine">{sayRuleShort(rule.definition, known, nameOfList(rule.names))}</span>
                          </div>
                        </td>
                        <td data-label="近 7 天" style={{ whiteSpace: 'nowrap' }}>
                          {rule.hitsInWeek} 次
                        </td>
                        <td data-label="启用">
                          <RuleSwitch rule={rule} />
                        </td>
                      </tr>
                    ))}
                  </tbody>
                </table>
              )}
            </EndlessList>
          )}
        </Loaded>
      </Card>
    </Page>
  );
}
