import type { RulePartsView } from '@zhike/shared/contracts/automation';
import { Link } from 'react-router';
import { Icon } from '../../../components/icon.tsx';
import { forgetFormDraft, hasFormDraft } from '../../../components/use-form-draft.ts';
import { draftName } from './draft-name.ts';
import { usableTemplates } from './templates.ts';
import './template-chooser.css';

interface TemplateChooserProps {
  parts: RulePartsView;
  ownerUserId: string;
}

/** The first screen of a new rule: ready-made ones, or nothing at all. */
export function TemplateChooser({ parts, ownerUserId }: TemplateChooserProps) {
  const draft = draftName(ownerUserId);
  const begin = () => forgetFormDraft(draft);
  return (
    <ul className="rule-templates">
      {hasFormDraft(draft) ? (
        <li>
          <Link className="rule-template rule-template-draft" to="/automation/new?from=draft">
            <strong>继续上次没有保存的规则</strong>
            <span className="soft">草稿还在;选择下面任何一个会放弃它。</span>
          </Link>
        </li>
      ) : null}
      {usableTemplates(parts).map(({ key, title, text }) => (
        <li key={key}>
          <Link className="rule-template" to={`/automation/new?from=${key}`} onClick={begin}>
            <strong>{title}</strong>
            <span className="soft">{text}</span>
          </Link>
        </li>
      ))}
      <li>
        <Link className="rule-template" to="/automation/new?from=blank" onClick={begin}>
          <strong className="row">
            <Icon name="plus" size={16} />
            从空白开始
          </strong>
          <span className="soft">自己选择触发条件和动作。</span>
        </Link>
      </li>
    </ul>
  );
}
