import type { EnrolmentView } from '@zhike/shared/contracts/sop-enrolment';
import { expect, test } from 'vitest';
import { sayPosition } from './say-sop.ts';

const NOW = Date.parse('2026-11-28T06:00:00Z');
type Step = EnrolmentView['steps'][number];
const step = (stepId: string, state: Step['state'], dueAt: number): Step => ({
  stepId,
  title: `步骤${stepId}`,
  kind: 'call',
  dueAt,
  state,
  why: null,
  taskId: null,
  massMessageId: null,
  doneAt: null,
});

test('a step that is open is the one she stands at', () => {
  const steps = [step('1', 'done', NOW - 9), step('2', 'open', NOW), step('3', 'ahead', NOW + 86_400_000)];
  expect(sayPosition({ status: 'active', stopReason: null, steps }, NOW)).toBe('第 2 步 / 共 3 步 · 现在:步骤2');
});

test('between two steps the next one is said with its time', () => {
  const steps = [step('1', 'skipped', NOW - 9), step('2', 'ahead', NOW + 86_400_000)];
  expect(sayPosition({ status: 'active', stopReason: null, steps }, NOW)).toMatch(/^第 2 步 \/ 共 2 步 · 下一步 明天/);
});

test('what is over says how it ended', () => {
  const steps = [step('1', 'done', NOW)];
  expect(sayPosition({ status: 'finished', stopReason: null, steps }, NOW)).toBe('已走完 1 步');
  expect(sayPosition({ status: 'stopped', stopReason: 'replied', steps }, NOW)).toBe('已结束:客户回复了');
});
