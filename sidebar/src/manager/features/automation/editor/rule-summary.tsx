import type { RuleDefinition } from '@zhike/shared/contracts/automation-rule';
import type { RuleParts } from '../rule-parts.ts';
import type { NameOf } from '../say/name-of.ts';
import { sayRule } from '../say/say-rule.ts';
import './rule-summary.css';

interface RuleSummaryProps {
  definition: RuleDefinition;
  parts: RuleParts;
  nameOf: NameOf;
  /** The filter's own sentence; null while it is not there. */
  filter: string | null;
  /** Whose customers it acts on, in words. */
  reach: string;
}

/** Everything a rule does, in words. */
export function RuleSummary({ definition, parts, nameOf, filter, reach }: RuleSummaryProps) {
  const { when, whom, acts, limits } = sayRule(definition, parts, nameOf, filter);
  return (
    <dl className="rule-summary" aria-live="polite">
      <dt>当</dt>
      <dd>{when}</dd>
      <dt>如果</dt>
      <dd>{whom}</dd>
      <dt>范围</dt>
      <dd>{reach}</dd>
      <dt>就</dt>
      <dd>
        {acts.length > 0 ? (
          <ol>
            {acts.map((act, index) => (
              <li key={index}>{act}</li>
            ))}
          </ol>
        ) : (
          '还没有选择动作'
        )}
      </dd>
      <dt>限制</dt>
      <dd>
        <ul>
          {limits.map((limit) => (
            <li key={limit}>{limit}</li>
          ))}
        </ul>
      </dd>
    </dl>
  );
}
