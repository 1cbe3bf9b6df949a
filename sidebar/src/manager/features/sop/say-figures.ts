import type { SopFigures, SopStepFigures } from '@zhike/shared/contracts/sop-stats';

/** 3 / 5: opened by the customer, of those to whom something that can be opened was sent. */
export function sayRead({ sent, read }: Pick<SopFigures, 'sent' | 'read'>): string {
  return sent === 0 ? '—' : `${read} / ${sent}`;
}

/** What stands at the end of a step's bar. */
export function sayStepFigures(step: SopStepFigures): string {
  const parts = [
    step.opened === 0 ? null : `完成 ${step.done} / ${step.opened}`,
    step.overdue > 0 ? `逾期 ${step.overdue}` : null,
    step.sent > 0 ? `打开 ${sayRead(step)}` : null,
    step.dismissed > 0 ? `不需要 ${step.dismissed}` : null,
    step.unsent > 0 ? `未送达 ${step.unsent}` : null,
    step.skipped > 0 ? `跳过 ${step.skipped}` : null,
  ].filter((part) => part !== null);
  return parts.length === 0 ? '还没有到期' : parts.join(' · ');
}
