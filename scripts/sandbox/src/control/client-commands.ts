/** Commands of the simulated client, by their name on the bridge (wecom-client-jssdk §1.5–1.7). */
import { ActError } from '../acts/act-error.ts';
import { writeInChat } from '../acts/chat.ts';
import { sayInGroup } from '../acts/groups/group-message.ts';
import { isExpired, mediaUrl } from '../api/media-store.ts';
import type { Sandbox } from '../sandbox.ts';
import { type Command, type CommandCall, failed, hasPermission, idsOf, ok, textParam } from './client-answers.ts';
import { pretendsNotToKnow } from './client-faults.ts';
import type { ClientInvokeResult } from './contract-client.ts';
import { shareCommands } from './share-commands.ts';
import { presentChatMessage } from './present.ts';
import { presentGroupMessage } from './present-groups.ts';
import type { ChatContent } from './views.ts';

const chatEntries = new Set(['single_chat_tools', 'group_chat_tools', 'chat_attachment', 'single_kf_tools']);
const contactEntries = new Set(['contact_profile', 'single_chat_tools', 'single_kf_tools']);

export const clientCommands: Record<string, Command> = {
  ...shareCommands,
  getContext: { appOnly: false, run: ({ name, entry }) => ok(name, { entry }) },
  checkJsApi: {
    appOnly: false,
    run({ sandbox, name, params }) {
      const list = Array.isArray(params.jsApiList) ? params.jsApiList.map(String) : [];
      const isThere = (api: string): boolean => api in clientCommands && !pretendsNotToKnow(sandbox, api);
      return ok(name, { checkResult: Object.fromEntries(list.map((api) => [api, isThere(api)])) });
    },
  },
  getCurExternalContact: {
    appOnly: true,
    run(call) {
      if (!call.externalUserId || !contactEntries.has(call.entry))
        return failed(call.name, 'fail without context of external contact');
      if (call.entry !== 'single_kf_tools' && !hasPermission(call)) return failed(call.name, 'fail no permission');
      return ok(call.name, { userId: call.externalUserId });
    },
  },
  getCurExternalChat: {
    appOnly: true,
    run(call) {
      if (!call.chatId || call.entry !== 'group_chat_tools')
        return failed(call.name, 'fail without context of external contact');
      if (!hasPermission(call)) return failed(call.name, 'fail no permission');
      return ok(call.name, { chatId: call.chatId });
    },
  },
  sendChatMessage: { appOnly: true, run: sendChatMessage },
  closeWindow: { appOnly: false, run: ({ name }) => ok(name, {}, { kind: 'close_window' }) },
  openEnterpriseChat: {
    appOnly: false,
    run({ sandbox, name, params }) {
      const userIds = idsOf(params.userIds ?? params.useridlist);
      const externalUserIds = idsOf(params.externalUserIds);
      const chatId = textParam(params, 'chatId');
      if (userIds.length + externalUserIds.length === 0 && !chatId) return failed(name, 'fail_invalid parameter');
      // Only customer groups open by chatId, and the other parameters are then ignored (wecom-client-jssdk §1.5).
      if (chatId && !sandbox.world.groups.has(chatId)) return failed(name, 'fail_invalid chatId');
      const groupName = textParam(params, 'groupName') || textParam(params, 'chatname');
      const people = chatId
        ? { userIds: [], externalUserIds: [], groupName: '' }
        : { userIds, externalUserIds, groupName };
      return ok(name, { chatId }, { kind: 'open_chat', chatId, ...people });
    },
  },
  openUserProfile: {
    appOnly: false,
    run({ name, params }) {
      const type = Number(params.type);
      if ((type !== 1 && type !== 2) || typeof params.userid !== 'string')
        return failed(name, 'fail_invalid parameter');
      return ok(name, {}, { kind: 'open_profile', type, id: params.userid });
    },
  },
  previewFile: {
    appOnly: false,
    run({ name, params }) {
      if (typeof params.url !== 'string' || params.url === '') return failed(name, 'fail_invalid url');
      return ok(
        name,
        {},
        { kind: 'preview_file', url: params.url, name: textParam(params, 'name'), size: Number(params.size ?? 0) },
      );
    },
  },
  imagePreview: {
    appOnly: false,
    run: ({ name, params }) =>
      ok(
        name,
        {},
        {
          kind: 'preview_image',
          current: textParam(params, 'current'),
          urls: Array.isArray(params.urls) ? params.urls.map(String) : [],
        },
      ),
  },
  openDefaultBrowser: {
    appOnly: false,
    run: ({ name, params }) =>
      typeof params.url === 'string'
        ? ok(name, {}, { kind: 'open_url', url: params.url })
        : failed(name, 'fail_invalid url'),
  },
};

