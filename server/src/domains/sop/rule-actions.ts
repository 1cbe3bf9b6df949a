import type { RuleAction } from '@zhike/shared/contracts/automation-rule';
import type { RuleActionHandler } from '../../engines/rules/registry.ts';
import { findRow } from '../../platform/database/find-row.ts';
import { getCustomer } from '../customer/store.ts';
import { whoAnswerFor } from '../customer/who-answers.ts';
import { planCalendar } from './calendar.ts';
import { enrolMany } from './enrol.ts';
import { SopRow } from './entity.ts';
import { takeBack } from './take-back.ts';
import { getSop } from './store.ts';

type EnrolSop = Extract<RuleAction, { kind: 'enrol_sop' }>;

/** A rule lets a customer begin an SOP. */
const enrolSop: RuleActionHandler<EnrolSop> = {
  kind: 'enrol_sop',
  label: '加入 SOP',
  async check(tx, { sopId }) {
    await getSop(tx, sopId);
  },
  async apply(tx, { customerId, versionId, now }, { sopId }, { config }) {
    const sop = await findRow(tx, SopRow, { id: sopId });
    if (!sop || sop.deletedAt !== null) return { outcome: 'skipped', why: 'sop.not_found' };
    if (!sop.isOn) return { outcome: 'skipped', why: 'sop.is_off' };
    if (!(await whoAnswerFor(tx, [customerId])).has(customerId))
      return { outcome: 'skipped', why: 'sop.nobody_serves' };
    const calendar = await planCalendar(tx, config.timeZone);
    const because = { kind: 'rule', ref: versionId } as const;
    const answers = await enrolMany(tx, calendar, sop, [await getCustomer(tx, customerId)], { because, now });
    const { enrolmentId, why } = answers.get(customerId)!;
    if (enrolmentId !== undefined) return { outcome: 'done', memory: { enrolmentId } };
    return why === 'sop.already_in' ? { outcome: 'already' } : { outcome: 'skipped', why };
  },
  undo: (tx, _run, { enrolmentId }, by) => takeBack(tx, enrolmentId as string, by),
};

export const sopRuleActions = [enrolSop];
