import type { RuleCondition, RuleTrigger } from '../../engines/rules/registry.ts';
import {
  type GroupMemberJoined,
  type GroupMemberNews,
  groupMemberIdentified,
  groupMemberJoined,
  groupMemberLeft,
} from './events.ts';

type Left = Parameters<typeof groupMemberLeft>[0]['payload'];

const which: RuleCondition<GroupMemberNews> = {
  key: 'group',
  label: '客户群',
  input: 'group',
  valuesOf: ({ payload }) => [payload.chatId],
};

const joinConditions: RuleCondition<GroupMemberJoined>[] = [
  which,
  {
    key: 'way',
    label: '入群方式',
    input: 'options',
    options: [
      { value: '1', label: '由成员直接邀请' },
      { value: '2', label: '通过邀请链接' },
      { value: '3', label: '扫描群二维码' },
    ],
    valuesOf: ({ payload }) => [String(payload.joinScene)],
  },
  {
    key: 'inviter',
    label: '邀请的员工',
    input: 'member',
    valuesOf: ({ payload }) => (payload.inviterUserId === null ? [] : [payload.inviterUserId]),
  },
];

const joined: RuleTrigger<GroupMemberJoined> = {
  key: 'group.joined',
  label: '加入了客户群',
  on: groupMemberJoined,
  concerns: ({ kind, viaSync }) => kind === 'external' && !viaSync,
  conditions: joinConditions,
};

/** She had joined before anybody knew her: only now is there a customer to act for. */
const identified: RuleTrigger<GroupMemberJoined> = {
  key: 'group.identified',
  label: '群里的人成为了客户',
  on: groupMemberIdentified,
  concerns: ({ viaSync }) => !viaSync,
  conditions: joinConditions,
};

const left: RuleTrigger<Left> = {
  key: 'group.left',
  label: '离开了客户群',
  on: groupMemberLeft,
  concerns: ({ kind, viaSync }) => kind === 'external' && !viaSync,
  conditions: [
    which,
    {
      key: 'how',
      label: '怎样离开',
      input: 'options',
      options: [
        { value: 'self', label: '自己退群' },
        { value: 'removed', label: '被移出群' },
        { value: 'ended', label: '群解散' },
      ],
      valuesOf: ({ payload }) => (payload.how === null ? [] : [payload.how]),
    },
  ],
};

export const groupRuleTriggers = [joined, identified, left];
