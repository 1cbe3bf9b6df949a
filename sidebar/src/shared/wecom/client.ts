import * as ww from '@wecom/jssdk';
import type { ChatMessage } from '@zhike/shared/contracts/material-send';
import type { JssdkSignature, signJssdkUrl } from '@zhike/shared/contracts/jssdk';
import { call } from '../api/call.ts';
import { SdkError, toSdkError } from './sdk-error.ts';
import { withTimeout } from './with-timeout.ts';

const CALL_MS = 8_000;
/** Longer than others: the client may ask the person first, and files take their time. */
const SEND_MS = 30_000;
const API_LIST = ['getContext', 'getCurExternalContact', 'getCurExternalChat', 'openEnterpriseChat', 'sendChatMessage'];

/** Where the page was opened. */
export type Opened =
  | { where: 'single_chat'; externalUserId: string }
  | { where: 'group_chat'; chatId: string }
  | { where: 'home' };

/** A chat that something can be sent into. */
export type OpenChat = Exclude<Opened, { where: 'home' }>;

let registration: Promise<void> | null = null;
let configFailure: SdkError | null = null;

/** Registers once per page. Both signatures are given: current clients use the app's, older ones ask for the corp's first (doc 90514). */
function registered(): Promise<void> {
  registration ??= (async () => {
    const sign = (url: string) =>
      call<typeof signJssdkUrl>('signJssdkUrl', {
        query: configFailure?.problem === 'signature' ? { url, renew: '1' } : { url },
      });
    const first = await sign(location.href.split('#')[0]!);
    const signature = (kind: 'corp' | 'app') => async (url: string) => forSdk((await sign(url))[kind]);
    ww.register({
      corpId: first.corpId,
      agentId: first.agentId,
      jsApiList: API_LIST,
      getConfigSignature: signature('corp'),
      getAgentConfigSignature: signature('app'),
      onAgentConfigFail: (reason) => {
        configFailure = toSdkError(reason);
      },
      // The SDK tries again at the next call; what was refused before is then no reason any more.
      onAgentConfigSuccess: () => {
        configFailure = null;
      },
    });
  })();
  registration.catch(() => {
    // The next call tries again; whoever waits for this one gets the error.
    registration = null;
  });
  return registration;
}

const forSdk = ({ timestamp, nonceStr, signature }: JssdkSignature['app']) => ({ timestamp, nonceStr, signature });

/** A refused signature (its ticket was replaced meanwhile) is made anew once: the SDK asks for one at the next call. */
async function invoke<T>(what: string, work: () => Promise<T>, ms = CALL_MS, onLate?: () => void): Promise<T> {
  try {
    return await invokeOnce(what, work, ms, onLate);
  } catch (error) {
    if (!(error instanceof SdkError && error.problem === 'signature')) throw error;
    return invokeOnce(what, work, ms, onLate);
  }
}

async function invokeOnce<T>(what: string, work: () => Promise<T>, ms: number, onLate?: () => void): Promise<T> {
  try {
    await withTimeout('signature', CALL_MS, registered());
    return await withTimeout(what, ms, work(), onLate);
  } catch (error) {
    if (error instanceof SdkError && error.problem === 'timeout' && configFailure) throw configFailure;
    // Errors of our own server (not signed in, no connection) stay what they are.
    throw error instanceof Error && error.name !== 'Error' ? error : toSdkError(error);
  }
}

/** Asks the client whose chat this is. Throws SdkError, ApiError or ConnectionLost. */
export async function whereOpened(): Promise<Opened> {
  const { entry } = await invoke('getContext', () => ww.getContext());
  switch (entry) {
    case 'single_chat_tools':
    case 'contact_profile':
    case 'chat_attachment':
      return {
        where: 'single_chat',
        externalUserId: (await invoke('getCurExternalContact', () => ww.getCurExternalContact())).userId,
      };
    case 'group_chat_tools':
      return {
        where: 'group_chat',
        chatId: (await invoke('getCurExternalChat', () => ww.getCurExternalChat())).chatId,
      };
    default:
      return { where: 'home' };
  }
}

/** Opens the chat with a customer in the client. Throws like `whereOpened`. */
export async function openChatWith(externalUserId: string): Promise<void> {
  await invoke('openEnterpriseChat', () => ww.openEnterpriseChat({ externalUserIds: [externalUserId], groupName: '' }));
}

/**
 * Puts a message into the chat that is meant, as the member who looks at the page; when another one is open, nothing is sent. Throws like
 * `whereOpened`; `timeout` only when the message may have gone. `onLate`: it has, although the call was given up.
 */
export async function sendToChat(message: ChatMessage, meant: OpenChat, onLate?: () => void): Promise<void> {
  const opened = await whereOpened().catch((error: unknown) => {
    if (error instanceof SdkError && error.problem === 'timeout') throw new SdkError('other', error.detail);
    throw error;
  });
  if (!isSameChat(opened, meant))
    throw new SdkError(meant.where === 'group_chat' ? 'other_group' : 'other_chat', `open: ${opened.where}`);
  await invoke('sendChatMessage', () => ww.sendChatMessage(message), SEND_MS, onLate);
}

function isSameChat(opened: Opened, meant: OpenChat): boolean {
  if (meant.where === 'group_chat') return opened.where === 'group_chat' && opened.chatId === meant.chatId;
  return opened.where === 'single_chat' && opened.externalUserId === meant.externalUserId;
}
