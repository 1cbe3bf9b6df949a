import { command } from '../../command.ts';
import { saveFollowUsers } from '../save-members.ts';

const GIVE_UP_AFTER_MS = 50 * 60_000;

/**
 * Asks WeCom who may have customers now (doc 92571): it tells of no change, and a rep of this morning shall be put on codes and own
 * customers today.
 */
export const readFollowUsers = command<object, string[]>({
  name: 'read-follow-users',
  repeatIsHarmless: '只读取有客户联系权限的成员,重复执行结果相同',
  serialKey: () => 'read-follow-users',
  // The next hour brings the next look.
  giveUpAfterMs: GIVE_UP_AFTER_MS,

  send: (_input, { wecom }) => wecom.externalContact.listFollowUserIds(),

  async onDone(tx, _input, userIds) {
    await saveFollowUsers(tx, userIds);
  },
});
