import type { QualityDecision } from '@zhike/shared/contracts/quality';
import type { Dependencies } from '../../../dependencies.ts';
import { execute } from '../../../platform/database/sql.ts';
import { recordEvent } from '../../../platform/delivery/event.ts';
import { audit } from '../../audit/audit.ts';
import type { MemberViewer } from '../../corp/viewer.ts';
import { notify } from '../../notice/notify.ts';
import { closeTask, getTaskForUpdate } from '../../task/store.ts';
import type { QualityHitRow } from '../entity.ts';
import { HitDecided, HitIsYours } from '../errors.ts';
import { qualityHitDecided } from '../events.ts';
import { getVisibleHit } from '../store.ts';

const decisionNames: Record<QualityDecision, string> = { fine: '无问题', remind: '提醒', violation: '违规' };

/** Somebody's scope includes herself, but never the judgement on her. */
export const mayDecide = ({ userId }: Pick<QualityHitRow, 'userId'>, viewer: Pick<MemberViewer, 'userId'>) =>
  userId !== viewer.userId;

/** A checker says what a hit is worth; the first decision counts. */
export async function decideHit(
  { db, clock }: Pick<Dependencies, 'db' | 'clock'>,
  viewer: MemberViewer,
  hitId: string,
  { decision, note }: { decision: QualityDecision; note?: string },
): Promise<QualityHitRow> {
  return db.transaction(async (tx) => {
    const hit = await getVisibleHit(tx, viewer.scope, hitId, true);
    if (!mayDecide(hit, viewer)) throw new HitIsYours({ hitId });
    if (hit.state !== 'open') throw new HitDecided({ hitId, state: hit.state });
    const now = clock.now();
    await execute(
      tx,
      "UPDATE quality_hit SET state = ?, checked_by = ?, checked_at = ?, note = ? WHERE id = ? AND state = 'open'",
      [decision, viewer.userId, now, note || null, hitId],
    );
    if (hit.taskId) {
      const task = await getTaskForUpdate(tx, hit.taskId);
      if (task.status === 'open')
        await closeTask(tx, task, {
          status: 'done',
          result: `质检结果:${decisionNames[decision]}`,
          byUserId: viewer.userId,
          now,
        });
    }
    if (decision !== 'fine') {
      const what = hit.ruleKind === 'word' ? `敏感词「${hit.word}」` : `敏感行为「${hit.ruleName}」`;
      await notify(tx, hit.userId, {
        kind: 'quality',
        title: decision === 'violation' ? '质检判定:违规' : '质检提醒',
        text: `${viewer.name}查看了你触发${what}的会话。${note ? `说明:${note}` : '请注意沟通规范。'}`,
        link: hit.customerId ? `/manager/#/customers/${hit.customerId}` : '/manager/',
      });
    }
    await audit(tx, viewer, {
      action: 'quality_hit.decide',
      subject: { kind: 'quality_hit', id: hitId },
      before: { state: 'open' },
      after: { state: decision },
    });
    await recordEvent(
      tx,
      qualityHitDecided({
        occurredAt: now,
        memberUserId: hit.userId,
        payload: { hitId, userId: hit.userId, decision, byUserId: viewer.userId },
      }),
    );
    return getVisibleHit(tx, viewer.scope, hitId);
  });
}
