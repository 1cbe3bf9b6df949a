import { ActError } from '../acts/act-error.ts';
import { privateKeysOf, rotateKey } from '../archive/keys.ts';
import { countAvailable } from '../archive/pull.ts';
import { answerRoomConsent } from '../archive/room-consent.ts';
import { seqCounter, storeMessage } from '../archive/store-message.ts';
import { generateChats } from '../generate-chats/generate-chats.ts';
import { randomText } from '../ids.ts';
import { findCustomer, findMember } from './find.ts';
import { routes } from './handler.ts';

export const archiveRoutes = routes({
  'GET /control/archive': {
    handle({ sandbox }) {
      const privateKeys = privateKeysOf(sandbox);
      return {
        keyVersion: sandbox.world.archiveKeys.size,
        privateKeys,
        stored: sandbox.world.counters.get(seqCounter)?.value ?? 0,
        available: countAvailable(sandbox),
      };
    },
  },
  'POST /control/archive/keys': {
    shape: { publicKey: 'text?' },
    handle({ sandbox, body }) {
      const { version, publicPem, privatePem } = rotateKey(sandbox, body.publicKey);
      return { version, publicKey: publicPem, privateKey: privatePem };
    },
  },
  'POST /control/archive/messages': {
    shape: { message: 'object', external: 'flag?' },
    handle({ sandbox, body }) {
      const { message } = body;
      const people = [message.from, ...(Array.isArray(message.tolist) ? (message.tolist as unknown[]) : [])];
      const external = people.some((id) => typeof id === 'string' && sandbox.world.customers.has(id));
      if (typeof message.msgid === 'string' && sandbox.world.archive.has(message.msgid))
        throw new ActError('conflict', '这个 msgid 已经有消息了', 'message.msgid');
      const now = sandbox.clock.now();
      const filled =
        message.action === 'switch' ? { time: now, ...message } : { action: 'send', msgtime: now, ...message };
      return { msgId: storeMessage(sandbox, filled, { external: body.external ?? external }) };
    },
  },
  'POST /control/archive/room-consent': {
    shape: { roomId: 'text', externalUserId: 'text', agree: 'flag?' },
    handle({ sandbox, body }) {
      const { externalUserId, name } = findCustomer(sandbox, body.externalUserId);
      const agree = body.agree ?? true;
      answerRoomConsent(sandbox, body.roomId, externalUserId, agree);
      sandbox.live.tell({
        kind: 'group',
        chatId: body.roomId,
        change: 'consented',
        by: 'customer',
        ids: [externalUserId],
        text: `${name} ${agree ? '同意' : '不同意'}群聊的会话存档`,
      });
      return { ok: true };
    },
  },
  'POST /control/archive/rooms': {
    shape: { name: 'text', members: 'texts', notice: 'text?' },
    handle({ sandbox, body }) {
      const members = body.members.map((userId) => findMember(sandbox, userId));
      const [creator] = members;
      if (!creator || members.length < 2) throw new ActError('invalid', '内部群至少两名成员', 'members');
      const now = sandbox.clock.now();
      return sandbox.world.internalRooms.put({
        roomId: `wr${randomText(30)}`,
        name: body.name,
        creator: creator.userId,
        createdAt: now,
        notice: body.notice ?? '',
        members: members.map(({ userId }) => ({ userId, joinedAt: now })),
      });
    },
  },
  'POST /control/archive/robots': {
    shape: { name: 'text', creator: 'text' },
    handle: ({ sandbox, body }) =>
      sandbox.world.robots.put({
        robotId: `wb${randomText(30)}`,
        name: body.name,
        creatorUserId: findMember(sandbox, body.creator).userId,
      }),
  },
  'POST /control/generate-chats': {
    shape: { messages: 'number', days: 'number?', seed: 'number?', keyVersions: 'number?' },
    handle({ sandbox, body }) {
      const startedAt = Date.now();
      // A day less than can be pulled: nothing falls out while it is being pulled.
      const { messages, days = Math.max(sandbox.limits.archiveDays - 1, 1), seed = 1, keyVersions } = body;
      const batch = generateChats(sandbox, {
        messages,
        days,
        seed,
        ...(keyVersions === undefined ? {} : { keyVersions }),
      });
      return {
        messages,
        chats: batch.chats.length,
        rooms: batch.rooms.length,
        available: countAvailable(sandbox),
        tookMs: Date.now() - startedAt,
      };
    },
  },
});