/** Into the open chat, as the member: no server API can do this. */
function sendChatMessage(call: CommandCall): ClientInvokeResult {
  const { sandbox, member, name, params, externalUserId, chatId } = call;
  if (!(externalUserId || chatId) || !chatEntries.has(call.entry))
    return failed(name, 'fail without context of external contact');
  if (!hasPermission(call)) return failed(name, 'fail no permission');
  const content = contentOf(sandbox, params);
  if (typeof content === 'string') return failed(name, content);
  try {
    const group = chatId ? sandbox.world.groups.get(chatId) : undefined;
    if (group) {
      const said = presentGroupMessage(sandbox, sayInGroup(sandbox, group, member.userId, content, 'sidebar'));
      return ok(name, {}, { kind: 'group_message_sent', chatId, message: said });
    }
    const message = presentChatMessage(
      writeInChat(sandbox, member.userId, externalUserId, 'member', content, 'sidebar'),
    );
    return ok(name, {}, { kind: 'message_sent', externalUserId, message });
  } catch (error) {
    if (error instanceof ActError) return failed(name, 'fail no permission');
    throw error;
  }
}

/** The message, or the keyword of a refusal. */
function contentOf(sandbox: Sandbox, params: Record<string, unknown>): ChatContent | string {
  const kind = textParam(params, 'msgtype');
  const body = params[kind];
  if (typeof body !== 'object' || body === null) return 'fail_invalid msgtype';
  const field = (name: string): string => {
    const value = (body as Record<string, unknown>)[name];
    return typeof value === 'string' ? value : '';
  };
  switch (kind) {
    case 'text':
      return field('content') ? { kind: 'text', text: field('content') } : 'fail_invalid content';
    case 'news':
      if (!field('link')) return 'fail_invalid link';
      return {
        kind: 'link',
        title: field('title') || field('link'),
        desc: field('desc'),
        url: field('link'),
        picUrl: field('imgUrl'),
      };
    case 'miniprogram':
      if (!field('appid') || !field('page')) return 'fail_invalid miniprogram';
      // http(s) is needed for the cover, and the path ends with .html (wecom-client-jssdk §1.6).
      if (!/^https?:\/\//.test(field('imgUrl'))) return 'fail invalid imgUrl';
      return {
        kind: 'miniprogram',
        title: field('title'),
        appId: field('appid'),
        page: field('page'),
        picUrl: field('imgUrl'),
      };
    case 'image':
    case 'video':
    case 'file': {
      // Lower case here, unlike the server API's media_id.
      const media = sandbox.world.media.get(field('mediaid'));
      if (!media || media.kind !== 'media' || isExpired(sandbox, media)) return 'fail_invalid mediaid';
      const url = mediaUrl(sandbox, media);
      if (kind === 'image') return media.type === 'image' ? { kind, url } : 'fail_invalid mediaid';
      if (kind === 'video')
        return media.type === 'video' ? { kind, url, name: media.filename } : 'fail_invalid mediaid';
      return { kind, url, name: media.filename, size: Buffer.byteLength(media.base64, 'base64') };
    }
    default:
      return 'fail_invalid msgtype';
  }
}
