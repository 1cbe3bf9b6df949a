import type { ActionOutcome, RulePartsView } from '@zhike/shared/contracts/automation';
import { errorPhrases } from '@zhike/shared/texts/error-phrases';
import { labelOfAction } from './say-rule.ts';

export const sayWhy = (code: string | null): string => (code && errorPhrases[code]) || '原因不明';

/** What an action did, and what became of it. */
export function sayOutcome({ kind, outcome, why, undo }: ActionOutcome, parts: RulePartsView): string {
  const label = labelOfAction(kind, parts);
  const did =
    outcome === 'done' ? label : outcome === 'already' ? `${label}(原来就是这样)` : `${label}没有执行:${sayWhy(why)}`;
  if (!undo) return did;
  return undo.outcome === 'undone' ? `${did},已撤回` : `${did},没有撤回:${sayWhy(undo.why)}`;
}
