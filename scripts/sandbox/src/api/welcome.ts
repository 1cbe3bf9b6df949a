import { addChatMessage } from '../acts/chat.ts';
import { attachmentErrors, readAttachments } from './attachments.ts';
import type { Endpoint } from './endpoint.ts';
import { fail } from './errors.ts';

/**
 * doc 92137. A code lives 20 s and works once. 41050: unknown or too old; 41051: delivered already, or the two are chatting;
 * 41053: the member's chats are archived and the customer has not agreed yet. 41096 (another app is sending right now) needs a
 * second app: use the fault rule `failNext` for it.
 */
export const sendWelcomeMessage: Endpoint = {
  method: 'POST',
  path: '/cgi-bin/externalcontact/send_welcome_msg',
  doc: '92137',
  title: '发送新客户欢迎语',
  token: 'customer',
  errors: [41049, 41050, 41051, 41053, 41096, ...attachmentErrors],
  handle({ sandbox, body, now }) {
    const code = sandbox.world.welcomeCodes.get(body.text('welcome_code', { missing: 41049 }));
    const text = body.object('text')?.text('content', { maxBytes: 4_000 }) ?? '';
    const attachments = body.list('attachments');
    if (!text && attachments.length === 0) fail(40063, 'text and attachments');
    if (!code || now - code.issuedAt >= sandbox.limits.welcomeCodeSeconds * 1_000) return fail(41050);
    if (code.state !== 'open') fail(41051);
    const contents = readAttachments(sandbox, attachments);
    const { userId, externalUserId } = code;
    const consent = sandbox.world.relations.of(userId, externalUserId)?.consent;
    if (sandbox.world.member(userId)?.archived && consent !== 'agree') fail(41053);
    sandbox.world.welcomeCodes.put({ ...code, state: 'delivered' });
    // Text first, attachments in order: not documented, but what people expect to see.
    if (text) contents.unshift({ kind: 'text', text });
    for (const content of contents)
      addChatMessage(sandbox, { userId, externalUserId, from: 'member', via: 'welcome', content });
  },
};
