import { expect, test } from 'vitest';
import { ChannelSettings, type ChannelSettingsInput } from '../contracts/channel.ts';
import { summarizeChannel } from './channel-summary.ts';

const members: Record<string, string> = { zhang: '张伟', li: '李娜', wang: '王强' };
const names = {
  member: (userId: string) => members[userId],
  department: () => '销售一部',
  tag: () => '春季展会',
  stage: () => '意向',
};
const summary = (more: Partial<ChannelSettingsInput>) =>
  summarizeChannel(
    ChannelSettings.parse({
      name: '春季展会',
      members: [
        { userId: 'zhang', dailyCap: 50 },
        { userId: 'li', dailyCap: 50 },
      ],
      ...more,
    }),
    names,
  );

test('the usual settings read like what a manager would say', () => {
  expect(
    summary({
      tagIds: ['et1'],
      spareUserId: 'wang',
      remarkRule: '{昵称}-{渠道}',
      welcome: { text: '你好', attachments: [{ kind: 'link', title: '官网', url: 'https://example.com' }] },
    }),
  ).toEqual([
    '扫码后直接成为好友,全天由张伟、李娜轮流接待。',
    '每人每天最多 50 人,次日零点重新计算;都满后转给备用员工王强。',
    '添加后自动打标签「春季展会」,备注改为「{昵称}-{渠道}」。',
    '20 秒内发送欢迎语(文字和 1 个附件)。',
  ]);
});

test('a timetable is told by days and hours, with what happens otherwise', () => {
  const [reception] = summary({
    skipVerify: false,
    duty: {
      kind: 'weekly',
      shifts: [
        { weekdays: [1, 2, 3, 4, 5], from: '09:00', to: '18:00', userIds: ['zhang'] },
        { weekdays: [6, 7], from: '22:00', to: '06:00', userIds: ['li'] },
      ],
    },
  });
  expect(reception).toBe(
    '扫码后需员工通过好友申请,周一至周五 09:00–18:00由张伟接待;周六、周日 22:00–次日 06:00由李娜接待;其余时间由全部员工接待。',
  );
});

test('nothing chosen yet says only what is certain', () => {
  expect(
    summarizeChannel(
      { ...ChannelSettings.parse({ name: 'x', members: [{ userId: 'zhang', dailyCap: null }] }), members: [] },
      names,
    ),
  ).toEqual(['不发送欢迎语。']);
});

test('different caps are told one by one', () => {
  const [, caps] = summary({
    members: [
      { userId: 'zhang', dailyCap: 10 },
      { userId: 'li', dailyCap: null },
    ],
  });
  expect(caps).toBe('张伟每天最多 10 人,次日零点重新计算;都满后仍由当班员工接待,并标为超出上限。');
});
