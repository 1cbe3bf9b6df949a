import { expect, test } from 'vitest';
import { BeatPace } from './beat-pace.ts';

function paceAt(now: number) {
  const clock = { now, machineNow: () => clock.now };
  return { clock, pace: new BeatPace(clock) };
}

const begin = (pace: BeatPace, address: string, times: number) => {
  for (let count = 0; count < times; count += 1) pace.begin(address);
};

test('one address begins 600 visits a minute; others go on, and so does it a minute later', () => {
  const { clock, pace } = paceAt(60_000 * 1_000 + 45_000);
  begin(pace, '203.0.113.9', 600);
  expect(() => pace.begin('203.0.113.9')).toThrow(
    expect.objectContaining({ code: 'touch.too_many_visits', details: { retryAfterSeconds: 15 } }),
  );
  expect(() => pace.begin('203.0.113.10')).not.toThrow();
  expect(() => pace.take('of a browser at 203.0.113.9')).not.toThrow();
  clock.now += 15_000;
  expect(() => pace.begin('203.0.113.9')).not.toThrow();
});

test.each(['127.0.0.1', '172.18.0.3', '10.0.0.7', 'fd00::3'])(
  'everybody behind a proxy of our own (%s) is not one reader',
  (address) => {
    const { pace } = paceAt(0);
    expect(() => begin(pace, address, 2_000)).not.toThrow();
  },
);

test('one browser beats 60 times a minute', () => {
  const { pace } = paceAt(0);
  for (let count = 0; count < 60; count += 1) pace.take('token');
  expect(() => pace.take('token')).toThrow(expect.objectContaining({ code: 'touch.too_many_beats' }));
});
