import { expect, test } from 'vitest';
import { inTurns } from './in-turns.ts';

const always = { isInTime: () => true };

test('each gets a turn before any gets its next, until nothing is left', async () => {
  const left = { large: 3, small: 1 };
  const turns: string[] = [];
  const step = async (id: string) => {
    turns.push(id);
    left[id as keyof typeof left] -= 1;
    return left[id as keyof typeof left] > 0;
  };
  expect(await inTurns(['large', 'small'], step, always)).toBe(true);
  expect(turns).toEqual(['large', 'small', 'large', 'large']);
});

test('what fails holds up no other, and is thrown at the end', async () => {
  const done: string[] = [];
  const step = async (id: string) => {
    if (id === 'broken') throw new Error('broken');
    done.push(id);
    return false;
  };
  await expect(inTurns(['broken', 'whole'], step, always)).rejects.toThrow('1 of 2 failed');
  expect(done).toEqual(['whole']);
});

test('when the time is over, it says that something is left', async () => {
  let rounds = 0;
  expect(await inTurns(['endless'], async () => true, { isInTime: () => rounds++ < 2 })).toBe(false);
});
