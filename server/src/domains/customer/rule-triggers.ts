import type { RuleDate, RuleTrigger } from '../../engines/rules/registry.ts';
import { select } from '../../platform/database/sql.ts';
import {
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

export const customerRuleTriggers = [tagged, untagged, stageChanged, ownerChanged, lost];

const firstAdded: RuleDate = {
  key: 'customer.first_added',
  label: '首次添加日期',
  async findIn(tx, { from, to }, { after, limit }) {
    // Along the index on (first_added_at, id): the cursor names both.
    const [at, id] = after === '' ? [from, ''] : [Number(after.split(' ')[0]), after.split(' ')[1]!];
    const rows = await select<{ id: string; at: number | string }>(
      tx,
      `SELECT id, first_added_at AS at FROM customer
       WHERE first_added_at >= ? AND first_added_at < ? AND (first_added_at > ? OR id > ?) ORDER BY first_added_at, id LIMIT ?`,
      [Math.max(from, at), to, at, id, limit],
    );
    return rows.map((row) => ({ customerId: row.id, at: Number(row.at) }));
  },
};

export const customerRuleDates = [firstAdded];
