import type { RulePartsView } from '@zhike/shared/contracts/automation';
import type { UndoPreview } from '@zhike/shared/contracts/automation-job';
import { Confirm } from '../../components/confirm.tsx';
import { Loaded } from '../../components/loaded.tsx';
import { useChangeRuleJobs, useUndoPreview } from './api/rule-jobs.ts';
import { sayWhy } from './say/say-outcome.ts';
import { labelOfAction } from './say/say-rule.ts';

interface UndoDialogProps {
  ruleId: string;
  version: number;
  parts: RulePartsView;
  onClose(): void;
}

/** Says how much can be taken back and what cannot, and asks once. */
export function UndoDialog({ ruleId, version, parts, onClose }: UndoDialogProps) {
  const preview = useUndoPreview(ruleId, version);
  const { undo } = useChangeRuleJobs();
  return (
    <Confirm
      title={`撤回第 ${version} 版做过的事`}
      action={preview.data ? `撤回 ${preview.data.totalCount} 次执行` : '撤回'}
      danger
      disabled={!preview.data || preview.data.totalCount === 0}
      onConfirm={() => undo.mutateAsync({ ruleId, version })}
      onClose={onClose}
    >
      <Loaded query={preview} lines={3}>
        {(found) => <Preview preview={found} parts={parts} />}
      </Loaded>
    </Confirm>
  );
}

function Preview({
  preview: { totalCount, lookedCount, actions },
  parts,
}: {
  preview: UndoPreview;
  parts: RulePartsView;
}) {
  if (totalCount === 0) return <p>没有可以撤回的执行。</p>;
  return (
    <div className="dialog-column">
      <p>
        这一版执行过 {totalCount} 次{lookedCount < totalCount ? `,下面是最近 ${lookedCount} 次的情况` : ''}。
        之后被人改过的会保持现状。
      </p>
      <ul>
        {actions.map(({ kind, undone, kept }) => (
          <li key={kind}>
            <strong>{labelOfAction(kind, parts)}</strong>:可撤回 {undone} 次
            {kept.map(({ why, count }) => (
              <span key={why} className="soft">
                ;{count} 次不能撤回({sayWhy(why)})
              </span>
            ))}
          </li>
        ))}
      </ul>
    </div>
  );
}
