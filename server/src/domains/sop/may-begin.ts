import type { SopDefinition } from '@zhike/shared/contracts/sop';
import type { Dependencies } from '../../dependencies.ts';
import { matchesFilter } from '../../engines/filter/evaluate.ts';
import { loadFacts } from '../../engines/filter/facts.ts';
import { prepareFilter } from '../../engines/filter/prepare.ts';
import type { Tx } from '../../platform/database/tx.ts';
import { type Beginner, findStarts } from './find-start.ts';

/** Of these customers, those who may begin by themselves: who fit the condition, and for whom nothing stands that would end it. */
export async function whoMayBegin(
  tx: Tx,
  { filterFields, config }: Pick<Dependencies, 'filterFields' | 'config'>,
  customers: readonly Beginner[],
  { auto, stop }: Pick<SopDefinition, 'auto' | 'stop'>,
  now: number,
): Promise<Beginner[]> {
  const context = { now, timeZone: config.timeZone };
  const ending = { kind: 'tagged', tagIds: stop.tagIds } as const;
  const ended = stop.tagIds.length > 0 ? await findStarts(tx, customers, ending, 0, context) : new Map();
  const open = customers.filter(
    ({ id, stageId }) => !ended.has(id) && (stageId === null || !stop.stageIds.includes(stageId)),
  );
  if (!auto?.filter || open.length === 0) return open;
  const prepared = await prepareFilter(tx, filterFields, auto.filter);
  const facts = await loadFacts(
    tx,
    open.map(({ id }) => id),
    prepared,
    context,
  );
  return open.filter(({ id }) => matchesFilter(prepared, facts.get(id)!, context));
}
