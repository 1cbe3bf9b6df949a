/** The simulated client in the control API; see contract.ts for how it reads. */
import type { Done } from './contract.ts';
import type { ChatMessageView } from './views.ts';
import type { GroupMessageView } from './views-groups.ts';

export interface ClientChat {
  /** Which customer's chat is open; left out = no chat (app home page). */
  externalUserId?: string;
  /** Which customer group is open instead. */
  chatId?: string;
  /** Default `single_chat_tools` with a customer, `group_chat_tools` with a group, `normal` without either. */
  entry?: string;
}

/** One call of WeixinJSBridge.invoke, relayed by the page that plays the client. */
export interface ClientInvoke {
  member: string;
  chat?: ClientChat;
  /** location.href of the iframe's page, without the hash. */
  url: string;
  name: string;
  /** After a JSON round trip. */
  params: Record<string, unknown>;
}

/** `result` goes to the page's callback unchanged; `effect` is what the simulated client should do now. */
export interface ClientInvokeResult {
  result: Record<string, unknown> & { err_msg: string };
  /** The client never answers (a fault switch): `result` must not be handed on. */
  silent?: boolean;
  effect:
    | null
    | { kind: 'message_sent'; externalUserId: string; message: ChatMessageView }
    | { kind: 'group_message_sent'; chatId: string; message: GroupMessageView }
    /** Handed to the mass-message assistant, where the member confirms. */
    | { kind: 'mass_prepared'; msgId: string }
    /** Handed to the moments, where the member publishes. */
    | { kind: 'moment_prepared'; momentId: string }
    | { kind: 'close_window' }
    /** `chatId` of a customer group; the lists are then empty. */
    | { kind: 'open_chat'; userIds: string[]; externalUserIds: string[]; groupName: string; chatId: string }
    | { kind: 'open_profile'; type: 1 | 2; id: string }
    | { kind: 'preview_file'; url: string; name: string; size: number }
    | { kind: 'preview_image'; current: string; urls: string[] }
    | { kind: 'open_url'; url: string };
}

export interface ClientEndpoints {
  /** Sets the cookie `sandbox_member` on this origin: OAuth inside this browser is silent for that member. `null` removes it. */
  'POST /control/client/member': { body: { member: string | null }; response: Done };
  /** The same for the customer's phone: OAuth answers with openid and external_userid. */
  'POST /control/client/customer': { body: { customer: string | null }; response: Done };
  'POST /control/client/invoke': { body: ClientInvoke; response: ClientInvokeResult };
  /**
   * Addresses of the CRM for one member, and whether it answers (probed by the sandbox, 1.5 s). `host`: hostname the page itself
   * was opened on, so that everything stays on one site (127.0.0.1 or localhost).
   */
  'GET /control/client/app': {
    query: { member?: string; host?: string };
    response: {
      appUrl: string;
      sidebarUrl: string;
      homeUrl: string;
      reachable: boolean;
      httpStatus: number;
      problem: string;
    };
  };
  /** A fresh wx.login code of a customer (mini-program in WeChat). */
  'POST /control/wechat/login-code': {
    body: { externalUserId?: string; openId?: string };
    response: { code: string; openId: string; unionId: string };
  };
  /** A fresh wx.qy.login code of a member (mini-program inside WeCom). */
  'POST /control/wechat/member-login-code': { body: { member: string }; response: { code: string } };
}
