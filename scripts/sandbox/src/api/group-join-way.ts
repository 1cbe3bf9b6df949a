/** Ways to join groups (加入群聊): doc 92229. Made through the API, so no callback follows. */
import { newConfigId } from '../ids.ts';
import type { Sandbox } from '../sandbox.ts';
import type { JoinWay } from '../world/group-types.ts';
import type { Endpoint } from './endpoint.ts';
import { fail } from './errors.ts';
import { groupInRange } from './group-chat.ts';
import type { Parameters } from './parameters.ts';

const mostGroups = 5;
const mostRemark = 30;

/** Answers no code: the QR is read with get_join_way. */
export const addJoinWay: Endpoint = {
  method: 'POST',
  path: '/cgi-bin/externalcontact/groupchat/add_join_way',
  doc: '92229',
  title: '新建群码',
  token: 'customer',
  errors: [41045, 41091, 90501],
  handle({ sandbox, body, now }) {
    const { world, limits } = sandbox;
    const fields = readFields(sandbox, body);
    // One quota with the contact ways.
    if (world.contactWays.size + world.joinWays.size >= limits.contactWays) fail(41045);
    const way = world.joinWays.put({
      configId: newConfigId(),
      seq: world.next('join_way'),
      ...fields,
      createdChatIds: [],
      createdAt: now,
    });
    tell(sandbox, way, 'created', '接口新建了群码');
    return { config_id: way.configId };
  },
};

export const getJoinWay: Endpoint = {
  method: 'POST',
  path: '/cgi-bin/externalcontact/groupchat/get_join_way',
  doc: '92229',
  title: '读取群码',
  token: 'customer',
  errors: [41043, 41044],
  handle({ sandbox, body }) {
    const way = wayOf(sandbox, body);
    const created = sandbox.settings.listAutoCreatedGroups ? way.createdChatIds : [];
    return {
      join_way: {
        config_id: way.configId,
        scene: way.scene,
        remark: way.remark,
        auto_create_room: way.autoCreateRoom ? 1 : 0,
        room_base_name: way.roomBaseName,
        room_base_id: way.roomBaseId,
        chat_id_list: [...way.chatIds, ...created],
        ...(way.scene === 2 ? { qr_code: sandbox.qrCodeUrl(way.configId) } : {}),
        state: way.state,
        mark_source: way.markSource,
      },
    };
  },
};

/** Replaces everything: what is left out goes back to its default. */
export const updateJoinWay: Endpoint = {
  method: 'POST',
  path: '/cgi-bin/externalcontact/groupchat/update_join_way',
  doc: '92229',
  title: '更新群码',
  token: 'customer',
  errors: [41043, 41044, 41091, 90501],
  handle({ sandbox, body }) {
    const way = wayOf(sandbox, body);
    const fields = readFields(sandbox, body);
    const next = sandbox.world.joinWays.put({
      ...way,
      ...fields,
      // A group that is now configured is no longer one that was added by itself.
      createdChatIds: way.createdChatIds.filter((chatId) => !fields.chatIds.includes(chatId)),
    });
    tell(sandbox, next, 'edited', '接口更新了群码');
  },
};

export const delJoinWay: Endpoint = {
  method: 'POST',
  path: '/cgi-bin/externalcontact/groupchat/del_join_way',
  doc: '92229',
  title: '删除群码',
  token: 'customer',
  errors: [41043, 41044],
  handle({ sandbox, body }) {
    const way = wayOf(sandbox, body);
    sandbox.world.joinWays.delete(way.configId);
    tell(sandbox, way, 'removed', '接口删除了群码');
  },
};

export const groupJoinWayEndpoints = [addJoinWay, getJoinWay, updateJoinWay, delJoinWay];

function wayOf(sandbox: Sandbox, body: Parameters): JoinWay {
  return sandbox.world.joinWays.get(body.text('config_id', { missing: 41043 })) ?? fail(41044);
}

function readFields(
  sandbox: Sandbox,
  body: Parameters,
): Omit<JoinWay, 'configId' | 'seq' | 'createdAt' | 'createdChatIds'> {
  const chatIds = body.texts('chat_id_list', { missing: 40063, max: mostGroups, tooMany: 41091 });
  return {
    scene: body.int('scene', { missing: 40063, min: 1, max: 2 }) as 1 | 2,
    chatIds: [...new Set(chatIds.map((chatId) => groupInRange(sandbox, chatId).chatId))],
    // Cut, not refused.
    remark: [...body.text('remark')].slice(0, mostRemark).join(''),
    autoCreateRoom: body.int('auto_create_room', { fallback: 1, min: 0, max: 1 }) === 1,
    roomBaseName: body.text('room_base_name', { maxChars: 40 }),
    roomBaseId: body.int('room_base_id', { fallback: 1, min: 0, max: 4_294_967_295 }),
    state: body.text('state', { maxChars: 30 }),
    markSource: body.flag('mark_source', false),
  };
}

function tell(sandbox: Sandbox, way: JoinWay, change: 'created' | 'edited' | 'removed', text: string): void {
  const label = way.remark || way.state;
  sandbox.live.tell({
    kind: 'join-way',
    configId: way.configId,
    change,
    text: `${text}${label ? `「${label}」` : ''}`,
  });
}
