import { namesOf } from '../../engines/filter/column-facts.ts';
import type { FilterField } from '../../engines/filter/field.ts';
import { customerChoice } from '../customer/filter-fields.ts';

/** The channel that brought her first. */
export const channelFilterFields: readonly FilterField[] = [
  customerChoice('channel', '来源渠道', 'first_channel_id', {
    input: 'channel',
    names: (tx, values) => namesOf(tx, { table: 'channel', key: 'id' }, values),
  }),
];
