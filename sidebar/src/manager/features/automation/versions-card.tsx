import type { RuleVersionView } from '@zhike/shared/contracts/automation';
import { useState } from 'react';
import { Link } from 'react-router';
import { EndlessList } from '../../components/endless-list.tsx';
import { Moment } from '../../components/figures.tsx';
import { Card } from '../../components/page.tsx';
import type { RulePickers } from './editor/pickers.ts';
import { RuleSummary } from './editor/rule-summary.tsx';
import { useRuleVersions } from './api/rule-history.ts';
import type { RuleParts } from './rule-parts.ts';
import { nameOfList } from './say/name-of.ts';
import { sayChanges } from './say/say-changes.ts';
import { sayReach } from './say/say-reach.ts';
import { UndoDialog } from './undo-dialog.tsx';
import './versions-card.css';

interface VersionsCardProps {
  ruleId: string;
  parts: RuleParts;
  /** Whether the viewer may change the rule. */
  mayEdit: boolean;
  /** The version in force. */
  current: number;
  filterInWords: RulePickers['filterInWords'];
  onHits(version: number): void;
}

/** Who changed what and when, what each version said, the ways to bring it back and to take back what it did. */
export function VersionsCard({ ruleId, parts, mayEdit, current, filterInWords, onHits }: VersionsCardProps) {
  const versions = useRuleVersions(ruleId);
  const [undoing, setUndoing] = useState<RuleVersionView | null>(null);
  return (
    <Card title="版本">
      <EndlessList query={versions} empty={null}>
        {(items) => (
          <ol className="rule-versions">
            {items.map((version) => (
              <Version
                key={version.version}
                version={version}
                parts={parts}
                filterInWords={filterInWords}
                onHits={() => onHits(version.version)}
                restore={
                  mayEdit && version.version !== current
                    ? `/automation/${ruleId}/edit?version=${version.version}`
                    : undefined
                }
                onUndo={mayEdit && version.hitCount > 0 ? () => setUndoing(version) : undefined}
              />
            ))}
          </ol>
        )}
      </EndlessList>
      {undoing ? (
        <UndoDialog ruleId={ruleId} version={undoing.version} parts={parts} onClose={() => setUndoing(null)} />
      ) : null}
    </Card>
  );
}

interface VersionProps {
  version: RuleVersionView;
  parts: RuleParts;
  filterInWords: RulePickers['filterInWords'];
  /** Where it can be brought back. */
  restore: string | undefined;
  onHits(): void;
  onUndo: (() => void) | undefined;
}

function Version({ version, parts, filterInWords: FilterInWords, restore, onHits, onUndo }: VersionProps) {
  const [isOpen, setOpen] = useState(false);
  return (
    <li>
      <div className="rule-version-head">
        <strong>第 {version.version} 版</strong>
        <span>{sayChanges(version.changed, version.version === 1)}</span>
        <span className="fine">
          {version.savedBy.name} · <Moment at={version.savedAt} />
        </span>
        <span className="rule-version-acts">
          <button type="button" className="plain-button" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
            {isOpen ? '收起' : '看内容'}
          </button>
          <button type="button" className="plain-button" disabled={version.hitCount === 0} onClick={onHits}>
            执行 {version.hitCount} 次
          </button>
          {restore ? (
            <Link className="plain-button" to={restore}>
              恢复这一版
            </Link>
          ) : null}
          {onUndo ? (
            <button type="button" className="plain-button danger" onClick={onUndo}>
              撤回
            </button>
          ) : null}
        </span>
      </div>
      {isOpen ? (
        <FilterInWords filter={version.definition.filter}>
          {(sentence) => (
            <RuleSummary
              definition={version.definition}
              parts={parts}
              nameOf={nameOfList(version.names)}
              filter={sentence}
              reach={sayReach(version.reach)}
            />
          )}
        </FilterInWords>
      ) : null}
    </li>
  );
}
