import type { RuleTrigger } from '../../engines/rules/registry.ts';
import { customerArchived } from '../customer/events.ts';
import { findChannelByState } from './store.ts';

type Archived = Parameters<typeof customerArchived>[0]['payload'];

const customerAdded: RuleTrigger<Archived> = {
  key: 'customer.added',
  label: '添加了好友',
  on: customerArchived,
  concerns: ({ viaSync, isNewRelation }) => !viaSync && isNewRelation,
  conditions: [
    {
      key: 'channel',
      label: '来自渠道码',
      input: 'channel',
      async valuesOf({ payload }, tx) {
        const channel = await findChannelByState(tx, payload.state);
        return channel ? [channel.id] : [];
      },
    },
    { key: 'member', label: '添加的员工', input: 'member', valuesOf: ({ payload }) => [payload.userId] },
    {
      key: 'known',
      label: '是否老客户',
      input: 'options',
      options: [
        { value: 'new', label: '新客户' },
        { value: 'returning', label: '再次添加的老客户' },
      ],
      valuesOf: ({ payload }) => [payload.isNew ? 'new' : 'returning'],
    },
  ],
};

export const channelRuleTriggers = [customerAdded];
