import type { ActionOutcome } from '@zhike/shared/contracts/automation';
import { expect, test } from 'vitest';
import { sayOutcome } from './say-outcome.ts';

const parts = { triggers: [], dates: [], actions: [{ kind: 'set_field', label: '填写字段', canBeTakenBack: true }] };
const skipped = (why: string) =>
  sayOutcome({ kind: 'set_field', outcome: 'skipped', why, undo: null } as ActionOutcome, parts);

test('why nothing was done is said without asking whoever reads it to choose again', () => {
  expect(skipped('custom_field.not_found')).toBe('填写字段没有执行:这个字段已停用');
  expect(skipped('custom_field.option_not_found')).toBe('填写字段没有执行:选择的选项已停用');
  expect(skipped('automation.nobody_to_ask')).toBe('填写字段没有执行:没有可以通知或分配的在职员工');
});
