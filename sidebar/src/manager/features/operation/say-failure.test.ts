import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { sayFailure, sayHope, sayProblem, sayRepeat, workNames } from './say-failure.ts';

const server = join(import.meta.dirname, '../../../../../server/src');

const namesIn = (folder: string, belongs: (file: string) => boolean) =>
  readdirSync(join(server, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.includes('.test.') && belongs(file))
    .flatMap((file) => {
      const source = readFileSync(join(server, folder, file), 'utf8');
      return [...source.matchAll(/(?:scenario|command)(?:<[^(]*>)?\(\{\n {2}name: '([a-z-]+)'/g)].map(
        (match) => match[1]!,
      );
    });

test('every scenario and command of the server has a name for people', () => {
  const scenarios = namesIn('scenarios', (file) => file.includes('/'));
  const commands = namesIn('domains', (file) => file.includes('/commands/'));
  expect(scenarios.length).toBeGreaterThan(40);
  expect(commands.length).toBeGreaterThan(8);
  expect([...scenarios, ...commands].filter((name) => !(name in workNames))).toEqual([]);
});

test('headlines, reasons and causes', () => {
  expect(sayFailure({ kind: 'command', name: 'mark-tag' })).toBe('在企业微信打标签没有成功');
  expect(sayFailure({ kind: 'callback', name: 'app' })).toBe('收到一条看不懂的应用回调');
  expect(sayRepeat({ kind: 'command', repeatIsHarmless: '结果相同' })).toBe('结果相同');
  expect(sayProblem('wecom.unavailable: 503')).toBe('企业微信多次没有响应');
  expect(sayProblem('tag.not_found')).toContain('标签不存在');
  expect(sayFailure({ kind: 'archive', name: 'archive.key_missing' })).toBe('一条存档消息打不开');
  expect(sayProblem('archive.key_missing\nkeyVersion 2')).toContain('WECOM_ARCHIVE_PRIVATE_KEYS');
  expect(sayProblem('boom')).toBeNull();
});

test('of a file of a chat it is said what it is, and whether another try has sense', () => {
  expect(sayFailure({ kind: 'file', name: 'voice' })).toBe('会话里的一条语音没有下载成功');
  expect(sayProblem('archive.expired (archive.unreachable)')).toContain('5 天');
  const can = { replay: true, dismiss: true };
  expect(sayHope({ kind: 'file', gaveUpAt: null, can })).toBe('还在自动重试');
  expect(sayHope({ kind: 'file', gaveUpAt: 1, can: { ...can, replay: false } })).toContain('重试没有用');
  expect(sayHope({ kind: 'file', gaveUpAt: 1, can })).toBeNull();
});
