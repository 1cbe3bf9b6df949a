import { expect, test } from 'vitest';
import { snoozeChoices } from './snooze-choices.ts';

const at = (text: string) => Date.parse(`${text}+08:00`);
const said = (now: string, ends: string | null) =>
  snoozeChoices(at(now), ends === null ? null : at(ends)).map(({ label, at: moment }) => [
    label,
    new Date(moment + 8 * 3_600_000).toISOString().slice(0, 16),
  ]);

test('an hour, before work ends, tomorrow, next Monday', () => {
  expect(said('2026-03-10T14:00', '2026-03-10T18:00')).toEqual([
    ['1 小时后', '2026-03-10T15:00'],
    ['今天下班前', '2026-03-10T17:30'],
    ['明天', '2026-03-11T10:00'],
    ['下周一', '2026-03-16T10:00'],
  ]);
});

test('when work has as good as ended, or on a day off, that choice is not there', () => {
  for (const ends of ['2026-03-10T18:00', null])
    expect(said('2026-03-10T17:40', ends).map(([label]) => label)).toEqual(['1 小时后', '明天', '下周一']);
});
