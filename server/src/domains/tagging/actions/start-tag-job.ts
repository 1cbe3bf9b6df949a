import type { CustomerFilter as AskedFilter } from '@zhike/shared/contracts/customer-list';
import type { Dependencies } from '../../../dependencies.ts';
import { insertRows } from '../../../platform/database/sql.ts';
import { enqueue } from '../../../platform/delivery/command.ts';
import { newId } from '../../../platform/id.ts';
import { audit } from '../../audit/audit.ts';
import type { MemberViewer } from '../../corp/viewer.ts';
import { readFilter } from '../../customer/list-filter.ts';
import { customersInScope } from '../../customer/scope.ts';
import { requireUsableTags } from '../../tag/visible.ts';
import { advanceTagJob } from '../commands/advance-tag-job.ts';
import { TagJobRow } from '../entity.ts';

const IDS_PER_QUERY = 500;

interface WantedMarking {
  customerIds?: string[];
  filter?: AskedFilter;
  addTagIds: string[];
  removeTagIds: string[];
}

/**
 * Queues a marking of many customers: of those named, or of all whom a filter fits. Those whom the viewer may not see are skipped and
 * counted, not refused one by one.
 */
export async function startTagJob(
  deps: Pick<Dependencies, 'db' | 'clock' | 'keys' | 'filterFields'>,
  viewer: MemberViewer,
  { customerIds = [], filter, addTagIds, removeTagIds }: WantedMarking,
): Promise<string> {
  const { db, clock } = deps;
  const named = [...new Set(customerIds)];
  const byFilter = filter ? await readFilter(deps, filter) : null;
  const jobId = newId();
  await db.transaction(async (tx) => {
    await requireUsableTags(tx, viewer, [...addTagIds, ...removeTagIds]);
    const visible: string[] = [];
    for (let start = 0; start < named.length; start += IDS_PER_QUERY) {
      visible.push(...(await customersInScope(tx, viewer.scope, named.slice(start, start + IDS_PER_QUERY))));
    }
    await tx.insert(TagJobRow, {
      id: jobId,
      addTagIds,
      removeTagIds,
      byFilter,
      collectedTo: null,
      status: byFilter ? 'collecting' : 'waiting',
      totalCount: named.length,
      doneCount: 0,
      skippedCount: named.length - visible.length,
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
      after: {
        ...(filter ? { filter: withoutWords(filter) } : { customers: visible.length }),
        addTagIds,
        removeTagIds,
      },
    });
  });
  return jobId;
}

/** For the record of operations, where no name and no phone number may stand. */
function withoutWords({ q, ...conditions }: AskedFilter): object {
  return q ? { ...conditions, searched: true } : conditions;
}
