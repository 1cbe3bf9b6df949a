import { z } from 'zod';
import { staff } from './automation.ts';
import { Empty, Id, Timestamp } from './common.ts';
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

export const deleteWebhook = endpoint({
  method: 'DELETE',
  path: '/api/automation/webhooks/:webhookId',
  ...member,
  roles: ['admin'],
  summary: 'Remove an address; rules that call it skip that action',
  params: z.object({ webhookId: Id }),
  response: Empty,
});
