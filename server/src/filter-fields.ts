import { behaviourFilterFields } from './domains/behaviour/filter-fields.ts';
import { channelFilterFields } from './domains/channel/filter-fields.ts';
import { customFilterFields } from './domains/customer/custom-filter-fields.ts';
import { customerFilterFields } from './domains/customer/filter-fields.ts';
import { groupChatFilterFields } from './domains/group-chat/filter-fields.ts';
import { visitFilterFields } from './domains/visitor/filter-fields.ts';
import { FilterFields } from './engines/filter/registry.ts';

/** What every filter can ask for, in the order in which the builder offers it. */
export const filterFields = new FilterFields(
  [
    ...customerFilterFields,
    ...channelFilterFields,
    ...behaviourFilterFields,
    ...groupChatFilterFields,
    ...visitFilterFields,
  ],
  [customFilterFields],
);
