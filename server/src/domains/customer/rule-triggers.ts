import { columnDate } from '../../engines/rules/column-date.ts';
import type { RuleTrigger } from '../../engines/rules/registry.ts';
import {
  customerFieldChanged,
  customerOwnerChanged,
  customerStageChanged,
  customerTagged,
  customerUntagged,
  relationEnded,
  type TagChange,
} from './events.ts';

type Payload<Make extends (event: never) => { payload: object }> = ReturnType<Make>['payload'];

const tagged: RuleTrigger<TagChange> = {
  key: 'customer.tagged',
  label: '被打上标签',
  on: customerTagged,
  conditions: [{ key: 'tag', label: '标签', input: 'tag', valuesOf: ({ payload }) => payload.tagIds }],
};

const untagged: RuleTrigger<TagChange> = {
  key: 'customer.untagged',
  label: '被移除标签',
  on: customerUntagged,
  conditions: [{ key: 'tag', label: '标签', input: 'tag', valuesOf: ({ payload }) => payload.tagIds }],
};

const stageChanged: RuleTrigger<Payload<typeof customerStageChanged> & { toStageId: string }> = {
  key: 'customer.stage_changed',
  label: '客户阶段变化',
  on: customerStageChanged,
  conditions: [{ key: 'stage', label: '变为', input: 'stage', valuesOf: ({ payload }) => [payload.toStageId] }],
};

const ownerChanged: RuleTrigger<Payload<typeof customerOwnerChanged> & { toUserId: string | null }> = {
  key: 'customer.owner_changed',
  label: '负责人变化',
  on: customerOwnerChanged,
  conditions: [
    {
      key: 'member',
      label: '新负责人',
      input: 'member',
      valuesOf: ({ payload }) => (payload.toUserId === null ? [] : [payload.toUserId]),
    },
  ],
};

const fieldChanged: RuleTrigger<Payload<typeof customerFieldChanged> & { fieldId: string }> = {
  key: 'customer.field_changed',
  label: '资料字段变化',
  on: customerFieldChanged,
  conditions: [{ key: 'field', label: '字段', input: 'custom_field', valuesOf: ({ payload }) => [payload.fieldId] }],
};

const lost: RuleTrigger<Payload<typeof relationEnded> & { by: string; viaSync: boolean }> = {
  key: 'relation.ended',
  label: '好友关系结束',
  on: relationEnded,
  concerns: ({ viaSync }) => !viaSync,
  conditions: [
    {
      key: 'by',
      label: '由谁结束',
      input: 'options',
      options: [
        { value: 'customer', label: '客户删除了员工' },
        { value: 'member', label: '员工删除了客户' },
        { value: 'transfer', label: '转接给其他员工' },
      ],
      valuesOf: ({ payload }) => [payload.by],
    },
  ],
};

export const customerRuleTriggers = [tagged, untagged, stageChanged, fieldChanged, ownerChanged, lost];

const ofCustomer = { table: 'customer', customerId: 'id' };

export const customerRuleDates = [
  columnDate({ ...ofCustomer, key: 'customer.first_added', label: '首次添加日期', column: 'first_added_at' }),
  columnDate({ ...ofCustomer, key: 'customer.last_added', label: '最近添加日期', column: 'last_added_at' }),
  columnDate({ ...ofCustomer, key: 'customer.lost', label: '流失日期', column: 'lost_at' }),
];
