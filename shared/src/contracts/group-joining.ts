import { z } from 'zod';
import { page, pageQuery, Timestamp } from './common.ts';
import { endpoint } from './endpoint.ts';
import { GroupJoinRules, GroupJoinSubject } from './group-chat.ts';

/** What happens by itself when people join or leave groups, over all groups and codes. */
const managers = ['admin', 'manager'] as const;

export const GroupJoinRulesRow = z.object({
  ...GroupJoinSubject.shape,
  /** The group's name, or the code's mark. */
  name: z.string(),
  rules: GroupJoinRules,
  updatedAt: Timestamp,
});
export type GroupJoinRulesRow = z.infer<typeof GroupJoinRulesRow>;

export const listGroupJoinRules = endpoint({
  method: 'GET',
  path: '/api/group-join-rules',
  audience: 'member',
  roles: managers,
  summary: 'Everything that is set for joinings: of all codes, or of the groups the viewer may see',
  query: z.object({ ...pageQuery, kind: GroupJoinSubject.shape.kind }),
  response: page(GroupJoinRulesRow),
});

export const listGroupJoinMarks = endpoint({
  method: 'GET',
  path: '/api/group-join-marks',
  audience: 'member',
  roles: managers,
  summary: 'Marks of group codes through which somebody has joined (at most 100)',
  response: z.object({ items: z.array(z.string()) }),
});

export const GroupLeavingAlert = z.object({
  isOn: z.boolean(),
  /** So many outside people have left one group … */
  count: z.int().min(2).max(500),
  /** … within so many hours. */
  hours: z.int().min(1).max(168),
});
export type GroupLeavingAlert = z.infer<typeof GroupLeavingAlert>;

export const getGroupLeavingAlert = endpoint({
  method: 'GET',
  path: '/api/group-leaving-alert',
  audience: 'member',
  roles: managers,
  summary: 'When the owner of a group and whoever answers for her are warned that many leave it',
  response: GroupLeavingAlert.extend({ can: z.object({ edit: z.boolean() }) }),
});

export const saveGroupLeavingAlert = endpoint({
  method: 'PUT',
  path: '/api/group-leaving-alert',
  audience: 'member',
  roles: ['admin'],
  summary: 'Set when many leaving a group is told, for all groups',
  body: GroupLeavingAlert,
  response: GroupLeavingAlert,
});
