import type { News } from '../../shared/live/use-live.ts';

type Keys = readonly (readonly unknown[])[];

/** Long lists are not read anew under the reader's eyes: `customers-head`, like `chats-head`, lets the page say that there is news. */
const ofCustomer = (customerId: string): Keys => [
  ['customer', customerId],
  ['timeline', customerId],
  ['behaviour', customerId],
  ['customers-head'],
  ['count-customers'],
];

const byNoun: Record<string, Keys> = {
  channel: [['channels'], ['channel'], ['channel-groups']],
  corp_tag: [['tag-groups']],
  custom_field: [['custom-fields'], ['filter-fields'], ['automation-parts'], ['customer']],
  tag: [['tag-groups']],
  tag_library: [['tag-groups']],
  tag_job: [['tag-job']],
  sync_job: [['sync']],
  group_chat: [['group'], ['group-members'], ['group-stats'], ['group-changes']],
  group_member: [['group'], ['group-members'], ['group-stats'], ['customer-groups']],
  group_inviter: [['group-stats']],
  group_tag: [['group-tag-groups'], ['group']],
  group_welcome: [['group-welcomes']],
  rule: [['automation-rules'], ['automation-rule'], ['automation-versions'], ['automation-hits']],
  rule_job: [['automation-jobs'], ['automation-job'], ['automation-rules'], ['automation-hits']],
  script: [['scripts']],
  moment: [['moments'], ['moment'], ['moment-reps'], ['moment-reactions']],
  mass_message: [['mass-messages'], ['mass-message'], ['mass-reps'], ['mass-results'], ['sop-stats']],
  segment: [['segments'], ['segment']],
  care: [['care-plans'], ['care-plan'], ['care-days'], ['care-of-day']],
  sop: [['sops'], ['sop'], ['sop-stats'], ['sop-enrolments'], ['sop-coming']],
  sop_enrolling: [['sop-enrol-jobs'], ['sops'], ['sop']],
  stage: [['stages']],
  touch: [['visits'], ['sends'], ['material-stats']],
  visitor: [['visits']],
  member: [['members']],
  material: [['materials'], ['material'], ['material-folders'], ['material-versions']],
  content: [['sends'], ['materials'], ['material-stats']],
  quality_hit: [['quality-hits'], ['quality-stats']],
  quality_rule: [['quality-words'], ['quality-actions']],
  task: [
    ['tasks'],
    ['task'],
    ['task-counts'],
    ['team-tasks'],
    ['task-stats'],
    ['sop-enrolments'],
    ['sop-stats'],
    ['care-plans'],
    ['care-stats'],
  ],
  task_settings: [['task-settings']],
  external_contact: [['channels'], ['channel'], ['channel-stats']],
  relation: [['channels'], ['channel-stats']],
};

/** Which reads a piece of news makes stale. */
export function keysOf({ type, customerId, conversationId }: News): Keys {
  if (type === 'chat.said') return [['chats-head'], conversationId ? ['chat', conversationId] : ['chat']];
  // Comes every few seconds for every reader: only who looks at this customer sees it go on.
  if (type === 'touch.moved')
    return customerId
      ? [
          ['customer', customerId],
          ['timeline', customerId],
        ]
      : [];
  const noun = type.split('.')[0]!;
  return [...(byNoun[noun] ?? []), ...(customerId ? ofCustomer(customerId) : [])];
}
