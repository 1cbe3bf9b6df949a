import { expect, test } from 'vitest';
import { sayJoinRules } from './say-rules.ts';

const nothing = { tagIds: [], notifyOwner: false, creditInviter: false, welcomeTask: false, routeTo: null };

test('what a joining leads to is one sentence, in the order in which it matters', () => {
  const tags = new Map([['a', '展会群']]);
  const rules = { tagIds: ['a', 'b'], notifyOwner: true, creditInviter: true, welcomeTask: true } as const;
  expect(sayJoinRules({ ...rules, tagIds: ['a', 'b'], routeTo: 'group_owner' }, (id) => tags.get(id))).toBe(
    '有人进群后:给客户打标签「展会群」「已删除的标签」,没有负责人的客户分给群主,提醒群主,给群主建一条欢迎待办(每天最多一条),给邀请人记一次邀请。',
  );
  expect(sayJoinRules({ ...nothing, routeTo: 'inviter' }, () => undefined)).toBe(
    '有人进群后:没有负责人的客户分给邀请人。',
  );
  expect(sayJoinRules(nothing, () => undefined)).toBe('有人进群后:只记录进群,不做别的事。');
});
