import { generateKeyPairSync } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { archiveReader } from '../test/archive-reader.ts';
import { startTestSandbox, type TestSandbox } from '../test/start-test-sandbox.ts';
import { messageOf } from './message-of.ts';
import { momentOf } from './moment-of.ts';

let running: TestSandbox;
const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 });
const archivePrivateKeys = { 1: privateKey.export({ type: 'pkcs1', format: 'pem' }).toString() };

beforeEach(async () => {
  running = await startTestSandbox({ archivePrivateKeys, members: 4, relations: 60 });
});
afterEach(() => running.close());

test('five million messages take no memory and are pulled from any place in them', async () => {
  const reader = archiveReader(running);
  const before = process.memoryUsage().heapUsed;
  const made = await running.control('POST /control/generate-chats', { body: { messages: 5_000_000 } });
  expect(made).toMatchObject({ messages: 5_000_000, chats: 60, available: 5_000_000 });
  const middle = await reader.pull(2_499_999, 20);
  expect(middle.map((item) => item.seq).slice(0, 2)).toEqual([2_500_000n, 2_500_001n]);
  const keys = await reader.keys();
  for (const item of middle) expect(reader.open(item, keys)).toMatchObject({ msgid: item.msgid });
  expect(process.memoryUsage().heapUsed - before).toBeLessThan(50 * 1024 * 1024);
});

test('talk is plausible: two sides take turns, most of it is text, ids differ, moments ascend to now', async () => {
  await running.control('POST /control/generate-chats', { body: { messages: 8_000, days: 5, seed: 7 } });
  const [batch] = [...running.state.archiveBatches.values()];
  if (!batch) throw new Error('no batch');
  const messages = Array.from({ length: 8_000 }, (_, index) => messageOf(batch, index));
  expect(new Set(messages.map((message) => message.msgid)).size).toBe(8_000);
  const moments = messages.map((message) => Number(message.msgtime));
  expect(moments).toEqual(moments.toSorted((a, b) => a - b));
  expect(moments[0]).toBeGreaterThanOrEqual(batch.from);
  expect(momentOf(batch, 7_999)).toBeLessThanOrEqual(batch.to);
  const texts = messages.filter((message) => message.msgtype === 'text');
  expect(texts.length).toBeGreaterThan(7_000);
  for (const type of ['image', 'voice', 'file', 'link', 'emotion', 'location', 'revoke', 'external_redpacket'])
    expect(
      messages.some((message) => message.msgtype === type),
      type,
    ).toBe(true);
  const contents = texts.map((message) => (message.text as { content: string }).content);
  expect(contents.filter((content) => /[{}]|undefined/.test(content))).toEqual([]);
  expect(new Set(contents).size).toBeGreaterThan(1_500);
  const people = new Set(messages.map((message) => message.from));
  expect(people.size).toBeGreaterThan(50);
  const hours = messages.map((message) => (new Date(Number(message.msgtime)).getUTCHours() + 8) % 24);
  const night = hours.filter((hour) => hour < 6).length;
  expect(night / hours.length).toBeLessThan(0.05);
});

test('the same seed and people tell the same, another seed something else', async () => {
  const text = async (seed: number) => {
    await running.control('POST /control/generate-chats', { body: { messages: 50, seed } });
    const batch = [...running.state.archiveBatches.values()].at(-1);
    return Array.from({ length: 50 }, (_, index) => batch && messageOf(batch, index).text);
  };
  const first = await text(3);
  expect(await text(3)).toEqual(first);
  expect(await text(4)).not.toEqual(first);
});

test('what lies further back than the archive keeps cannot be pulled, unless it keeps more', async () => {
  const generate = () => running.control('POST /control/generate-chats', { body: { messages: 1_000, days: 47 } });
  const { available } = await generate();
  expect(available).toBeGreaterThan(50);
  expect(available).toBeLessThan(150);
  const reader = archiveReader(running);
  expect(await reader.pull()).toHaveLength(available);
  await running.control('POST /control/limits', { body: { archiveDays: 60 } });
  expect(await reader.pull()).toHaveLength(1_000);
  await running.control('POST /control/archive/messages', {
    body: { message: { msgtype: 'text', text: { content: '末' } } },
  });
  expect((await reader.pull(999)).map((item) => item.seq)).toEqual([1_000n, 1_001n]);
});
