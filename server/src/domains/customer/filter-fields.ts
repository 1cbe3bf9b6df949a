import { columnFacts, namesOf, setFacts } from '../../engines/filter/column-facts.ts';
import { FilterValueUnknown } from '../../engines/filter/errors.ts';
import type { ChoiceField, DateField, FilterField, SetField } from '../../engines/filter/field.ts';
import { inList } from '../../platform/database/sql.ts';
import type { Tx } from '../../platform/database/tx.ts';
import { listDepartments } from '../corp/store.ts';
import { withSubDepartments } from '../corp/roles.ts';
import { corpNameField, nameField } from './filter-texts.ts';
import { seenInDepartments } from './scope.ts';

const ofCustomer = (column: string) => ({
  sql: ({ column: read }: Parameters<ChoiceField['sql']>[0]) => read(column),
});
const customerColumn = (column: string) => ({ table: 'customer', key: 'id', column });

export function customerChoice(name: string, label: string, column: string, rest: Partial<ChoiceField>): ChoiceField {
  return {
    name,
    label,
    kind: 'choice',
    input: 'options',
    ...ofCustomer(column),
    load: (tx, ids) => columnFacts(tx, customerColumn(column), ids, String),
    ...rest,
  };
}

function date(name: string, label: string, column: string): DateField {
  return {
    name,
    label,
    kind: 'date',
    input: 'date',
    ...ofCustomer(column),
    load: (tx, ids) => columnFacts(tx, customerColumn(column), ids, Number),
  };
}

const memberNames = (tx: Tx, values: readonly string[]) => namesOf(tx, { table: 'member', key: 'user_id' }, values);

const ALWAYS_THERE = ['any', 'none'] as const;

const tags: SetField = {
  name: 'tag',
  label: '标签',
  kind: 'set',
  input: 'tag',
  names: (tx, values) => namesOf(tx, { table: 'tag', key: 'id' }, values),
  has: (place, values) => ({
    sql: `(SELECT 1 FROM customer_tag_index t WHERE t.customer_id = ${place.id}${values ? ` AND t.tag_id ${inList(values)}` : ''} LIMIT 1) IS NOT NULL`,
    values: [...(values ?? [])],
  }),
  load: (tx, ids) => setFacts(tx, { from: 'customer_tag_index', key: 'customer_id', column: 'tag_id' }, ids),
};

/** Members whose contact she is now. */
const followUsers: SetField = {
  name: 'follow_user',
  label: '跟进人',
  kind: 'set',
  input: 'member',
  names: memberNames,
  has: (place, values) => ({
    sql: `(SELECT 1 FROM follow_user f WHERE f.customer_id = ${place.id} AND f.status IN ('active', 'half')${values ? ` AND f.user_id ${inList(values)}` : ''} LIMIT 1) IS NOT NULL`,
    values: [...(values ?? [])],
  }),
  load: (tx, ids) =>
    setFacts(
      tx,
      { from: 'follow_user', key: 'customer_id', column: 'user_id', where: "status IN ('active', 'half')" },
      ids,
    ),
};

/** Departments of whoever owns or follows her; those asked for, with all below them. */
const departments: SetField = {
  name: 'department',
  label: '所属部门',
  kind: 'set',
  input: 'department',
  names: (tx, values) => namesOf(tx, { table: 'department', key: 'id' }, values),
  operators: ALWAYS_THERE,
  has: (place, values) =>
    values?.length ? seenInDepartments(values.map(Number), place.id) : { sql: '1 = 0', values: [] },
  load: (tx, ids) =>
    setFacts(
      tx,
      {
        from: 'customer_viewer v JOIN member_department d ON d.user_id = v.user_id',
        key: 'v.customer_id',
        column: 'd.department_id',
      },
      ids,
    ),
  async expand(tx, values) {
    const wrong = values.find((value) => !/^\d{1,9}$/.test(value));
    if (wrong !== undefined) throw new FilterValueUnknown({ field: 'department', value: wrong });
    return withSubDepartments(values.map(Number), await listDepartments(tx)).map(String);
  },
};

export const customerFilterFields: readonly FilterField[] = [
  tags,
  customerChoice('stage', '客户阶段', 'stage_id', {
    input: 'stage',
    names: (tx, values) => namesOf(tx, { table: 'stage', key: 'id' }, values),
  }),
  customerChoice('owner', '负责人', 'owner_user_id', { input: 'member', names: memberNames }),
  followUsers,
  departments,
  date('added_at', '首次添加时间', 'first_added_at'),
  date('last_added_at', '最近添加时间', 'last_added_at'),
  customerChoice('status', '客户状态', 'status', {
    operators: ALWAYS_THERE,
    options: [
      { value: 'active', label: '在联系' },
      { value: 'lost', label: '已流失' },
    ],
  }),
  date('lost_at', '流失时间', 'lost_at'),
  customerChoice('gender', '性别', 'gender', {
    operators: ALWAYS_THERE,
    stored: 'int',
    options: [
      { value: '1', label: '男' },
      { value: '2', label: '女' },
      { value: '0', label: '未知' },
    ],
  }),
  customerChoice('type', '客户类型', 'type', {
    operators: ALWAYS_THERE,
    stored: 'int',
    options: [
      { value: '1', label: '微信用户' },
      { value: '2', label: '企业微信用户' },
    ],
  }),
  nameField,
  corpNameField,
];
