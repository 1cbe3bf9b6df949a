/** How the rows of a customer are found: by an index that her column leads, or through rows that are. */
export type Found =
  | 'by_customer'
  /** `table` is found by its own index on the customer; `key` of it stands in `column` here. */
  | { through: { table: string; key: string }; column: string }
  /** By the ids of all rules: there are few. */
  | { ofEachRule: string };

/**
 * `move`: the rows become the other customer's. `move_or_drop`: those whose place the other one has already are dropped. `own`: a function
 * of rows-of-her-own.ts does it. `leave`: nothing is to be done, see `why`.
 */
type OnMerge = 'move' | 'move_or_drop' | 'own' | 'leave';
/** `delete`: the rows go. `forget`: the row stays for the counts, without her. `own`, `leave`: as above. */
type OnErase = 'delete' | 'forget' | 'own' | 'leave';

export interface CustomerTable {
  table: string;
  column?: string;
  found?: Found;
  onMerge: OnMerge;
  onErase: OnErase;
  /** Columns emptied together with hers when she is forgotten. */
  alsoForget?: Record<string, string | null>;
  why?: string;
}

const throughConversation: Found = {
  through: { table: 'chat_conversation', key: 'id' },
  column: 'conversation_id',
};
const ARCHIVE = 'archived chats are kept for as long as the archive is; they are evidence, and erased with it';

/**
 * Every table that names a customer, and what becomes of her rows when two are found to be one person, or when she is to be forgotten.
 * tables.db.test.ts fails for a table that is not here. In the order in which it is done: what is found through other rows comes first.
 */
export const customerTables: readonly CustomerTable[] = [
  // Found through chats, which therefore follow below.
  { table: 'quality_hit', found: throughConversation, onMerge: 'move', onErase: 'forget' },
  { table: 'quality_waiting', found: throughConversation, onMerge: 'move', onErase: 'delete' },
  { table: 'quality_contact', found: throughConversation, onMerge: 'move', onErase: 'forget' },
  { table: 'chat_conversation', onMerge: 'move', onErase: 'leave', why: ARCHIVE },
  { table: 'chat_message', onMerge: 'move', onErase: 'leave', why: ARCHIVE },
  {
    table: 'chat_consent',
    onMerge: 'leave',
    onErase: 'leave',
    why: `named by the external contact, who stays; ${ARCHIVE}`,
  },

  { table: 'mass_message_customer', onMerge: 'own', onErase: 'own' },
  { table: 'moment_reaction', onMerge: 'move', onErase: 'delete' },

  {
    table: 'visit',
    column: 'via_customer_id',
    found: { through: { table: 'touch_link', key: 'link_key' }, column: 'link_key' },
    onMerge: 'move',
    onErase: 'forget',
  },
  { table: 'visit', onMerge: 'move', onErase: 'forget' },
  { table: 'touch_link', onMerge: 'move', onErase: 'forget' },
  {
    table: 'visitor',
    onMerge: 'move',
    onErase: 'forget',
    alsoForget: { union_id: null, oa_open_id: null, known_by: 'nobody' },
  },
  { table: 'content_send', onMerge: 'move', onErase: 'forget' },
  { table: 'content_step', onMerge: 'move', onErase: 'forget' },

  // Found through tasks, which therefore follow below.
  {
    table: 'care_deed',
    found: { through: { table: 'task', key: 'id' }, column: 'task_id' },
    onMerge: 'move_or_drop',
    onErase: 'delete',
  },
  { table: 'care_calendar', onMerge: 'move_or_drop', onErase: 'delete' },
  { table: 'sop_enrolment', onMerge: 'own', onErase: 'own' },
  { table: 'task', onMerge: 'move', onErase: 'own' },
  { table: 'follow_up', onMerge: 'move', onErase: 'delete' },

  { table: 'rule_due', onMerge: 'move_or_drop', onErase: 'delete' },
  { table: 'rule_hit', found: { ofEachRule: 'rule_id' }, onMerge: 'move_or_drop', onErase: 'delete' },
  { table: 'rule_mention', found: { ofEachRule: 'rule_id' }, onMerge: 'move_or_drop', onErase: 'delete' },
  {
    table: 'rule_trial_customer',
    onMerge: 'leave',
    onErase: 'leave',
    why: 'ids that a dry run met, gone with it; acting on one that is no more does nothing',
  },
  {
    table: 'tag_job_customer',
    onMerge: 'leave',
    onErase: 'leave',
    why: 'ids that wait for some minutes and are taken off; marking one that is no more does nothing',
  },

  { table: 'customer_day_count', onMerge: 'own', onErase: 'delete' },
  { table: 'customer_activity', onMerge: 'own', onErase: 'delete' },
  {
    table: 'group_member',
    onMerge: 'move',
    onErase: 'forget',
    alsoForget: { union_id: null, name: null, nickname: null },
  },
  { table: 'event', onMerge: 'move', onErase: 'leave', why: 'ids and facts of the moment only (decision 053)' },

  {
    table: 'channel_addition',
    onMerge: 'leave',
    onErase: 'own',
    why: 'named by the external contact, who stays',
  },
  { table: 'welcome_turn', onMerge: 'leave', onErase: 'own', why: 'named by the external contact, who stays' },
  {
    table: 'sync_relation',
    onMerge: 'leave',
    onErase: 'leave',
    why: 'what WeCom lists while a synchronisation runs; emptied by the next one',
  },

  { table: 'customer_field', onMerge: 'own', onErase: 'delete' },
  { table: 'customer_field_change', onMerge: 'move', onErase: 'delete' },
  { table: 'customer_phone', onMerge: 'move', onErase: 'delete' },
  { table: 'customer_tag', onMerge: 'move_or_drop', onErase: 'delete' },
  { table: 'customer_tag_index', onMerge: 'own', onErase: 'delete' },
  { table: 'customer_viewer', onMerge: 'own', onErase: 'delete' },
  { table: 'customer_search_token', onMerge: 'own', onErase: 'delete' },
  { table: 'follow_user', onMerge: 'move', onErase: 'delete' },
  { table: 'customer_identity', onMerge: 'move', onErase: 'delete' },
];
