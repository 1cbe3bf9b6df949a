import { jssdkTickets } from '../jssdk-tickets.ts';
import type { CallOptions, WecomCaller } from '../call.ts';
import type { WecomClientParts } from '../client.ts';

/** What a page's signature is made from; never leaves the server. */
export interface JssdkTicket {
  value: string;
  /** Business time, epoch ms. */
  expiresAt: number;
}

/** JS-SDK 票据 (doc 90506): one for the company (`wx.config`), one for the app (`agentConfig`); 400 and 100 fetches an hour, so they are cached for all processes. */
export function ticketApi(caller: WecomCaller, parts: WecomClientParts) {
  const tickets = jssdkTickets(caller, parts);
  return {
    corp: (options?: CallOptions): Promise<JssdkTicket> => tickets.get('corp', options),
    app: (options?: CallOptions): Promise<JssdkTicket> => tickets.get('app', options),
    renew: () => tickets.renew(),
  };
}
