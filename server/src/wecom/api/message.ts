import type { CallOptions, WecomCaller } from '../call.ts';

/** What an app message can be. */
export type AppMessage =
  /** ≤ 2,048 bytes; `\n` and `<a href>`. */
  | { kind: 'text'; content: string }
  /** Title ≤ 128, description ≤ 512 characters, button ≤ 4. */
  | { kind: 'textcard'; title: string; description: string; url: string; button?: string }
  /** Shown in the WeCom client only. */
  | { kind: 'markdown'; content: string }
  | { kind: 'image' | 'file'; mediaId: string };

export interface SentMessage {
  messageId: string;
  /** Whom WeCom did not reach, though the call as a whole went through. Lower-cased by WeCom. */
  invalidUserIds: string[];
  unlicensedUserIds: string[];
}

/** 发送应用消息 (docs 90236, 94867). WeCom silently drops what exceeds 30 a minute or 1,000 an hour to one member. */
export function messageApi(caller: WecomCaller, app: { agentId: number }) {
  return {
    /**
     * Sends to up to 1,000 members. The same message to the same people within 30 minutes is delivered once (duplicate check), so that a
     * repeat after a lost answer is harmless. 81013: nobody could be reached.
     */
    async send(toUserIds: string[], message: AppMessage, options?: CallOptions): Promise<SentMessage> {
      const reply = await caller.call<{ msgid?: string; invaliduser?: string; unlicenseduser?: string }>(
        {
          method: 'POST',
          path: '/cgi-bin/message/send',
          effect: 'idempotent',
          body: {
            touser: toUserIds.join('|'),
            agentid: app.agentId,
            ...body(message),
            enable_duplicate_check: 1,
            duplicate_check_interval: 1800,
          },
        },
        options,
      );
      return {
        messageId: reply.msgid ?? '',
        invalidUserIds: split(reply.invaliduser),
        unlicensedUserIds: split(reply.unlicenseduser),
      };
    },

    /** Within 24 h of sending. */
    async recall(messageId: string, options?: CallOptions): Promise<void> {
      await caller.call(
        { method: 'POST', path: '/cgi-bin/message/recall', effect: 'idempotent', body: { msgid: messageId } },
        options,
      );
    },
  };
}

function split(list: string | undefined): string[] {
  return list ? list.split('|').filter(Boolean) : [];
}

function body(message: AppMessage) {
  switch (message.kind) {
    case 'text':
    case 'markdown':
      return { msgtype: message.kind, [message.kind]: { content: message.content } };
    case 'textcard':
      return {
        msgtype: 'textcard',
        textcard: { title: message.title, description: message.description, url: message.url, btntxt: message.button },
      };
    case 'image':
    case 'file':
      return { msgtype: message.kind, [message.kind]: { media_id: message.mediaId } };
  }
}
