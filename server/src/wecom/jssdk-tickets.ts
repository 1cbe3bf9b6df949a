import type { JssdkTicket } from './api/ticket.ts';
import type { CallOptions, WecomCaller } from './call.ts';
import type { WecomClientParts } from './client.ts';

export declare function jssdkTickets(
  caller: WecomCaller,
  parts: WecomClientParts,
): { get(kind: 'corp' | 'app', options?: CallOptions): Promise<JssdkTicket> };
