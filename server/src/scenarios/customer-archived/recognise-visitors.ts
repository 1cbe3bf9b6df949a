import { customerArchived } from '../../domains/customer/events.ts';
import { CustomerIdentityRow } from '../../domains/customer/entity.ts';
import { recogniseAddedCustomer } from '../../domains/visitor/recognise-by-wechat.ts';
import { findRow } from '../../platform/database/find-row.ts';
import { done, skipped } from '../../platform/delivery/scenario.ts';
import { scenario } from '../scenario.ts';

/** What she opened before she was added, on browsers that WeChat has named, joins her story. */
export const recogniseVisitors = scenario({
  name: 'recognise-visitors',
  on: customerArchived,
  concerns: ({ isNew }) => isNew,
  async run(tx, { customerId }, _facts, now) {
    const identity = customerId ? await findRow(tx, CustomerIdentityRow, { kind: 'unionid', customerId }) : null;
    if (!customerId || !identity) return skipped('没有 unionid,无法对应之前的访问');
    const count = await recogniseAddedCustomer(tx, customerId, identity.value, now);
    return count > 0 ? done() : skipped('之前没有打开过链接');
  },
});
