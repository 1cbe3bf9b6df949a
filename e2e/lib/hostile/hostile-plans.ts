import { checkPattern, createRule, switchRule, updateRule } from '@zhike/shared/contracts/automation';
import { startTrial } from '@zhike/shared/contracts/automation-job';
import { createWebhook } from '@zhike/shared/contracts/automation-webhook';
import { createCarePlan, previewCarePlan, updateCarePlan } from '@zhike/shared/contracts/care';
import { createChannel, updateChannel } from '@zhike/shared/contracts/channel';
import { createChannelGroup, updateChannelGroup } from '@zhike/shared/contracts/channel-group';
import { createQualityWordGroup, updateQualityWordGroup } from '@zhike/shared/contracts/quality';
import { createSegment, updateSegment } from '@zhike/shared/contracts/segment';
import { createSop, switchSop, tryDefinition, updateSop } from '@zhike/shared/contracts/sop';
import { enrolCustomer } from '@zhike/shared/contracts/sop-enrolment';
import { getTaskSettings, updateTaskSettings } from '@zhike/shared/contracts/task-settings';
import { ADMIN, type Product } from '../start-product.ts';
import type { HostileCalls } from './hostile-calls.ts';
import type { HostileCustomer } from './hostile-customer.ts';
import type { HostileLibrary } from './hostile-library.ts';
import { hostileText } from './hostile-text.ts';
import type { HostileWecom } from './hostile-wecom.ts';

export interface HostilePlans {
  channelId: string;
  ruleId: string;
  planId: string;
  sopId: string;
  segmentId: string;
}

/** What happens by itself, and whom it is for. */
export async function makeHostilePlans(
  product: Product,
  calls: HostileCalls,
  { rep, customerId }: HostileWecom,
  { pictureId, materials, scriptId }: HostileLibrary,
  { fieldId }: HostileCustomer,
): Promise<HostilePlans> {
  const call = calls.as(ADMIN.userId);
  const filter = { field: `field.${fieldId.toLowerCase()}`, op: 'contains', text: hostileText.middle };

  const segment = await call(createSegment, { body: { filter, visibility: 'everybody' } });
  const params = { segmentId: segment.id };
  await call(updateSegment, { params, body: { filter, visibility: 'everybody', version: segment.version } });

  const channelId = await makeChannel(calls, rep, pictureId);
  const ruleId = await makeRules(product, calls, filter, fieldId);

  const plan = { occasion: { kind: 'anniversary', fieldId: null, afterDays: null }, filter };
  const care = await call(createCarePlan, { body: plan });
  await call(updateCarePlan, { params: { planId: care.id }, body: { ...plan, version: care.version } });
  await call(previewCarePlan, { body: { draft: plan } });

  const at = { kind: 'minutes', minutes: 10 };
  const later = { kind: 'day', days: 3, time: '10:00' };
  const sop = {
    start: { kind: 'added' },
    auto: { filter },
    steps: [
      { at, deed: { kind: 'send', scriptId, materialIds: [materials.link] }, filter },
      { at: later, deed: { kind: 'call' } },
      { at: later, deed: { kind: 'other' } },
    ],
  };
  const made = await call(createSop, { body: sop });
  await call(updateSop, { params: { sopId: made.id }, body: { ...sop, version: made.version } });
  await call(tryDefinition, { body: { draft: sop, customerId } });
  await call(switchSop, { params: { sopId: made.id }, body: { isOn: true } });
  await call(enrolCustomer, { params: { customerId }, body: { sopId: made.id } });

  const words = { level: 'high', speaker: 'both', departmentIds: [], isOn: true };
  const group = await call(createQualityWordGroup, { body: words });
  await call(updateQualityWordGroup, { params: { groupId: group.id }, body: { ...words, version: group.version } });

  const { settings, version } = await call(getTaskSettings);
  const days = [{ day: '2026-12-25', isWorkday: true }];
  await call(updateTaskSettings, { body: { settings: { ...settings, days }, version } });
  return { channelId, ruleId, planId: care.id, sopId: made.id, segmentId: segment.id };
}

async function makeChannel(calls: HostileCalls, rep: string, pictureId: string): Promise<string> {
  const call = calls.as(ADMIN.userId);
  const group = await call(createChannelGroup);
  await call(updateChannelGroup, { params: { groupId: group.id } });
  const miniprogram = { kind: 'miniprogram', appId: 'wx0123456789abcdef', coverAssetId: pictureId };
  const attachments = [{ kind: 'link' }, miniprogram];
  const settings = {
    groupId: group.id,
    members: [{ userId: rep, dailyCap: null }],
    remarkRule: `{昵称}<x-hit>`,
    welcome: { attachments, byTimeOfDay: [{ from: '08:00', to: '09:00', attachments }] },
  };
  const { id } = await call(createChannel, { body: settings });
  await call(updateChannel, { params: { channelId: id }, body: settings });
  return id;
}

async function makeRules(product: Product, calls: HostileCalls, filter: unknown, fieldId: string): Promise<string> {
  const call = calls.as(ADMIN.userId);
  const webhook = await call(createWebhook);
  await call(checkPattern);
  const owner = { kind: 'owner' };
  const actions = [
    { kind: 'notify', to: owner },
    { kind: 'create_task', to: owner },
    { kind: 'set_field', fieldId, value: { kind: 'text' } },
    { kind: 'webhook', webhookId: webhook.id },
  ];
  // What is alone in it cannot stand beside the rest.
  const keywords = { exact: [], near: { within: 5, words: [hostileText.short, `${hostileText.short}2`] } };
  const exactly = { any: [], all: [], near: null, pattern: null };
  const said = { kind: 'said', by: 'customer' };
  const within = { count: 1, unit: 'hours' };
  const absence = (match: unknown) => ({
    kind: 'absence',
    start: { ...said, keywords: match },
    unless: [{ ...said, keywords: match }],
    within,
  });
  const whens = [
    absence(keywords),
    absence(exactly),
    { kind: 'message', keywords: exactly },
    { kind: 'message', keywords },
  ];
  let ruleId = '';
  for (const when of whens) {
    const body = { when, filter, actions, cooldownHours: 0 };
    const rule = await call(createRule, { body });
    ruleId = rule.id;
    await call(updateRule, { params: { ruleId }, body });
    const span = { from: product.clock.now() - 86_400_000, to: product.clock.now() };
    await call(startTrial, { body: { ruleId, definition: { when, filter, actions, cooldownHours: 0 }, ...span } });
  }
  const spoken = {
    when: { kind: 'message', keywords: { any: ['<x-hit>'], all: [], none: [], exact: [], near: null, pattern: null } },
  };
  const rule = await call(createRule, { body: { ...spoken, actions, cooldownHours: 0 } });
  await call(switchRule, { params: { ruleId: rule.id }, body: { isOn: true } });
  return rule.id;
}
