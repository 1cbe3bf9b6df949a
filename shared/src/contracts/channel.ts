import { z } from 'zod';
import { Day, Empty, Id, Timestamp, UserId, page, pageBody, pageQuery } from './common.ts';
import { dayRange } from './day-range.ts';
import { endpoint } from './endpoint.ts';
import { ClockTime, WelcomeMessage } from './welcome.ts';

/** Channel codes (渠道活码): who receives whoever scans, and what happens to them (WeCom contact ways, doc 92228). */

const staff = ['admin', 'manager'] as const;

/** WeCom refuses more members on one code (41041). */
export const CODE_MEMBERS = 100;

/** One weekly shift. `to` at or before `from` reaches into the next day; 00:00–00:00 is the whole day. */
export const DutyShift = z.object({
  /** 1 Monday … 7 Sunday: the day on which the shift starts. */
  weekdays: z.array(z.int().min(1).max(7)).min(1).max(7),
  from: ClockTime,
  to: ClockTime,
  userIds: z.array(UserId).max(CODE_MEMBERS).default([]),
  departmentIds: z.array(z.int().positive()).max(CODE_MEMBERS).default([]),
});
export type DutyShift = z.infer<typeof DutyShift>;

export const Duty = z.discriminatedUnion('kind', [
  /** Everybody, round the clock. */
  z.object({ kind: z.literal('always') }),
  z.object({ kind: z.literal('weekly'), shifts: z.array(DutyShift).min(1).max(50) }),
]);
export type Duty = z.infer<typeof Duty>;

export const ChannelMemberSetting = z.object({
  userId: UserId,
  /** Added customers a day before the rep leaves the code until midnight; null: no cap. */
  dailyCap: z.int().min(1).max(10_000).nullable(),
});
export type ChannelMemberSetting = z.infer<typeof ChannelMemberSetting>;

const settings = {
  name: z.string().trim().min(1, '请填写渠道名称').max(30, '渠道名称最多 30 个字'),
  groupId: Id.nullable().default(null),
  members: z.array(ChannelMemberSetting).max(CODE_MEMBERS).default([]),
  departmentIds: z.array(z.int().positive()).max(CODE_MEMBERS).default([]),
  duty: Duty.default({ kind: 'always' }),
  /** Receives whoever scans when nobody is on duty or all have reached their cap. */
  spareUserId: UserId.nullable().default(null),
  /** True: the customer becomes a friend without the rep's confirmation. */
  skipVerify: z.boolean().default(true),
  tagIds: z.array(z.string().min(1).max(64)).max(50).default([]),
  stageId: Id.nullable().default(null),
  /** E.g. `{昵称}-{渠道}`; the result is cut to WeCom's 20 characters. Null: remarks stay as they are. */
  remarkRule: z.string().trim().min(1).max(40).nullable().default(null),
  welcome: WelcomeMessage.nullable().default(null),
};

export const ChannelSettings = z.object(settings).superRefine((value, context) => {
  const issue = (path: (string | number)[], message: string) => context.addIssue({ code: 'custom', path, message });
  const members = new Set(value.members.map((member) => member.userId));
  if (members.size < value.members.length) issue(['members'], '同一位员工只能添加一次');
  if (members.size + value.departmentIds.length === 0) issue(['members'], '至少选择一位接待员工或一个部门');
  if (value.spareUserId && members.has(value.spareUserId)) issue(['spareUserId'], '备用员工不能同时是接待员工');
  if (value.remarkRule && !value.remarkRule.includes('{昵称}')) issue(['remarkRule'], '备注规则需要包含 {昵称}');
  if (new Set(value.tagIds).size < value.tagIds.length) issue(['tagIds'], '标签重复');
  if (value.duty.kind !== 'weekly') return;
  const departments = new Set(value.departmentIds);
  value.duty.shifts.forEach((shift, index) => {
    const path = ['duty', 'shifts', index];
    if (shift.userIds.length + shift.departmentIds.length === 0) issue([...path, 'userIds'], '这个时段还没有安排员工');
    if (shift.userIds.some((userId) => !members.has(userId))) issue([...path, 'userIds'], '排班里的员工不在接待员工中');
    if (shift.departmentIds.some((id) => !departments.has(id)))
      issue([...path, 'departmentIds'], '排班里的部门不在接待部门中');
  });
});
export type ChannelSettings = z.infer<typeof ChannelSettings>;
export type ChannelSettingsInput = z.input<typeof ChannelSettings>;

