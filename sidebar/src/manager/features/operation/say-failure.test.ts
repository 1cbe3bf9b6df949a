import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { sayFailure, sayProblem, sayRepeat, workNames } from './say-failure.ts';

const server = join(import.meta.dirname, '../../../../../server/src');

function names(folder: string, depth: number): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return depth > 0 ? names(path, depth - 1) : [];
    if (!entry.name.endsWith('.ts') || entry.name.endsWith('.test.ts')) return [];
    return [/^ {2}name: '([a-z-]+)',$/m.exec(readFileSync(path, 'utf8'))?.[1] ?? []].flat();
  });
}

test('every scenario and command of the server has a name for people', () => {
  const scenarios = readdirSync(join(server, 'scenarios'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap((entry) => names(join(server, 'scenarios', entry.name), 0));
  const commands = readdirSync(join(server, 'domains')).flatMap((domain) => {
    const folder = join(server, 'domains', domain);
    return readdirSync(folder).includes('commands') ? names(join(folder, 'commands'), 0) : [];
  });
  expect(scenarios.length).toBeGreaterThan(40);
  expect(commands.length).toBeGreaterThan(8);
  expect([...scenarios, ...commands].filter((name) => !(name in workNames))).toEqual([]);
});

test('headlines, reasons and causes', () => {
  expect(sayFailure({ kind: 'command', name: 'mark-tag' })).toBe('在企业微信打标签没有成功');
  expect(sayFailure({ kind: 'callback', name: 'app' })).toBe('收到一条看不懂的应用回调');
  expect(sayRepeat({ kind: 'command', repeatIsHarmless: '结果相同' })).toBe('结果相同');
  expect(sayProblem('wecom.unavailable: 503')).toContain('企业微信暂时没有响应');
  expect(sayProblem('boom')).toBeNull();
});
