import { findMember } from '../../domains/corp/store.ts';
import { groupMemberJoined } from '../../domains/group-chat/events.ts';
import { joinRulesFor } from '../../domains/group-chat/join-settings.ts';
import { findGroupChat, findGroupMember, nameOf } from '../../domains/group-chat/store.ts';
import { notify } from '../../domains/notice/notify.ts';
import { done, skipped } from '../../platform/delivery/scenario.ts';
import { scenario } from '../scenario.ts';

/** The owner of a group learns who joined; many at once become one message. */
export const notifyGroupOwner = scenario({
  name: 'notify-group-owner',
  on: groupMemberJoined,
  concerns: ({ kind, viaSync }) => kind === 'external' && !viaSync,
  async run(tx, event) {
    const { chatId, memberId, state } = event.payload;
    if (!(await joinRulesFor(tx, { chatId, state })).notifyOwner) return skipped('这个群没有设置进群提醒');
    const group = await findGroupChat(tx, chatId);
    if (!group || group.dismissedAt !== null) return skipped('群已解散');
    const owner = await findMember(tx, group.ownerUserId);
    if (owner?.status !== 'active') return skipped('群主不在职,没有人可以提醒');
    const member = await findGroupMember(tx, chatId, memberId);
    if (!member || member.leftAt !== null) return skipped('已经退群');
    const name = member.name ?? member.nickname ?? '新成员';
    await notify(tx, owner.userId, {
      kind: 'group_joined',
      name,
      mergeKey: `group_joined:${chatId}`,
      title: `「${name}」加入了群「${nameOf(group)}」`,
      text: member.customerId ? '是你们的客户,打开群聊的侧边栏可以看到资料。' : '还不是客户,可以在群里加为好友。',
      link: `/manager/#/groups/${chatId}`,
    });
    return done();
  },
});
