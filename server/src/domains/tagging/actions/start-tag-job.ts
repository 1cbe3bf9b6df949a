import type { Dependencies } from '../../../dependencies.ts';
import { insertRows } from '../../../platform/database/sql.ts';
import { enqueue } from '../../../platform/delivery/command.ts';
import { newId } from '../../../platform/id.ts';
import { audit } from '../../audit/audit.ts';
import type { MemberViewer } from '../../corp/viewer.ts';
import { customersInScope } from '../../customer/scope.ts';
import { requireUsableTags } from '../../tag/visible.ts';
import { advanceTagJob } from '../commands/advance-tag-job.ts';
import { TagJobRow } from '../entity.ts';

const IDS_PER_QUERY = 500;

/** Queues a marking of many customers. Those whom the viewer may not see are skipped and counted, not refused one by one. */
export async function startTagJob(
  { db, clock }: Pick<Dependencies, 'db' | 'clock'>,
  viewer: MemberViewer,
  wanted: { customerIds: string[]; addTagIds: string[]; removeTagIds: string[] },
): Promise<string> {
  const customerIds = [...new Set(wanted.customerIds)];
  const jobId = newId();
  await db.transaction(async (tx) => {
    await requireUsableTags(tx, viewer, [...wanted.addTagIds, ...wanted.removeTagIds]);
    const visible: string[] = [];
    for (let start = 0; start < customerIds.length; start += IDS_PER_QUERY) {
      visible.push(...(await customersInScope(tx, viewer.scope, customerIds.slice(start, start + IDS_PER_QUERY))));
    }
    await tx.insert(TagJobRow, {
      id: jobId,
      addTagIds: wanted.addTagIds,
      removeTagIds: wanted.removeTagIds,
      status: 'waiting',
      totalCount: customerIds.length,
      doneCount: 0,
      skippedCount: customerIds.length - visible.length,
      startedByUserId: viewer.userId,
      createdAt: clock.now(),
      finishedAt: null,
    });
    await insertRows(
      tx,
      'tag_job_customer',
      visible.map((customerId) => ({ job_id: jobId, customer_id: customerId })),
    );
    await enqueue(tx, advanceTagJob({ jobId }));
    await audit(tx, viewer, {
      action: 'tag_job.start',
      subject: { kind: 'tag_job', id: jobId },
      after: { customers: visible.length, addTagIds: wanted.addTagIds, removeTagIds: wanted.removeTagIds },
    });
  });
  return jobId;
}
