import { expect, test } from 'vitest';
import { composeCard, decideDelivery, type Pace } from './rules.ts';

const notice = (name: string, extra: object = {}) => ({
  kind: 'new_customer',
  name,
  title: `${name} 添加了你`,
  text: '来自春季展会',
  link: '/manager/#/customers',
  ...extra,
});

/** Delivers `count` notices that all come at once, as the outbox would, and returns when each message went out and how many it carried. */
function deliver(count: number, forMs: number) {
  const messages: { at: number; carried: number }[] = [];
  let waiting = count;
  for (let now = 0; now <= forMs && waiting > 0; now += 250) {
    const pace: Pace = {
      sentLastMinute: messages.filter((message) => message.at > now - 60_000).length,
      sentLastHour: messages.filter((message) => message.at > now - 3_600_000).length,
      lastSentAt: messages.at(-1)?.at ?? null,
    };
    const decision = decideDelivery(pace, now);
    if (decision.how === 'later') continue;
    const carried = decision.how === 'single' ? 1 : waiting;
    waiting -= carried;
    messages.push({ at: now, carried });
  }
  return { messages, waiting };
}

test('a few notices go out one by one', () => {
  expect(deliver(10, 60_000).messages.map((message) => message.carried)).toEqual(Array(10).fill(1));
});

test('what exceeds the pace goes out merged, within seconds, and nothing is left', () => {
  const { messages, waiting } = deliver(300, 60_000);
  expect(waiting).toBe(0);
  expect(messages.length).toBeLessThanOrEqual(20);
  expect(messages.at(-1)).toMatchObject({ carried: 288 });
  expect(messages.at(-1)!.at).toBeLessThanOrEqual(15_000);
});

test('a flood that goes on all day stays within 20 messages a minute and 1,000 an hour', () => {
  const sent: number[] = [];
  for (let now = 0; now < 3 * 3_600_000; now += 500) {
    const lastMinute = sent.filter((at) => at > now - 60_000).length;
    const lastHour = sent.filter((at) => at > now - 3_600_000).length;
    const decision = decideDelivery(
      { sentLastMinute: lastMinute, sentLastHour: lastHour, lastSentAt: sent.at(-1) ?? null },
      now,
    );
    if (decision.how !== 'later') sent.push(now);
    if (sent.length > 1_000) sent.splice(0, sent.length - 1_000);
    expect(sent.filter((at) => at > now - 60_000).length).toBeLessThanOrEqual(20);
    expect(lastHour).toBeLessThan(700);
  }
});

test('one notice is shown as it is', () => {
  expect(composeCard([notice('林晓雨')])).toEqual({
    title: '林晓雨 添加了你',
    description: '来自春季展会',
    link: '/manager/#/customers',
  });
});

test('many read as one, with the first few names', () => {
  const many = ['林晓雨', '张三', '李四', '王五'].map((name) => notice(name)) as [ReturnType<typeof notice>];
  expect(composeCard(many)).toEqual({
    title: '4 位新客户',
    description: '林晓雨、张三、李四 等 4 位',
    link: '/manager/#/customers',
  });
});

test('merged notices with different links lead to the page of their kind', () => {
  const [a, b] = [
    notice('林晓雨', { link: '/manager/#/customers/1' }),
    notice('张三', { link: '/manager/#/customers/2' }),
  ];
  expect(composeCard([a, b])).toMatchObject({ link: '/manager/#/customers', description: '林晓雨、张三' });
});

test('a name full of markup stays a name, and no emoji is cut in half', () => {
  const card = composeCard([notice('<div class="highlight">', { text: '😀'.repeat(1_000) })]);
  expect(card.title).not.toContain('<');
  expect([...card.description]).toHaveLength(480);
  expect(encodeURIComponent(card.description)).toContain('%F0%9F%98%80');
});
