import type { SegmentView } from '@zhike/shared/contracts/segment';
import type { Dependencies } from '../../dependencies.ts';
import { sayFilter } from '../../engines/filter/sentence.ts';
import { wordsOfFilters } from '../../engines/filter/words.ts';
import type { Tx } from '../../platform/database/tx.ts';
import { memberCards } from '../corp/store.ts';
import type { MemberViewer } from '../corp/viewer.ts';
import type { SegmentRow } from './entity.ts';
import { mayEdit } from './store.ts';

export async function presentSegments(
  tx: Tx,
  { filterFields, config }: Pick<Dependencies, 'filterFields' | 'config'>,
  rows: SegmentRow[],
  viewer: MemberViewer,
): Promise<SegmentView[]> {
  const cards = await memberCards(
    tx,
    rows.map((row) => row.ownerUserId),
  );
  const words = await wordsOfFilters(
    tx,
    filterFields,
    rows.map((row) => row.filter),
  );
  return rows.map(({ ownerUserId, ...row }) => ({
    id: row.id,
    name: row.name,
    description: row.description,
    filter: row.filter,
    visibility: row.visibility,
    sentence: sayFilter(row.filter, words, config.timeZone),
    owner: cards.get(ownerUserId) ?? { userId: ownerUserId, name: ownerUserId, avatar: null },
    version: row.version,
    createdAt: row.createdAt,
    updatedAt: row.updatedAt,
    can: { edit: mayEdit({ ownerUserId, ...row }, viewer) },
  }));
}