/** `draft`: saved here, WeCom has not made the code yet. */
export const ChannelStatus = z.enum(['draft', 'active', 'paused']);
export type ChannelStatus = z.infer<typeof ChannelStatus>;

/** What keeps a code from doing what its settings say; `code` is a phrase key of `error-phrases`. */
export const ChannelProblem = z.object({ code: z.string(), userIds: z.array(UserId), at: Timestamp });
export type ChannelProblem = z.infer<typeof ChannelProblem>;

/** Who receives right now, and why it is they. */
export const Receivers = z.object({
  userIds: z.array(UserId),
  departmentIds: z.array(z.int()),
  why: z.enum(['on_duty', 'spare', 'all_over_cap', 'nobody_on_duty', 'paused', 'unattended']),
  /** Members of the code who do not receive at the moment. */
  resting: z.array(
    z.object({ userId: UserId, why: z.enum(['off_duty', 'cap_reached', 'left', 'unusable', 'paused']) }),
  ),
});
export type Receivers = z.infer<typeof Receivers>;

const Figures = z.object({
  added: z.int(),
  /** Of all who came through this channel, those lost on that day, whoever deleted whom. */
  lost: z.int(),
  net: z.int(),
});
export type Figures = z.infer<typeof Figures>;

const PersonView = z.object({ userId: UserId, name: z.string(), avatar: z.string().nullable() });

export const ChannelMemberView = PersonView.extend({
  dailyCap: z.int().nullable(),
  isSpare: z.boolean(),
  addedToday: z.int(),
  /** How many of today's came beyond the cap: they scanned before WeCom knew. */
  overCapToday: z.int(),
  condition: z.enum(['ok', 'left', 'unusable']),
});
export type ChannelMemberView = z.infer<typeof ChannelMemberView>;

const summaryOf = {
  id: Id,
  name: z.string(),
  group: z.object({ id: Id, name: z.string() }).nullable(),
  status: ChannelStatus,
  problem: ChannelProblem.nullable(),
  /** Our own address of the picture; null until WeCom has made the code. */
  qrUrl: z.string().nullable(),
  today: Figures,
  createdAt: Timestamp,
};

export const ChannelListItem = z.object({
  ...summaryOf,
  /** The first few. */
  members: z.array(PersonView),
  memberCount: z.int(),
  departmentCount: z.int(),
});
export type ChannelListItem = z.infer<typeof ChannelListItem>;

export const ChannelView = z.object({
  ...summaryOf,
  settings: z.object(settings),
  members: z.array(ChannelMemberView),
  receivingNow: Receivers,
  /** False: WeCom has not been told of the present receivers yet. */
  inWecom: z.boolean(),
  createdBy: PersonView.nullable(),
  updatedAt: Timestamp,
  can: z.object({ edit: z.boolean(), pause: z.boolean(), resume: z.boolean(), delete: z.boolean() }),
});
export type ChannelView = z.infer<typeof ChannelView>;

export const ChannelStats = z.object({
  total: Figures,
  days: z.array(Figures.extend({ day: Day, overCap: z.int() })),
  byMember: z.array(Figures.extend({ userId: UserId, name: z.string() })),
});
export type ChannelStats = z.infer<typeof ChannelStats>;

