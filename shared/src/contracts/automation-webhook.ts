import { z } from 'zod';
import { staff, whom } from './automation.ts';
import { Empty, Id, page, pageQuery, Timestamp } from './common.ts';
import { endpoint } from './endpoint.ts';

/** Addresses of other systems that automation rules call (Standard Webhooks). */

export const WebhookView = z.object({ id: Id, name: z.string(), url: z.string(), createdAt: Timestamp });
export type WebhookView = z.infer<typeof WebhookView>;

const member = { audience: 'member', roles: staff } as const;

export const listWebhooks = endpoint({
  method: 'GET',
  path: '/api/automation/webhooks',
  ...member,
  summary: 'Addresses that rules can call',
  response: z.object({ items: z.array(WebhookView) }),
});

export const createWebhook = endpoint({
  method: 'POST',
  path: '/api/automation/webhooks',
  ...member,
  roles: ['admin'],
  summary: 'Add an address; its secret (Standard Webhooks) is shown once',
  body: z.object({
    name: z.string().trim().min(1, '请填写名称').max(40),
    url: z.url({ protocol: /^https?$/ }).max(1000),
  }),
  response: WebhookView.extend({ secret: z.string() }),
});

/** `waiting`: not sent yet, or to be tried again; `failed`: given up; `dismissed`: given up, and somebody has seen to it. */
const DeliveryStatus = z.enum(['waiting', 'delivered', 'failed', 'dismissed']);

/** One call of an address. What was sent is ids and moments and is not repeated here. */
export const WebhookDeliveryView = z.object({
  id: Id,
  /** The name is null when the address was deleted. */
  webhook: z.object({ id: Id, name: z.string().nullable() }),
  ...whom,
  version: z.int(),
  /** When the rule acted. */
  at: Timestamp,
  status: DeliveryStatus,
  /** What the other side answered to the last try that failed; null: it did not answer, or nothing failed. */
  answer: z.int().nullable(),
  /** The last error, for the details. */
  problem: z.string().nullable(),
  tries: z.int(),
  /** Of one that waits: the next try. Of one that is over: when it ended. */
  nextAt: Timestamp.nullable(),
  endedAt: Timestamp.nullable(),
  /** As a failure of kind `command`. */
  can: z.object({ replay: z.boolean() }),
});
export type WebhookDeliveryView = z.infer<typeof WebhookDeliveryView>;

export const listRuleDeliveries = endpoint({
  method: 'GET',
  path: '/api/automation/rules/:ruleId/deliveries',
  ...member,
  summary: 'Calls of webhooks by one rule, newest first; those that were delivered are forgotten after some time',
  params: z.object({ ruleId: Id }),
  query: z.object(pageQuery),
  response: page(WebhookDeliveryView),
});

export const deleteWebhook = endpoint({
  method: 'DELETE',
  path: '/api/automation/webhooks/:webhookId',
  ...member,
  roles: ['admin'],
  summary: 'Remove an address; rules that call it skip that action',
  params: z.object({ webhookId: Id }),
  response: Empty,
});
