import type { GroupJoinRules, GroupJoinSubject } from '@zhike/shared/contracts/group-chat';
import type { Dependencies } from '../../dependencies.ts';
import { findRow } from '../../platform/database/find-row.ts';
import { upsertRows } from '../../platform/database/sql.ts';
import { readOnce, type Tx } from '../../platform/database/tx.ts';
import { audit } from '../audit/audit.ts';
import { usableTagIds } from '../channel/store.ts';
import type { MemberViewer } from '../corp/viewer.ts';
import { GroupJoinSettingRow } from './entity.ts';
import { GroupTagsNotUsable } from './errors.ts';

export const nothingSet: GroupJoinRules = {
  tagIds: [],
  notifyOwner: false,
  creditInviter: false,
  welcomeTask: false,
  routeTo: null,
};

export async function findJoinRules(tx: Tx, { kind, subject }: GroupJoinSubject): Promise<GroupJoinRules> {
  const row = await findRow(tx, GroupJoinSettingRow, { kind, subject });
  if (!row) return nothingSet;
  return rulesOf(row);
}

export function rulesOf({
  tagIds,
  notifyOwner,
  creditInviter,
  welcomeTask,
  routeTo,
}: GroupJoinSettingRow): GroupJoinRules {
  return { tagIds, notifyOwner, creditInviter, welcomeTask, routeTo };
}

/** What a joining leads to: what is set for the group and what is set for the code she came through, both; of two owners the code's. */
export async function joinRulesFor(
  tx: Tx,
  { chatId, state }: { chatId: string; state: string | null },
): Promise<GroupJoinRules> {
  const read = (kind: 'chat' | 'state', subject: string) =>
    readOnce(tx, `group join ${kind} ${subject}`, () => findJoinRules(tx, { kind, subject }));
  const ofChat = await read('chat', chatId);
  const ofState = state ? await read('state', state) : nothingSet;
  return {
    tagIds: [...new Set([...ofChat.tagIds, ...ofState.tagIds])],
    notifyOwner: ofChat.notifyOwner || ofState.notifyOwner,
    creditInviter: ofChat.creditInviter || ofState.creditInviter,
    welcomeTask: ofChat.welcomeTask || ofState.welcomeTask,
    routeTo: ofState.routeTo ?? ofChat.routeTo,
  };
}

/** With nothing set any more the row goes. */
export async function saveJoinRules(
  { db, clock }: Pick<Dependencies, 'db' | 'clock'>,
  viewer: MemberViewer,
  { kind, subject }: GroupJoinSubject,
  rules: GroupJoinRules,
): Promise<void> {
  await db.transaction(async (tx) => {
    const before = await findJoinRules(tx, { kind, subject });
    const usable = await usableTagIds(tx, rules.tagIds);
    const gone = rules.tagIds.filter((tagId) => !usable.includes(tagId));
    if (gone.length > 0) throw new GroupTagsNotUsable({ tagIds: gone });
    const { tagIds, notifyOwner, creditInviter, welcomeTask, routeTo } = rules;
    if (tagIds.length === 0 && !notifyOwner && !creditInviter && !welcomeTask && !routeTo) {
      await tx.delete(GroupJoinSettingRow, { kind, subject });
    } else {
      const row = {
        kind,
        subject,
        tag_ids: JSON.stringify(tagIds),
        notify_owner: Number(notifyOwner),
        credit_inviter: Number(creditInviter),
        welcome_task: Number(welcomeTask),
        route_to: routeTo,
        updated_at: clock.now(),
      };
      const { kind: _kind, subject: _subject, ...changing } = row;
      await upsertRows(tx, 'group_join_setting', [row], ['kind', 'subject'], Object.keys(changing));
    }
    await audit(tx, viewer, {
      action: 'group_chat.set_join_rules',
      subject: { kind: kind === 'chat' ? 'group_chat' : 'group_code', id: subject },
      before: { ...before },
      after: { ...rules },
    });
  });
}
