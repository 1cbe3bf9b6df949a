import type { TimelineGroup } from '@zhike/shared/contracts/customer';

/** What a timeline shows, by the group it is filtered by. Everything else about a customer is machinery. */
export const timelineTypes: Record<TimelineGroup, readonly string[]> = {
  relation: [
    'external_contact.added',
    'external_contact.half_added',
    'external_contact.deleted_by_member',
    'external_contact.deleted_by_customer',
    'external_contact.transfer_failed',
    'external_contact.archive_consented',
    'customer.archived',
    'relation.ended',
    'relation.changed',
  ],
  group: ['group_member.joined', 'group_member.left'],
  message: ['welcome.sent', 'welcome.missed'],
  content: ['content.sent', 'touch.opened', 'mass_message.sent', 'moment.reacted'],
  tag: ['customer.tagged', 'customer.untagged'],
  stage: ['customer.stage_changed'],
  field: ['customer.field_changed'],
  owner: ['customer.owner_changed'],
  follow_up: ['follow_up.logged'],
  task: [
    'task.opened',
    'task.done',
    'task.dismissed',
    'task.snoozed',
    'task.reopened',
    'task.handed_over',
    'task.escalated',
  ],
};

/** What a customer does herself. */
export const signalTypes: readonly string[] = [
  'external_contact.added',
  'external_contact.half_added',
  'external_contact.deleted_by_customer',
  'external_contact.archive_consented',
  'group_member.joined',
  'group_member.left',
  'touch.opened',
];

/** The same happening is told by WeCom's own event, except when the sync found it and no callback ever came. */
const ONLY_WHEN_FOUND_BY_SYNC: readonly string[] = ['customer.archived', 'relation.ended'];

export function isShown(event: { type: string; payload: object }): boolean {
  return (
    !ONLY_WHEN_FOUND_BY_SYNC.includes(event.type) || ('viaSync' in event.payload && event.payload.viaSync === true)
  );
}
