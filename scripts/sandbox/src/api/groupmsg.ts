/** What became of mass messages: doc 93338, 97610, 97611. */
import type { Sandbox } from '../sandbox.ts';
import { massTaskKey, type MassMessage, type MassReceiver } from '../world/mass-types.ts';
import type { Endpoint } from './endpoint.ts';
import { fail } from './errors.ts';
import { pageOfRows, seconds, spanOf } from './page-of-rows.ts';
import type { Parameters } from './parameters.ts';

const base = '/cgi-bin/externalcontact';
const dayMs = 24 * 3_600_000;

export const getGroupMsgList: Endpoint = {
  method: 'POST',
  path: `${base}/get_groupmsg_list_v2`,
  doc: '93338',
  title: '读取群发记录',
  token: 'customer',
  errors: [50100],
  handle({ sandbox, body }) {
    const chatType = body.required('chat_type');
    if (chatType !== 'single' && chatType !== 'group') return fail(40035, 'chat_type');
    const { from, to } = spanOf(body, 31);
    const creator = body.text('creator').toLowerCase();
    const filter = body.int('filter_type', { fallback: 2, min: 0, max: 2 });
    const limit = body.int('limit', { fallback: 50, min: 1, max: 100 });
    const rows = sandbox.world.massMessages.filter(
      (message) =>
        isListed(sandbox, message) &&
        message.chatType === chatType &&
        message.createdAt >= from &&
        message.createdAt <= to &&
        (filter === 2 || (filter === 1) === (message.creator !== '')) &&
        (!creator || message.creator.toLowerCase() === creator),
    );
    const { page, next } = pageOfRows(rows, body, limit);
    return {
      group_msg_list: page.map((message) => ({
        msgid: message.msgId,
        // Absent for tasks made through the API.
        ...(message.creator ? { creator: message.creator } : {}),
        create_time: seconds(message.createdAt),
        create_type: message.creator ? 1 : 0,
        ...(message.text ? { text: { content: message.text } } : {}),
        attachments: message.attachments,
      })),
      next_cursor: next,
    };
  },
};

export const getGroupMsgTask: Endpoint = {
  method: 'POST',
  path: `${base}/get_groupmsg_task`,
  doc: '93338',
  title: '读取群发成员任务',
  token: 'customer',
  errors: [41046, 41047, 41063, 50100],
  handle({ sandbox, body }) {
    const { msgId } = dispatched(sandbox, body);
    const limit = body.int('limit', { fallback: 500, min: 1, max: 1_000 });
    const { page, next } = pageOfRows([...sandbox.world.massTasks.of(msgId)], body, limit);
    return {
      task_list: page.map((task) => ({
        userid: task.userId,
        status: task.sentAt > 0 ? 2 : 0,
        ...(task.sentAt > 0 ? { send_time: seconds(task.sentAt) } : {}),
      })),
      next_cursor: next,
    };
  },
};

export const getGroupMsgSendResult: Endpoint = {
  method: 'POST',
  path: `${base}/get_groupmsg_send_result`,
  doc: '93338',
  title: '读取群发结果',
  token: 'customer',
  errors: [40003, 41046, 41047, 41063, 50100],
  handle({ sandbox, body }) {
    const { msgId, chatType } = dispatched(sandbox, body);
    const userId = body.required('userid');
    const limit = body.int('limit', { fallback: 500, min: 1, max: 1_000 });
    const task = sandbox.world.massTasks.get(massTaskKey(msgId, userId)) ?? fail(40003, userId);
    // Of groups only those that were sent to are listed.
    const rows = chatType === 'group' ? task.receivers.filter(({ status }) => status === 1) : task.receivers;
    const { page, next } = pageOfRows(rows, body, limit);
    const idName = chatType === 'group' ? 'chat_id' : 'external_userid';
    return { send_list: page.map((receiver) => resultFields(receiver, idName, task.userId)), next_cursor: next };
  },
};

/** At most three times in 24 hours. */
export const remindGroupMsgSend: Endpoint = {
  method: 'POST',
  path: `${base}/remind_groupmsg_send`,
  doc: '97610',
  title: '提醒成员群发',
  token: 'customer',
  errors: [41046, 41047, 41063, 41093, 41094],
  handle({ sandbox, body, now }) {
    const message = notCancelled(dispatched(sandbox, body));
    const recent = message.reminders.filter((at) => now - at < dayMs);
    if (recent.length >= sandbox.limits.massReminders) fail(41094);
    sandbox.world.massMessages.put({ ...message, reminders: [...message.reminders, now] });
    const text = '企业微信提醒成员发送群发消息';
    sandbox.live.tell({ kind: 'mass-message', msgId: message.msgId, userId: '', change: 'reminded', text });
  },
};

/** What was sent stays sent. */
export const cancelGroupMsgSend: Endpoint = {
  method: 'POST',
  path: `${base}/cancel_groupmsg_send`,
  doc: '97611',
  title: '停止企业群发',
  token: 'customer',
  errors: [41046, 41047, 41063, 41093],
  handle({ sandbox, body, now }) {
    const message = notCancelled(dispatched(sandbox, body));
    sandbox.world.massMessages.put({ ...message, cancelledAt: now });
    const text = '群发任务被停止,没发的不再发送';
    sandbox.live.tell({ kind: 'mass-message', msgId: message.msgId, userId: '', change: 'cancelled', text });
  },
};

export const groupMsgEndpoints = [
  getGroupMsgList,
  getGroupMsgTask,
  getGroupMsgSendResult,
  remindGroupMsgSend,
  cancelGroupMsgSend,
];

/** What a member prepares for herself is nothing yet before she sends it. */
function isListed({ world }: Sandbox, { msgId, creator }: MassMessage): boolean {
  return creator === '' || [...world.massTasks.of(msgId)].some((task) => task.sentAt > 0);
}

/** For some seconds after its creation nothing can be asked about a message. */
function dispatched(sandbox: Sandbox, body: Parameters): MassMessage {
  const message = sandbox.world.massMessages.get(body.text('msgid', { missing: 41046 })) ?? fail(41047);
  return message.dispatchedAt > Date.now() ? fail(41063) : message;
}

const notCancelled = (message: MassMessage): MassMessage => (message.cancelledAt > 0 ? fail(41093) : message);

const resultFields = (
  { id, status, sentAt }: MassReceiver,
  idName: string,
  userId: string,
): Record<string, unknown> => ({
  [idName]: id,
  userid: userId,
  status,
  ...(sentAt > 0 ? { send_time: seconds(sentAt) } : {}),
});
