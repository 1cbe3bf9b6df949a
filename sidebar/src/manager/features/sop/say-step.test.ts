import type { SopView } from '@zhike/shared/contracts/sop';
import { expect, test } from 'vitest';
import { sayMoment, saySending } from './say-step.ts';

const names: SopView['names'] = [
  { kind: 'material', id: 'm1', name: '产品手册', isUsable: true },
  { kind: 'material', id: 'm2', name: '旧价目表', isUsable: false },
  { kind: 'script', id: 's1', name: '开场白', isUsable: true },
];

test('moments are said as people count days', () => {
  expect(
    (
      [
        { kind: 'minutes', minutes: 0 },
        { kind: 'minutes', minutes: 90 },
        { kind: 'minutes', minutes: 120 },
        { kind: 'day', days: 0, time: '09:30' },
        { kind: 'day', days: -3, time: '09:30' },
        { kind: 'on', day: '2026-12-01', time: '10:00' },
      ] as const
    ).map(sayMoment),
  ).toEqual(['马上', '90 分钟后', '2 小时后', '第 1 天 09:30', '提前 3 天 09:30', '2026-12-01 10:00']);
});

test('what is sent is said by its titles, and what can no longer be sent says so', () => {
  const send = (scriptId: string | null, materialIds: string[]) =>
    saySending({ deed: { kind: 'send', way: 'task', scriptId, materialIds, note: '' } }, names);
  expect(send('s1', ['m1', 'm2'])).toBe('发送话术「开场白」、「产品手册」、「旧价目表」(已停用)');
  expect(send(null, ['gone'])).toBe('发送「已删除」');
  expect(saySending({ deed: { kind: 'call', note: '问问' } }, names)).toBe('');
  const toMany = { kind: 'send' as const, way: 'mass' as const, scriptId: 's1', materialIds: [], note: '' };
  expect(saySending({ deed: toMany }, names)).toBe('群发话术「开场白」');
});
