import { expect, test } from 'vitest';
import { decideTurn, type ReadingFacts } from './reading-turn.ts';

const facts: ReadingFacts = {
  wantedVersion: 'v2',
  baseVersion: 'v1',
  readVersion: 'v2',
  couldBeRead: true,
  moreAnnounced: false,
  showsLeavers: false,
  rounds: 0,
  behind: 0,
};

/** How often a group is read when every reading finds the same. */
function readingsOf(same: Partial<ReadingFacts>): { readings: number; waitedMs: number; end: string } {
  let state = { ...facts, ...same };
  for (let readings = 1, waitedMs = 0; ; readings++) {
    const turn = decideTurn(state);
    if (turn.next !== 'wait') return { readings, waitedMs, end: turn.next };
    waitedMs += turn.ms;
    state = { ...state, rounds: turn.rounds, behind: turn.behind };
  }
}

test('the announced version, or none announced: one reading is enough', () => {
  expect(readingsOf({})).toMatchObject({ readings: 1, end: 'done' });
  expect(readingsOf({ wantedVersion: null, readVersion: 'v9' })).toMatchObject({ readings: 1, end: 'done' });
  expect(readingsOf({ readVersion: null })).toMatchObject({ readings: 1, end: 'done' });
});

test('details that stay as they were are given up after about four minutes, and so is a group that cannot be read', () => {
  expect(readingsOf({ readVersion: 'v1' })).toEqual({ readings: 8, waitedMs: 239_000, end: 'give_up' });
  expect(readingsOf({ readVersion: null, couldBeRead: false })).toMatchObject({ readings: 8, end: 'give_up' });
});

test('a version that moved on past the last announced one is believed after a few readings', () => {
  expect(readingsOf({ readVersion: 'v3' })).toEqual({ readings: 4, waitedMs: 14_000, end: 'done' });
});

test('a list that shows somebody who left is old whatever its version, and read again for as long as details may be late', () => {
  const old = { wantedVersion: null, readVersion: 'v1', baseVersion: 'v2', showsLeavers: true };
  expect(readingsOf(old)).toEqual({ readings: 8, waitedMs: 239_000, end: 'give_up' });
});

test('while more is announced, readings get rarer: a minute of changes costs some seven', () => {
  let rounds = 0;
  let waited = 2_000;
  let readings = 0;
  while (waited < 60_000) {
    readings += 1;
    const turn = decideTurn({ ...facts, moreAnnounced: true, rounds });
    if (turn.next !== 'wait') throw new Error('it has to wait');
    rounds = turn.rounds;
    waited += turn.ms;
  }
  expect(readings).toBeLessThanOrEqual(7);
});
