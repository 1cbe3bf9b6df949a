import type { JssdkTicket } from './api/ticket.ts';
import type { CallOptions, WecomCaller } from './call.ts';
import type { WecomClientParts } from './client.ts';
import { SharedCredential } from './shared-credential.ts';

const DEADLINE_MS = 10_000;
/** Any page can say that its signature was refused, but WeCom gives an app only 100 tickets an hour. */
const RENEW_EVERY_MS = 5 * 60_000;
const SIGNATURE_REFUSED = 40093;

/** The two tickets of doc 90506, fetched by one process and shared by all. */
export function jssdkTickets(caller: WecomCaller, parts: WecomClientParts) {
  const { config, keys } = parts;
  const digest = keys
    .lookupHash('wecom credential', `${config.corpId} ${config.agentId} ${config.agentSecret}`)
    .slice(0, 40);
  const ticket = (name: string, path: string, query?: Record<string, string>) =>
    new SharedCredential(`${name}:${digest}`, path, parts, async (timeoutMs) => {
      const reply = await caller.call<{ ticket: string; expires_in: number }>(
        { method: 'GET', path, effect: 'read', query },
        { timeoutMs },
      );
      return { value: reply.ticket, expiresInMs: reply.expires_in * 1000 };
    });
  const tickets = {
    corp: ticket('corp_ticket', '/cgi-bin/get_jsapi_ticket'),
    app: ticket('app_ticket', '/cgi-bin/ticket/get', { type: 'agent_config' }),
  };
  let renewedAt = 0;
  return {
    /** Drops both tickets, so that the next `get` fetches what WeCom holds now; nothing when that was done minutes ago. */
    async renew(): Promise<void> {
      const now = parts.clock.machineNow();
      if (now - renewedAt < RENEW_EVERY_MS) return;
      renewedAt = now;
      for (const credential of Object.values(tickets)) {
        const { value } = await credential.get(DEADLINE_MS);
        await credential.refuse(value, SIGNATURE_REFUSED);
      }
    },

    async get(kind: keyof typeof tickets, options: CallOptions = {}): Promise<JssdkTicket> {
      return tickets[kind].get(options.timeoutMs ?? DEADLINE_MS);
    },
  };
}
