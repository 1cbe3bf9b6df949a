import type { Dependencies } from '../../../dependencies.ts';
import { execute } from '../../../platform/database/sql.ts';
import { recordEvent } from '../../../platform/delivery/event.ts';
import { audit } from '../../audit/audit.ts';
import type { MemberViewer } from '../../corp/viewer.ts';
import { TagOrderBlocked, TagOrderNeedsAll } from '../errors.ts';
import { tagLibraryChanged } from '../events.ts';
import { decideOrder } from '../order.ts';
import { getTagGroup, listTagGroups, listTags, noteOwnChange } from '../store.ts';
import { orExplain } from './change-tags.ts';

type Parts = Pick<Dependencies, 'db' | 'clock' | 'wecom'>;
interface Sortable {
  id: string;
  sort: number;
  createdByUs: boolean;
}

/** Puts the tags of a group in the given sequence: in WeCom, so that the client shows them so, and here. */
export async function orderTags(deps: Parts, viewer: MemberViewer, groupId: string, tagIds: string[]): Promise<void> {
  await getTagGroup(deps.db.read, groupId);
  const tags = await listTags(deps.db.read, groupId);
  await applyOrder(deps, viewer, 'tag', tags, tagIds, { kind: 'tag_group', id: groupId });
}

/** Puts the groups in the given sequence. */
export async function orderTagGroups(deps: Parts, viewer: MemberViewer, groupIds: string[]): Promise<void> {
  const groups = await listTagGroups(deps.db.read);
  await applyOrder(deps, viewer, 'tag_group', groups, groupIds, { kind: 'tag_library', id: 'groups' });
}

async function applyOrder(
  deps: Parts,
  viewer: MemberViewer,
  kind: 'tag' | 'tag_group',
  stored: readonly Sortable[],
  wanted: readonly string[],
  subject: { kind: string; id: string },
): Promise<void> {
  const byId = new Map(stored.map((row) => [row.id, row]));
  const sequence = [...new Set(wanted)].flatMap((id) => byId.get(id) ?? []);
  if (sequence.length !== stored.length || wanted.length !== stored.length) throw new TagOrderNeedsAll();
  const changes = decideOrder(sequence.map(({ id, sort, createdByUs }) => ({ id, sort, ours: createdByUs })));
  if (!changes) throw new TagOrderBlocked({ ids: stored.filter((row) => !row.createdByUs).map((row) => row.id) });
  const done: [string, number][] = [];
  try {
    for (const [id, order] of changes) {
      await orExplain(deps, kind, id, () => deps.wecom.tag.edit(id, { order }));
      done.push([id, order]);
    }
  } finally {
    // What WeCom has taken is kept even when a later one failed: our copy must say what is there.
    if (done.length > 0) await store(deps, viewer, kind, done, subject);
  }
}

async function store(
  { db, clock }: Parts,
  viewer: MemberViewer,
  table: 'tag' | 'tag_group',
  changes: readonly [string, number][],
  subject: { kind: string; id: string },
): Promise<void> {
  await db.transaction(async (tx) => {
    for (const [id, order] of changes) await execute(tx, `UPDATE \`${table}\` SET sort = ? WHERE id = ?`, [order, id]);
    const ids = changes.map(([id]) => id);
    await noteOwnChange(tx, table, ids, clock.now());
    await audit(tx, viewer, { action: 'tag.order', subject, after: { moved: changes.length } });
    const groupIds = table === 'tag' ? [subject.id] : ids.slice(0, 100);
    await recordEvent(tx, tagLibraryChanged({ occurredAt: clock.now(), payload: { groupIds } }));
  });
}
