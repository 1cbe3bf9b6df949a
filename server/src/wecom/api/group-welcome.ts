import type { CallOptions, WecomCaller } from '../call.ts';
import { type MessageAttachment, messageBody } from './message-content.ts';

/** Text ≤ 3,000 bytes, may hold `%NICKNAME%`; at most one attachment; not both empty (doc 92366). */
export interface GroupWelcomeContent {
  text: string;
  attachment: MessageAttachment | null;
}

const PATH = '/cgi-bin/externalcontact/group_welcome_template';

/** 入群欢迎语素材 (doc 92366). At most 100 a company (41055); only the app that made one changes it (41058). There is no list to look one up in. */
export function groupWelcomeApi(caller: WecomCaller) {
  return {
    async add(content: GroupWelcomeContent, options: CallOptions & { notify: boolean }): Promise<string> {
      const { notify, ...callOptions } = options;
      const reply = await caller.call<{ template_id: string }>(
        {
          method: 'POST',
          path: `${PATH}/add`,
          effect: 'creates',
          body: { ...contentBody(content), notify: notify ? 1 : 0 },
        },
        callOptions,
      );
      return reply.template_id;
    },

    async edit(templateId: string, content: GroupWelcomeContent, options?: CallOptions): Promise<void> {
      await caller.call(
        {
          method: 'POST',
          path: `${PATH}/edit`,
          effect: 'idempotent',
          body: { template_id: templateId, ...contentBody(content) },
        },
        options,
      );
    },

    async remove(templateId: string, options?: CallOptions): Promise<void> {
      await caller.call(
        { method: 'POST', path: `${PATH}/del`, effect: 'idempotent', body: { template_id: templateId } },
        options,
      );
    },
  };
}

/** Unlike other messages, the one attachment stands beside the text under its own name. */
function contentBody({ text, attachment }: GroupWelcomeContent): object {
  const { attachments, ...rest } = messageBody({ text, attachments: attachment ? [attachment] : [] });
  const [one] = attachments ?? [];
  if (!one) return rest;
  const { msgtype: _, ...named } = one;
  return { ...rest, ...named };
}
