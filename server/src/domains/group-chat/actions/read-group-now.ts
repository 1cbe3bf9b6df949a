import type { Dependencies } from '../../../dependencies.ts';
import { recordEvent } from '../../../platform/delivery/event.ts';
import { groupChatDismissed } from '../../../wecom/events.ts';
import { audit } from '../../audit/audit.ts';
import type { MemberViewer } from '../../corp/viewer.ts';
import { GroupChatNotFound } from '../errors.ts';
import { saveGroupChat } from '../mirror.ts';
import { readingRefusal } from '../refusals.ts';
import { getVisibleGroup } from '../scope.ts';
import { findGroupChat, isReadingPlanned, noteProblem } from '../store.ts';

type Needs = Pick<Dependencies, 'db' | 'clock' | 'config' | 'wecom'>;

/** Somebody looks at a group that our books do not have, or that may be old: it is read at once. Who may not see it has only caused a reading. */
export async function readGroupNow(
  { db, clock, config, wecom }: Needs,
  viewer: MemberViewer,
  chatId: string,
): Promise<void> {
  if (await findGroupChat(db.read, chatId)) await getVisibleGroup(db.read, viewer, chatId);
  await db.transaction((tx) =>
    audit(tx, viewer, { action: 'group_chat.read', subject: { kind: 'group_chat', id: chatId } }),
  );
  const readAt = clock.now();
  const { timeZone } = config;
  try {
    const group = await wecom.groupChat.get(chatId, { timeoutMs: 6_000 });
    // What was announced and is not in this answer is waited for elsewhere.
    await db.transaction(async (tx) =>
      saveGroupChat(tx, {
        group,
        readAt,
        now: clock.now(),
        timeZone,
        isSettled: !(await isReadingPlanned(tx, chatId)),
      }),
    );
  } catch (error) {
    const refusal = readingRefusal(error);
    if (refusal === null) throw error;
    const known = await findGroupChat(db.read, chatId);
    if (!known) throw new GroupChatNotFound({ chatId }, { cause: error });
    await db.transaction(async (tx) => {
      if (refusal !== 'group_chat.gone_in_wecom') return noteProblem(tx, chatId, refusal);
      const payload = { chatId, viaSync: true };
      if (known.dismissedAt === null)
        await recordEvent(tx, groupChatDismissed({ occurredAt: clock.now(), chatId, payload }));
    });
  }
}
