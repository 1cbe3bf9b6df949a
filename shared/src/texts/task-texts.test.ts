import { expect, test } from 'vitest';
import { sayMinutes, sayTaskSettings, sayWeekdays } from './task-texts.ts';

test.each([
  [[1, 2, 3, 4, 5], '周一至周五'],
  [[1, 2, 3, 4, 5, 6, 7], '每天'],
  [[6, 1, 3], '周一、周三、周六'],
  [[6, 7], '周六、周日'],
])('weekdays %j are said %s', (days, said) => expect(sayWeekdays(days)).toBe(said));

test('lengths of time are said as people say them', () => {
  expect([45, 240, 90].map(sayMinutes)).toEqual(['45 分钟', '4 小时', '1 小时 30 分钟']);
});

test('settings are said in plain words', () => {
  const settings = {
    hours: { weekdays: [1, 2, 3, 4, 5], from: '09:00', to: '18:00' },
    followsHolidays: true,
    days: [{ day: '2027-01-01', isWorkday: false, name: '元旦' }],
    quietHours: { from: '21:00', to: '08:30' },
    reminders: { minutesBefore: 30, whenDue: true },
    digestTimes: ['09:00'],
    escalation: { isOn: true, afterMinutes: 240, to: 'leader' as const, userIds: [] },
  };
  expect(sayTaskSettings(settings)).toEqual([
    '工作时间:周一至周五 9:00–18:00,按国家法定节假日和调休,另有 1 个单独设置的日子',
    '到期前 30 分钟和到期时提醒负责人,只在工作时间内',
    '工作日 9:00 发送当天待办汇总',
    '逾期 4 小时(工作时间)后通知部门负责人,每项只通知一次',
    '21:00–8:30 不打扰',
  ]);
  const silent = {
    ...settings,
    days: [],
    followsHolidays: false,
    quietHours: null,
    digestTimes: [],
    reminders: { minutesBefore: null, whenDue: false },
    escalation: { ...settings.escalation, isOn: false },
  };
  expect(sayTaskSettings(silent).slice(1)).toEqual([
    '不单独提醒到期的待办',
    '不发送每日汇总',
    '逾期不通知其他人',
    '没有额外的免打扰时段',
  ]);
});
