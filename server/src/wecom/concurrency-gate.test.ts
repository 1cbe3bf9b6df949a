import { expect, test } from 'vitest';
import { ConcurrencyGate } from './concurrency-gate.ts';

function clockAt(start: number) {
  const clock = { at: start, now: () => clock.at, machineNow: () => clock.at };
  return clock;
}

const enter = (gate: ConcurrencyGate, lane: 'urgent' | 'normal' | 'bulk') =>
  gate.enter(lane, 1_000, () => new Error('too late'));
const settled = () => new Promise((resolve) => setImmediate(resolve));

test('bulk work leaves places free that urgent calls take at once', async () => {
  const gate = new ConcurrencyGate(8, clockAt(0));
  const places: (() => void)[] = [];
  for (let i = 0; i < 5; i++) places.push(await enter(gate, 'bulk'));
  let sixthEntered = false;
  const sixth = enter(gate, 'bulk').then(() => (sixthEntered = true));
  await settled();
  expect(sixthEntered).toBe(false);
  for (let i = 0; i < 3; i++) places.push(await enter(gate, 'urgent'));
  for (const giveBack of places) giveBack();
  await sixth;
});

test('whoever is more urgent enters first when a place is given back', async () => {
  const gate = new ConcurrencyGate(1, clockAt(0));
  const leave = await enter(gate, 'normal');
  const order: string[] = [];
  for (const lane of ['bulk', 'normal', 'urgent'] as const) {
    void enter(gate, lane).then((done) => {
      order.push(lane);
      done();
    });
  }
  leave();
  await settled();
  await settled();
  expect(order).toEqual(['urgent', 'normal', 'bulk']);
});

test('who waits too long is told so and takes no place later', async () => {
  const gate = new ConcurrencyGate(1, clockAt(0));
  const leave = await enter(gate, 'urgent');
  await expect(gate.enter('urgent', 5, () => new Error('too late'))).rejects.toThrow('too late');
  leave();
  const again = await enter(gate, 'urgent');
  again();
});

test('too many at once halves the places; each quiet minute brings one back', async () => {
  const clock = clockAt(0);
  const gate = new ConcurrencyGate(8, clock);
  gate.lower();
  expect(gate.current).toBe(4);
  gate.lower();
  gate.lower();
  gate.lower();
  expect(gate.current).toBe(1);
  for (let minute = 1; minute <= 3; minute++) {
    clock.at = minute * 60_000;
    (await enter(gate, 'urgent'))();
  }
  expect(gate.current).toBe(4);
});
