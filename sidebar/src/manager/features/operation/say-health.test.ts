import { expect, test } from 'vitest';
import { sayHealth } from './say-health.ts';

const noFiles = { waiting: 0, gaveUp: 0, oldestMs: 0, expiresInMs: null };
const HOUR = 3_600_000;
const idle = { waiting: 0, gaveUp: 0, oldestMs: 0 };
const callbacks = { today: 12, duplicates: 1, waiting: 0, notUnderstood: 0, oldestMs: 0, lastAt: 5 };

test('all is well', () => {
  const lines = sayHealth(
    { callbacks, runs: idle, commands: idle, messages: { gaveUp: 0 }, files: noFiles, archive: null },
    () => '刚刚',
  );
  expect(lines.map(({ sentence }) => sentence)).toEqual([
    '今天 12 条,最近一条 刚刚,没有积压',
    '全部处理完',
    '全部处理完',
  ]);
  expect(lines.every(({ isWell }) => isWell)).toBe(true);
});

test('what is late or given up is said', () => {
  const lines = sayHealth(
    {
      callbacks: { ...callbacks, waiting: 40, oldestMs: 130_000, lastAt: null },
      runs: { waiting: 3, gaveUp: 2, oldestMs: 8_000 },
      commands: idle,
      messages: { gaveUp: 0 },
      files: noFiles,
      archive: { lagMs: 8 * 60_000, isLate: true, closed: 3 },
    },
    String,
  );
  expect(lines[0]).toMatchObject({
    sentence: '今天 12 条,还没有收到过回调,40 条在排队(最久 2 分钟)',
    isWell: false,
    to: '/doctor',
  });
  expect(lines.find(({ label }) => label === '会话存档')).toMatchObject({
    label: '会话存档',
    sentence: '存档延迟 8 分钟,3 条消息打不开',
    isWell: false,
    to: '/doctor',
  });
  expect(lines[1]).toMatchObject({ sentence: '2 个没有成功,等你处理,3 个在排队(最久 8 秒)', isWell: false });
});

test('files of chats are spoken of when there are some, and loudly when WeCom is about to delete them', () => {
  const say = (files: Parameters<typeof sayHealth>[0]['files']) =>
    sayHealth({ callbacks, runs: idle, commands: idle, messages: { gaveUp: 0 }, files, archive: null }, String).at(-1);
  expect(say({ ...noFiles, waiting: 7, oldestMs: HOUR, expiresInMs: 119 * HOUR })).toMatchObject({
    label: '会话文件',
    sentence: '7 个等待下载',
    isWell: true,
  });
  expect(say({ waiting: 7, gaveUp: 1, oldestMs: 100 * HOUR, expiresInMs: 20 * HOUR })).toMatchObject({
    sentence: '1 个没有下载成功,7 个等待下载,最早的 20 小时后被企业微信删除',
    isWell: false,
  });
  expect(say({ waiting: 1, gaveUp: 0, oldestMs: 121 * HOUR, expiresInMs: -HOUR })?.sentence).toBe(
    '1 个等待下载,最早的已过保留期',
  );
});
