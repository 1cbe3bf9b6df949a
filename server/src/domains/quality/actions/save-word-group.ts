import type { QualityIntercept, QualityLevel, QualitySpeaker } from '@zhike/shared/contracts/quality';
import type { Dependencies } from '../../../dependencies.ts';
import type { Tx } from '../../../platform/database/tx.ts';
import { recordEvent } from '../../../platform/delivery/event.ts';
import { enqueue } from '../../../platform/delivery/command.ts';
import { newId } from '../../../platform/id.ts';
import { audit } from '../../audit/audit.ts';
import type { MemberViewer } from '../../corp/viewer.ts';
import { pushInterceptRule } from '../commands/push-intercept-rule.ts';
import { QualityWordGroupRow } from '../entity.ts';
import { DepartmentsNotYours, QualityChangedMeanwhile, TooManyWordGroups } from '../errors.ts';
import { qualityChanged } from '../events.ts';
import { getWordGroup, listWordGroups } from '../store.ts';

const MAX_GROUPS = 100;

export interface WordGroupDraft {
  name: string;
  level: QualityLevel;
  speaker: QualitySpeaker;
  words: string[];
  departmentIds: number[];
  isOn: boolean;
  intercept: QualityIntercept;
}

type Deps = Pick<Dependencies, 'db' | 'clock'>;

/** Admins everywhere; managers where all departments are theirs. */
export function mayEditGroup({ role, scope }: Pick<MemberViewer, 'role' | 'scope'>, departmentIds: readonly number[]) {
  if (role === 'admin') return true;
  return (
    scope.kind === 'departments' &&
    departmentIds.length > 0 &&
    departmentIds.every((id) => scope.departmentIds.includes(id))
  );
}

function requireEdit(viewer: MemberViewer, departmentIds: readonly number[]): void {
  if (!mayEditGroup(viewer, departmentIds)) throw new DepartmentsNotYours();
}

export async function createWordGroup({ db, clock }: Deps, viewer: MemberViewer, draft: WordGroupDraft) {
  return db.transaction(async (tx) => {
    requireEdit(viewer, draft.departmentIds);
    if ((await listWordGroups(tx)).length >= MAX_GROUPS) throw new TooManyWordGroups({ max: MAX_GROUPS });
    const id = newId();
    const now = clock.now();
    await tx.insert(QualityWordGroupRow, {
      id,
      ...plain(draft),
      wecomRuleId: null,
      interceptState: 'none',
      onSince: wholeSecond(now),
      version: 1,
      changedBy: viewer.userId,
      changedAt: now,
      deletedAt: null,
    });
    if (draft.intercept !== 'off') await push(tx, id);
    await tell(tx, viewer, 'quality_words.create', id, now, { after: { ...told(draft), words: some(draft.words) } });
    return getWordGroup(tx, id);
  });
}

export async function updateWordGroup(
  { db, clock }: Deps,
  viewer: MemberViewer,
  groupId: string,
  { version, ...draft }: WordGroupDraft & { version: number },
) {
  return db.transaction(async (tx) => {
    const group = await getWordGroup(tx, groupId, true);
    requireEdit(viewer, group.departmentIds);
    requireEdit(viewer, draft.departmentIds);
    if (group.version !== version) throw new QualityChangedMeanwhile();
    const now = clock.now();
    const onSince = draft.isOn && !group.isOn ? wholeSecond(now) : group.onSince;
    await tx.update(
      QualityWordGroupRow,
      { id: groupId },
      { ...plain(draft), onSince, version: version + 1, changedBy: viewer.userId, changedAt: now },
    );
    if (draft.intercept !== 'off' || group.intercept !== 'off') await push(tx, groupId);
    await tell(tx, viewer, 'quality_words.update', groupId, now, {
      before: told(group),
      after: {
        ...told(draft),
        addedWords: some(draft.words.filter((word) => !group.words.includes(word))),
        removedWords: some(group.words.filter((word) => !draft.words.includes(word))),
      },
    });
    return getWordGroup(tx, groupId);
  });
}

export async function deleteWordGroup({ db, clock }: Deps, viewer: MemberViewer, groupId: string): Promise<void> {
  await db.transaction(async (tx) => {
    const group = await getWordGroup(tx, groupId, true);
    requireEdit(viewer, group.departmentIds);
    const now = clock.now();
    await tx.update(QualityWordGroupRow, { id: groupId }, { deletedAt: now, version: group.version + 1 });
    if (group.intercept !== 'off' || group.wecomRuleId) await push(tx, groupId);
    await tell(tx, viewer, 'quality_words.delete', groupId, now, {
      before: { ...told(group), words: some(group.words) },
    });
  });
}

async function push(tx: Tx, groupId: string): Promise<void> {
  await tx.update(QualityWordGroupRow, { id: groupId }, { interceptState: 'waiting' });
  await enqueue(tx, pushInterceptRule({ groupId }));
}

/** As many words as an entry of the log shall hold; `wordCount` says how many there are. */
const MOST_TOLD = 100;
const some = (words: string[]) => [...new Set(words)].slice(0, MOST_TOLD);
const wholeSecond = (at: number) => at - (at % 1_000);
const plain = ({ name, level, speaker, words, departmentIds, isOn, intercept }: WordGroupDraft) => ({
  name,
  level,
  speaker,
  words: [...new Set(words)],
  departmentIds: [...new Set(departmentIds)],
  isOn,
  intercept,
});
const told = ({ name, level, speaker, words, departmentIds, isOn, intercept }: WordGroupDraft) => ({
  name,
  level,
  speaker,
  wordCount: new Set(words).size,
  departmentIds,
  isOn,
  intercept,
});

async function tell(
  tx: Tx,
  viewer: MemberViewer,
  action: string,
  id: string,
  now: number,
  change: { before?: Record<string, unknown>; after?: Record<string, unknown> },
): Promise<void> {
  await audit(tx, viewer, { action, subject: { kind: 'quality_words', id }, ...change });
  await recordEvent(
    tx,
    qualityChanged({ occurredAt: now, memberUserId: viewer.userId, payload: { byUserId: viewer.userId } }),
  );
}
