import type { RuleActionKind } from '@zhike/shared/contracts/automation-rule';
import { Button } from '../../../components/button.tsx';
import { Icon } from '../../../components/icon.tsx';
import { labelOfAction } from '../say/say-rule.ts';
import { ActionEditor } from './action-editor.tsx';
import type { Problems } from './find-problems.ts';
import { type ActionForm, newAction } from './form.ts';
import type { EditorKit } from './pickers.ts';

interface ActionsSectionProps {
  actions: ActionForm[];
  onChange(actions: ActionForm[]): void;
  problems: Problems;
  kit: EditorKit;
}

const MOST = 10;

/** What the rule does, in this order. */
export function ActionsSection({ actions, onChange, problems, kit }: ActionsSectionProps) {
  return (
    <div className="rule-actions">
      {actions.map((action, index) => (
        <div key={action.key} className="rule-action" role="group" aria-label={`动作 ${index + 1}`}>
          <div className="rule-action-head">
            <strong>
              {index + 1}. {labelOfAction(action.kind, kit.parts)}
            </strong>
            <button
              type="button"
              className="plain-button"
              aria-label={`删除动作 ${index + 1}`}
              onClick={() => onChange(actions.filter((one) => one !== action))}
            >
              <Icon name="trash" size={16} />
              删除
            </button>
          </div>
          <ActionEditor
            action={action}
            kit={kit}
            onChange={(next) => onChange(actions.map((one) => (one === action ? next : one)))}
          />
          {problems[`action:${action.key}`] ? (
            <p className="field-problem" role="alert">
              {problems[`action:${action.key}`]}
            </p>
          ) : null}
        </div>
      ))}
      {problems.actions ? (
        <p className="field-problem" role="alert">
          {problems.actions}
        </p>
      ) : null}
      <div className="row" role="group" aria-label="添加动作">
        {kit.parts.actions.map(({ kind, label }) => (
          <Button
            key={kind}
            variant="outline"
            icon={<Icon name="plus" size={16} />}
            disabled={actions.length >= MOST}
            onClick={() => onChange([...actions, newAction(kind as RuleActionKind)])}
          >
            {label}
          </Button>
        ))}
      </div>
    </div>
  );
}
