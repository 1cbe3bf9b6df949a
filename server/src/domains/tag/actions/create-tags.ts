import type { Dependencies } from '../../../dependencies.ts';
import type { Tx } from '../../../platform/database/tx.ts';
import { newId } from '../../../platform/id.ts';
import type { CorpTagGroup } from '../../../wecom/api/corp-tag.ts';
import { isWecomError } from '../../../wecom/errors.ts';
import { adoptDraft, closeDraft, findDraftIn } from '../drafts.ts';
import { TagDraftRow } from '../entity.ts';
import { TagGroupNameTaken, TagLibraryFull, TagNameTaken } from '../errors.ts';
import { readLibrary } from '../read-library.ts';
import { saveLibrary } from '../save-library.ts';
import { getTagGroup, listTagGroups, listTags } from '../store.ts';

type Parts = Pick<Dependencies, 'db' | 'clock' | 'wecom'>;

export interface NewTags {
  /** Null: a new group called `groupName`. */
  groupId: string | null;
  groupName: string | null;
  names: string[];
  departmentIds: number[] | null;
}

const LIBRARY_FULL = 40126;
const NAME_EXISTS = 40071;

/**
 * Creates tags in WeCom, with a group if none is named. What exists is read first, so that afterwards we know which ones are ours;
 * the draft is committed before the call, so that a crash or a lost answer leaves something to look for. Returns the group's id.
 */
export async function createTags(deps: Parts, viewer: { userId: string }, wanted: NewTags): Promise<string> {
  const { db, clock, wecom } = deps;
  await refresh(deps, wanted);
  const draft = await db.transaction(async (tx) => {
    await requireFreeNames(tx, wanted);
    const row = tx.create(TagDraftRow, {
      id: newId(),
      groupId: wanted.groupId,
      groupName: wanted.groupName,
      tagNames: wanted.names,
      departmentIds: wanted.departmentIds,
      status: 'open',
      byUserId: viewer.userId,
      createdAt: clock.machineNow(),
    });
    await tx.insert(TagDraftRow, row);
    return row;
  });
  const group = await callWecom(deps, draft);
  await db.transaction((tx) => adoptDraft(tx, draft, group, clock.now()));
  return group.id;

  async function callWecom(parts: Parts, { id, groupId, groupName, tagNames }: TagDraftRow): Promise<CorpTagGroup> {
    const tags = tagNames.map((name) => ({ name }));
    try {
      return await wecom.tag.add(groupId ? { groupId, tags } : { groupName: groupName ?? '', tags });
    } catch (error) {
      if (!isWecomError(error)) throw error;
      // No answer, or "busy": it may have been done. Looked up once now; else the draft stays open for the next reading of the library.
      if (error.fault === 'unknown_outcome' || error.fault === 'retryable') {
        const found = findDraftIn({ groupId, groupName, tagNames }, await readGroups(parts, wanted).catch(() => []));
        if (found) return found;
        throw error;
      }
      await db.transaction((tx) => closeDraft(tx, id, 'failed'));
      if (error.errcode === LIBRARY_FULL) throw new TagLibraryFull({}, { cause: error });
      if (error.errcode === NAME_EXISTS) throw new TagNameTaken({ names: tagNames }, { cause: error });
      throw error;
    }
  }
}

const readGroups = ({ wecom }: Parts, { groupId }: NewTags) => wecom.tag.list(groupId ? { groupIds: [groupId] } : {});

async function refresh(deps: Parts, wanted: NewTags): Promise<void> {
  const reading = await readLibrary(deps, wanted.groupId ? { kind: 'groups', ids: [wanted.groupId] } : { kind: 'all' });
  await deps.db.transaction((tx) => saveLibrary(tx, reading, deps.clock.now()));
}

async function requireFreeNames(tx: Tx, { groupId, groupName, names }: NewTags): Promise<void> {
  if (groupId === null) {
    const taken = (await listTagGroups(tx)).some((group) => group.name === groupName);
    if (taken) throw new TagGroupNameTaken({ name: groupName ?? '' });
    return;
  }
  await getTagGroup(tx, groupId);
  const existing = new Set((await listTags(tx, groupId)).map((tag) => tag.name));
  const taken = names.filter((name) => existing.has(name));
  if (taken.length > 0) throw new TagNameTaken({ names: taken });
}
