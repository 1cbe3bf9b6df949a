import type { ActionOutcome, RulePartsView } from '@zhike/shared/contracts/automation';
import { errorPhrases } from '@zhike/shared/texts/error-phrases';
import { labelOfAction } from './say-rule.ts';

/** Where the phrase of an error asks whoever fills in a form to choose again: here nobody does. */
const reasons: Record<string, string> = {
  'custom_field.not_found': '这个字段已停用',
  'custom_field.option_not_found': '选择的选项已停用',
};

export const sayWhy = (code: string | null): string => (code && (reasons[code] ?? errorPhrases[code])) || '原因不明';

/** What an action did, and what became of it. */
export function sayOutcome({ kind, outcome, why, undo }: ActionOutcome, parts: RulePartsView): string {
  const label = labelOfAction(kind, parts);
  const did =
    outcome === 'done' ? label : outcome === 'already' ? `${label}(原来就是这样)` : `${label}没有执行:${sayWhy(why)}`;
  if (!undo) return did;
  return undo.outcome === 'undone' ? `${did},已撤回` : `${did},没有撤回:${sayWhy(undo.why)}`;
}
