import { columnDate } from '../../engines/rules/column-date.ts';

const activity = { table: 'customer_activity', customerId: 'customer_id' };

/** Both move on with every message: a rule counts from the latest. */
export const behaviourRuleDates = [
  columnDate({ ...activity, key: 'behaviour.last_contact', label: '最近联系日期', column: 'last_contact_at' }),
  columnDate({ ...activity, key: 'behaviour.last_reply', label: '客户最近回复日期', column: 'last_reply_at' }),
];
