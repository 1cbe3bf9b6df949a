import type { MassOutcome } from '@zhike/shared/contracts/mass-message';
import type { EnrolmentView } from '@zhike/shared/contracts/sop-enrolment';
import type { Tx } from '../../platform/database/tx.ts';
import { type MassResult, resultsIn } from '../mass-message/for-others.ts';
import type { SopEnrolmentRow, SopStepRow } from './entity.ts';

type Step = EnrolmentView['steps'][number];

/** A step that goes out as a mass message, as the customer's way tells it. */
export type SentStep = Pick<Step, 'state' | 'why' | 'doneAt'>;

const WHY: Record<Exclude<MassOutcome, 'sent'>, string> = {
  waiting: '等员工在企业微信确认群发',
  not_friend: '客户已不是好友,没有收到',
  over_quota: '客户收到的群发已达上限,没有收到',
  unreachable: '没有员工与客户是好友,没有发出',
  refused: '企业微信没有接受,没有发出',
  unknown: '企业微信没有告知结果',
  cancelled: '群发已取消',
};

/** What became of steps in mass messages, as the results stand there. */
export async function massResultsOf(
  tx: Tx,
  enrolments: readonly SopEnrolmentRow[],
  settled: ReadonlyMap<string, SopStepRow[]>,
): Promise<(enrolment: SopEnrolmentRow, massMessageId: string) => SentStep> {
  const asked = enrolments.flatMap(({ id, customerId }) =>
    (settled.get(id) ?? []).flatMap(({ massMessageId }) => (massMessageId ? [{ massMessageId, customerId }] : [])),
  );
  const results = await resultsIn(tx, asked);
  return ({ customerId }, massMessageId) => sayResult(results.get(`${massMessageId} ${customerId}`));
}

function sayResult(result: MassResult | undefined): SentStep {
  // Gone with what keeps it: nobody can say any more.
  if (!result) return { state: 'unsent', why: WHY.unknown, doneAt: null };
  const { outcome, at } = result;
  if (outcome === 'sent') return { state: 'done', why: null, doneAt: at };
  return { state: outcome === 'waiting' ? 'open' : 'unsent', why: WHY[outcome], doneAt: null };
}
