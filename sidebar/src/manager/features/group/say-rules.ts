import type { GroupJoinRules } from '@zhike/shared/contracts/group-chat';
import type { GroupLeavingAlert } from '@zhike/shared/contracts/group-joining';

const ROUTES = { group_owner: '群主', inviter: '邀请人' };

/** What a joining leads to, as a person says it. */
export function sayJoinRules(rules: GroupJoinRules, tagName: (tagId: string) => string | undefined): string {
  const names = rules.tagIds.map((tagId) => `「${tagName(tagId) ?? '已删除的标签'}」`);
  const parts = [
    names.length > 0 ? `给客户打标签${names.join('')}` : null,
    rules.routeTo ? `没有负责人的客户分给${ROUTES[rules.routeTo]}` : null,
    rules.notifyOwner ? '提醒群主' : null,
    rules.welcomeTask ? '给群主建一条欢迎待办(每天最多一条)' : null,
    rules.creditInviter ? '给邀请人记一次邀请' : null,
  ].filter((part) => part !== null);
  return parts.length > 0 ? `有人进群后:${parts.join(',')}。` : '有人进群后:只记录进群,不做别的事。';
}

export function sayLeavingAlert({ isOn, count, hours }: GroupLeavingAlert): string {
  if (!isOn) return '不提醒。退群仍会记在群成员和群数据里。';
  return `一个群 ${hours} 小时内有 ${count} 人退群就提醒;人少的群按外部成员的五分之一算,至少 3 人。被移出的人不算。`;
}
