/** Scanning a group code (加入群聊, doc 92229). */
import { tellGroupCreated } from '../../callback/group-events.ts';
import type { Sandbox } from '../../sandbox.ts';
import { isIn } from '../../world/group-store.ts';
import type { GroupChat, JoinWay } from '../../world/group-types.ts';
import type { Customer, Member } from '../../world/types.ts';
import { ActError } from '../act-error.ts';
import type { CodeReference } from '../scan.ts';
import { addMembers } from './change-members.ts';
import { openGroup } from './create-group.ts';
import { addGroupNotice } from './group-message.ts';
import { groupsOf, groupTitle, roomLeft } from './group-rules.ts';

/** Where a code leads: into a group, or (`null`) into one that will be made because all are full. */
interface Room {
  group: GroupChat | null;
  alreadyIn: boolean;
}

export function findJoinWay(sandbox: Sandbox, reference: CodeReference): JoinWay {
  const { joinWays } = sandbox.world;
  const scanned = reference.scanUrl ? /\/join\/([0-9a-f]+)/.exec(reference.scanUrl)?.[1] : undefined;
  const configId = reference.configId ?? scanned;
  if (configId) return joinWays.get(configId) ?? gone();
  if (!reference.state) throw new ActError('invalid', '请选择要扫的群码');
  const matching = joinWays.filter((way) => way.state === reference.state);
  return matching.sort((a, b) => b.seq - a.seq)[0] ?? gone();
}

/** The first group with room, in the order given; then those made before; then a new one when the way says so. */
export function chooseRoom(sandbox: Sandbox, way: JoinWay, customer: Customer): Room {
  const open = groupsOf(sandbox, way).filter((group) => !group.dismissed);
  const known = open.find((group) => isIn(group, customer.externalUserId));
  if (known) return { group: known, alreadyIn: true };
  const free = open.find((group) => roomLeft(sandbox, group) > 0);
  if (!free && !way.autoCreateRoom)
    throw new ActError('conflict', open.length > 0 ? '群聊人数已满,无法加入' : '群聊已解散,无法加入');
  if (!free) ownerOfNext(sandbox, way);
  return { group: free ?? null, alreadyIn: false };
}

export function joinByCode(
  sandbox: Sandbox,
  way: JoinWay,
  customer: Customer,
): { group: GroupChat; outcome: 'joined' | 'already_in'; created: boolean; callbacks: string[] } {
  const room = chooseRoom(sandbox, way, customer);
  if (room.group && room.alreadyIn) return { group: room.group, outcome: 'already_in', created: false, callbacks: [] };
  const callbacks: string[] = [];
  const group = room.group ?? createNext(sandbox, way, callbacks);
  callbacks.push(...scanIntoGroup(sandbox, group, customer, way.state));
  return { group, outcome: 'joined', created: room.group === null, callbacks };
}

/** `state` of the join way; empty for the code a group shows by itself. */
export function scanIntoGroup(sandbox: Sandbox, group: GroupChat, customer: Customer, state: string): string[] {
  const newcomer = {
    id: customer.externalUserId,
    type: 2 as const,
    joinedAt: sandbox.clock.now(),
    joinScene: 3 as const,
    inviter: '',
    state,
    nickname: '',
  };
  return addMembers(sandbox, group, [newcomer], {
    how: 'scanned',
    by: 'customer',
    notice: `${customer.name}通过扫描二维码加入群聊`,
    text: `${customer.name} 扫码进入客户群「${groupTitle(sandbox, group)}」`,
  });
}

/** The name of the group that is made next (room_base_name with a running number). */
export function nextRoomName(way: JoinWay): string {
  return `${way.roomBaseName || '客户群'}${way.roomBaseId + way.createdChatIds.length}`;
}

function createNext(sandbox: Sandbox, way: JoinWay, callbacks: string[]): GroupChat {
  const owner = ownerOfNext(sandbox, way);
  const group = sandbox.world.groups.put(openGroup(sandbox, owner, nextRoomName(way)));
  sandbox.world.joinWays.put({ ...way, createdChatIds: [...way.createdChatIds, group.chatId] });
  addGroupNotice(sandbox, group, '前面的群已满,企业微信自动新建了这个群');
  const text = `群码「${way.remark || way.state}」的群已满,自动新建了「${group.name}」`;
  sandbox.live.tell({
    kind: 'group',
    chatId: group.chatId,
    change: 'created',
    by: 'system',
    ids: [owner.userId],
    text,
  });
  callbacks.push(...tellGroupCreated(sandbox, group));
  return group;
}

/** Whose the next group will be: the owner of the newest before it. Who owns it is not documented. */
function ownerOfNext(sandbox: Sandbox, way: JoinWay): Member {
  const owners = groupsOf(sandbox, way).flatMap((group) => sandbox.world.member(group.owner) ?? []);
  const owner = owners.findLast((member) => member.status === 1 && member.customerContact);
  if (!owner) throw new ActError('conflict', '群聊已满,也没有可以建新群的群主');
  return owner;
}

function gone(): never {
  throw new ActError('not_found', '群二维码已失效');
}