/** One adding through a channel, as the figures count it. */
export const ChannelAddition = z.object({
  /** Of the event that told of it. */
  id: Id,
  at: Timestamp,
  lostAt: Timestamp.nullable(),
  rep: z.object({ userId: UserId, name: z.string() }),
  /** Null: not in our books (any more), or not the viewer's business, which `isHidden` says. */
  customer: z.object({ id: Id, name: z.string(), avatar: z.string().nullable() }).nullable(),
  isHidden: z.boolean(),
  overCap: z.boolean(),
});
export type ChannelAddition = z.infer<typeof ChannelAddition>;

const channelId = z.object({ channelId: Id });

export const listChannels = endpoint({
  method: 'POST',
  path: '/api/channels/search',
  audience: 'member',
  roles: staff,
  summary: 'Channel codes, newest first, with the figures of today',
  body: z.object({
    ...pageBody,
    search: z.string().trim().max(50).optional(),
    groupId: z.union([Id, z.literal('none')]).optional(),
    status: ChannelStatus.optional(),
  }),
  response: page(ChannelListItem),
});

export const createChannel = endpoint({
  method: 'POST',
  path: '/api/channels',
  audience: 'member',
  roles: staff,
  summary: 'Make a channel code; answers with status `draft` when WeCom has not answered yet',
  body: ChannelSettings,
  response: ChannelView,
});

export const getChannel = endpoint({
  method: 'GET',
  path: '/api/channels/:channelId',
  audience: 'member',
  roles: staff,
  summary: 'One channel code with settings and who receives now',
  params: channelId,
  response: ChannelView,
});

export const updateChannel = endpoint({
  method: 'PUT',
  path: '/api/channels/:channelId',
  audience: 'member',
  roles: staff,
  summary: 'Replace the settings; the printed picture stays the same',
  params: channelId,
  /** `updatedAt` of what was edited: a conflict when somebody has saved since. */
  query: z.object({ seenUpdatedAt: z.coerce.number().int().nonnegative().optional() }),
  body: ChannelSettings,
  response: ChannelView,
});

export const deleteChannel = endpoint({
  method: 'DELETE',
  path: '/api/channels/:channelId',
  audience: 'member',
  roles: staff,
  summary: 'Delete the code for ever: printed pictures stop working, statistics stay',
  params: channelId,
  response: Empty,
});

export const pauseChannel = endpoint({
  method: 'POST',
  path: '/api/channels/:channelId/pause',
  audience: 'member',
  roles: staff,
  summary: 'The reps stop receiving; whoever still scans goes to the spare or the stand-in',
  params: channelId,
  /** Needed when the channel has no spare. */
  body: z.object({ standInUserId: UserId.nullable().default(null) }),
  response: ChannelView,
});

export const resumeChannel = endpoint({
  method: 'POST',
  path: '/api/channels/:channelId/resume',
  audience: 'member',
  roles: staff,
  summary: 'The reps receive again, as the settings say',
  params: channelId,
  response: ChannelView,
});

export const getChannelStats = endpoint({
  method: 'GET',
  path: '/api/channels/:channelId/stats',
  audience: 'member',
  roles: staff,
  summary: 'Added, lost and net per business day, at most 366 days',
  params: channelId,
  query: dayRange(366),
  response: ChannelStats,
});

export const listChannelAdditions = endpoint({
  method: 'GET',
  path: '/api/channels/:channelId/additions',
  audience: 'member',
  roles: staff,
  summary: 'The rows behind the figures: who was added, or lost, on these business days; newest day first, by rep',
  params: channelId,
  query: z.object({
    ...pageQuery,
    counted: z.enum(['added', 'lost']),
    from: Day,
    to: Day,
    userId: UserId.optional(),
  }),
  response: page(ChannelAddition),
});

/** The picture's bytes, `image/png`; with `?download` as a file named after the channel. */
export const getChannelPicture = endpoint({
  method: 'GET',
  path: '/api/channels/:channelId/qr.png',
  audience: 'member',
  roles: staff,
  summary: 'The picture of a channel code',
  params: channelId,
  query: z.object({ download: z.string().optional() }),
  response: z.unknown(),
});
