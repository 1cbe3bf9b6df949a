import { expect, test } from 'vitest';
import { parseDays, writeDays } from './parse-days.ts';

test('a table is read as people write it, in order, and written back', () => {
  const read = parseDays('2027-02-06 班\n\n2027/1/1,休,元旦\n2027年2月5日 放假 春节 前一天');
  expect(read).toEqual({
    days: [
      { day: '2027-01-01', isWorkday: false, name: '元旦' },
      { day: '2027-02-05', isWorkday: false, name: '春节 前一天' },
      { day: '2027-02-06', isWorkday: true, name: '' },
    ],
  });
  if (!('days' in read)) throw new Error('not read');
  expect(parseDays(writeDays(read.days))).toEqual(read);
});

test.each([
  ['元旦 休', '第 1 行看不懂'],
  ['2027-01-01 休\n2027-02-30 休', '第 2 行的日期 2027-02-30 不存在'],
  ['2027-01-01 也许', '第 1 行请写「休」或「班」'],
  ['2027-01-01 休\n2027-1-1 班', '第 2 行重复'],
])('%s: %s', (text, said) => {
  expect(parseDays(text)).toMatchObject({ problem: expect.stringContaining(said) });
});
