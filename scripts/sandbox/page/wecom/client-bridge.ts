import type { ClientChat, ClientInvokeResult } from '../../src/control/contract-client.ts';
import { control } from '../api/control.ts';

const BRIDGE_CHANNEL = 'wecom-client-bridge';

/** What a framed page may send; the other half is src/client/bridge.js. */
type BridgeMessage =
  | { channel: typeof BRIDGE_CHANNEL; type: 'ready'; url: string }
  | {
      channel: typeof BRIDGE_CHANNEL;
      type: 'invoke';
      id: number;
      name: string;
      params: Record<string, unknown>;
      url: string;
    }
  | {
      channel: typeof BRIDGE_CHANNEL;
      type: 'event-result';
      id: number;
      name: string;
      handled: boolean;
      refused: boolean;
    };

interface BridgeHost {
  frame: HTMLIFrameElement;
  /** The only origin that may call; answers go nowhere else. */
  origin: string;
  member: string;
  chat: ClientChat;
  onReady: () => void;
  onEffect: (effect: NonNullable<ClientInvokeResult['effect']>) => void;
}

export interface ClientBridge {
  /** Tells the page of something (`historyBack`); resolves true when a handler refused the default. */
  fire: (name: string, payload: Record<string, unknown>) => Promise<boolean>;
  dispose: () => void;
}

/** A page without a handler does not answer; then the default happens. */
const REFUSAL_DEADLINE_MS = 400;

/** Plays the native side for one framed page: passes every call to the sandbox with this member and this open chat. */
export function serveClientBridge({ frame, origin, member, chat, onReady, onEffect }: BridgeHost): ClientBridge {
  let lastEventId = 0;
  const refusals = new Map<number, (refused: boolean) => void>();

  const post = (message: Record<string, unknown>) =>
    frame.contentWindow?.postMessage({ channel: BRIDGE_CHANNEL, ...message }, origin);

  const answer = async (id: number, name: string, params: Record<string, unknown>, url: string) => {
    try {
      const { result, silent, effect } = await control('POST /control/client/invoke', {
        body: { member, chat, url, name, params },
      });
      // A client that never answers (a fault switch) still received the call: the page must not be answered for it by its bridge.
      post(silent ? { type: 'silence', id } : { type: 'answer', id, result });
      if (effect) onEffect(effect);
    } catch (error) {
      // The page must get its answer even when the sandbox has none.
      post({
        type: 'answer',
        id,
        result: { err_msg: `${name}:fail ${error instanceof Error ? error.message : String(error)}` },
      });
    }
  };

  const receive = (event: MessageEvent<unknown>) => {
    if (event.source !== frame.contentWindow || event.origin !== origin) return;
    const message = event.data;
    if (!isBridgeMessage(message)) return;
    if (message.type === 'ready') onReady();
    if (message.type === 'invoke') void answer(message.id, message.name, message.params, message.url);
    if (message.type === 'event-result') {
      refusals.get(message.id)?.(message.refused);
      refusals.delete(message.id);
    }
  };
  window.addEventListener('message', receive);

  return {
    fire: (name, payload) =>
      new Promise((resolve) => {
        const id = ++lastEventId;
        refusals.set(id, resolve);
        setTimeout(() => {
          refusals.delete(id);
          resolve(false);
        }, REFUSAL_DEADLINE_MS);
        post({ type: 'event', id, name, payload });
      }),
    dispose: () => window.removeEventListener('message', receive),
  };
}

function isBridgeMessage(value: unknown): value is BridgeMessage {
  return typeof value === 'object' && value !== null && 'channel' in value && value.channel === BRIDGE_CHANNEL;
}
