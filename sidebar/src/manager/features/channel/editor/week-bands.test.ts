import { expect, test } from 'vitest';
import { bandsOf } from './week-bands.ts';

test('a shift of the day, of the night, and round the clock', () => {
  expect(bandsOf({ weekdays: [1], from: '09:00', to: '18:00' })).toEqual([{ weekday: 1, from: 540, to: 1080 }]);
  expect(bandsOf({ weekdays: [7], from: '22:00', to: '06:00' })).toEqual([
    { weekday: 7, from: 1320, to: 1440 },
    { weekday: 1, from: 0, to: 360 },
  ]);
  expect(bandsOf({ weekdays: [3], from: '00:00', to: '00:00' })).toEqual([{ weekday: 3, from: 0, to: 1440 }]);
});
