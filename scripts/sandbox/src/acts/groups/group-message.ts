import { nameOf } from '../../callback/callback-sentence.ts';
import { presentGroupMessage } from '../../control/present-groups.ts';
import { sayContent } from '../../control/say-content.ts';
import type { ChatContent } from '../../control/views.ts';
import type { Sandbox } from '../../sandbox.ts';
import { isIn } from '../../world/group-store.ts';
import type { GroupChat, GroupMessage } from '../../world/group-types.ts';
import { ActError } from '../act-error.ts';
import { recallMs } from '../chat.ts';
import { groupTitle, requireOpen } from './group-rules.ts';
import { tellArchive, tellArchiveOfRecall } from './tell-archive.ts';

const lineLength = 40;

/** Somebody says something in a group. */
export function sayInGroup(
  sandbox: Sandbox,
  group: GroupChat,
  from: string,
  content: ChatContent,
  via: 'client' | 'sidebar' | 'welcome' | 'mass' = 'client',
): GroupMessage {
  requireOpen(group);
  if (!isIn(group, from)) throw new ActError('conflict', `${nameOf(sandbox.world, from)} 不在这个群里`);
  const stored = store(sandbox, { chatId: group.chatId, from, via, content });
  const archiveMsgId = tellArchive(sandbox, group, stored);
  const message = archiveMsgId === undefined ? stored : sandbox.world.groupMessages.put({ ...stored, archiveMsgId });
  const line = sayContent(content);
  sandbox.live.tell({
    kind: 'group-chat',
    chatId: group.chatId,
    message: presentGroupMessage(sandbox, message),
    text: `${nameOf(sandbox.world, from)} 在「${groupTitle(sandbox, group)}」:${line.length > lineLength ? `${line.slice(0, lineLength)}…` : line}`,
  });
  return message;
}

/** Whoever said it takes it back (撤回), within two minutes. */
export function recallInGroup(sandbox: Sandbox, group: GroupChat, id: string, by: string): GroupMessage {
  requireOpen(group);
  const message = sandbox.world.groupMessages.get(id);
  if (message?.chatId !== group.chatId) throw new ActError('not_found', '没有这条消息');
  if (message.from !== by) throw new ActError('conflict', '只能撤回自己发的消息');
  if (message.recalled) throw new ActError('conflict', '消息已经撤回');
  const now = sandbox.clock.now();
  if (now - message.at > recallMs) throw new ActError('conflict', '发送超过 2 分钟的消息不能撤回');
  tellArchiveOfRecall(sandbox, group, message, now);
  const recalled = sandbox.world.groupMessages.put({ ...message, recalled: true });
  sandbox.live.tell({
    kind: 'group-chat',
    chatId: group.chatId,
    message: presentGroupMessage(sandbox, recalled),
    text: `${nameOf(sandbox.world, by)} 在「${groupTitle(sandbox, group)}」撤回了一条消息`,
  });
  return recalled;
}

/** A grey line such as 「李娜邀请林晓雨加入了群聊」. Whoever watches hears of what caused it. */
export function addGroupNotice(sandbox: Sandbox, group: GroupChat, text: string): void {
  store(sandbox, { chatId: group.chatId, from: '', via: 'notice', content: { kind: 'text', text } });
}

function store(sandbox: Sandbox, message: Pick<GroupMessage, 'chatId' | 'from' | 'via' | 'content'>): GroupMessage {
  const seq = sandbox.world.next('chat_message');
  return sandbox.world.groupMessages.put({ id: `chat${seq}`, seq, at: sandbox.clock.now(), ...message });
}
