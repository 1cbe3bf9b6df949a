import { qualityDue } from '../../domains/quality/events.ts';
import { findOverdue } from '../../domains/quality/overdue.ts';
import { done, skipped } from '../../platform/delivery/scenario.ts';
import { scenario } from '../scenario.ts';

/** Customers who have waited too long for an answer or a follow-up become quality checks. */
export const findOverdueReplies = scenario({
  name: 'find-overdue-replies',
  on: qualityDue,
  async run(tx, _event, _facts, now, deps) {
    return (await findOverdue(tx, deps, now)) > 0 ? done() : skipped('已经处理过');
  },
});
