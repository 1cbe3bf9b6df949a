import { Link } from 'react-router';
import { forgetFormDraft, hasFormDraft } from '../../components/use-form-draft.ts';
import { sopDraftName } from './editor/draft-name.ts';
import { sopTemplates } from './editor/templates.ts';
import './sop.css';

/** Ready-made SOPs, or an empty one, to begin with. */
export function TemplateList({ ownerUserId }: { ownerUserId: string }) {
  const name = sopDraftName(ownerUserId);
  const begin = () => forgetFormDraft(name);
  return (
    <ul className="sop-templates">
      {hasFormDraft(name) ? (
        <li>
          <Link to="/sops/new?from=draft">
            <strong>继续上次没有保存的 SOP</strong>
            <span className="soft">草稿还在;选择其他任何一个会放弃它。</span>
          </Link>
        </li>
      ) : null}
      {sopTemplates.map(({ key, title, text }) => (
        <li key={key}>
          <Link to={`/sops/new?from=${key}`} onClick={begin}>
            <strong>{title}</strong>
            <span className="soft">{text}</span>
          </Link>
        </li>
      ))}
      <li>
        <Link to="/sops/new?from=blank" onClick={begin}>
          <strong>从空白开始</strong>
          <span className="soft">自己安排时间和步骤。</span>
        </Link>
      </li>
    </ul>
  );
}
