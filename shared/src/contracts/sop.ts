import { z } from 'zod';
import { Day, Empty, Id, Timestamp, UserId, page, pageBody } from './common.ts';
import { endpoint } from './endpoint.ts';
import { Filter } from './filter.ts';
import { SopMove } from './sop-move.ts';
import { SopName, SopSending } from './sop-names.ts';
import { ClockTime } from './welcome.ts';

/** SOP (客户 SOP): a timetable of steps that begins at a moment of each customer's own, or on days of the calendar. */

const tagIds = z.array(z.string().min(1).max(64)).min(1, '请选择标签').max(20);
const line = (max: number) => z.string().trim().min(1, '请填写内容').max(max);

/** What steps count from. */
export const SopStart = z.discriminatedUnion('kind', [
  /** The moment she was enrolled. */
  z.strictObject({ kind: z.literal('enrolled') }),
  /** When she was last added by a rep. */
  z.strictObject({ kind: z.literal('added') }),
  /** When she got one of these tags. */
  z.strictObject({ kind: z.literal('tagged'), tagIds }),
  /** When she entered this stage. */
  z.strictObject({ kind: z.literal('stage'), stageId: Id }),
  /** A date of hers (a custom field); `yearly`: each year on that day, as birthdays. */
  z.strictObject({ kind: z.literal('date'), fieldId: Id, yearly: z.boolean() }),
  /** Nothing of hers: every step has a day of the calendar. */
  z.strictObject({ kind: z.literal('calendar') }),
]);
export type SopStart = z.infer<typeof SopStart>;

/** When a step is due. */
export const SopMoment = z.discriminatedUnion('kind', [
  /** So many days after the day of the start (before it: negative), at a time of day. */
  z.strictObject({ kind: z.literal('day'), days: z.int().min(-365).max(3650), time: ClockTime }),
  /** So many minutes after the start itself. */
  z.strictObject({
    kind: z.literal('minutes'),
    minutes: z
      .int()
      .min(0)
      .max(60 * 24 * 365),
  }),
  z.strictObject({ kind: z.literal('on'), day: Day, time: ClockTime }),
]);
export type SopMoment = z.infer<typeof SopMoment>;

/** What the rep does. Words may hold the variables of scripts. */
export const SopDeed = z.discriminatedUnion('kind', [
  z
    .strictObject({
      kind: z.literal('send'),
      /** `task`: the rep sends it beside the chat; `mass`: as a mass message to all for whom it is due, which she confirms once. */
      way: z.enum(['task', 'mass']).default('task'),
      scriptId: Id.nullable().default(null),
      materialIds: z.array(Id).max(9).default([]),
      note: z.string().trim().max(200).default(''),
    })
    .refine(({ scriptId, materialIds }) => scriptId !== null || materialIds.length > 0, {
      message: '请选择话术或素材',
      path: ['materialIds'],
    }),
  z.strictObject({ kind: z.literal('call'), note: line(200) }),
  z.strictObject({ kind: z.literal('other'), note: line(200) }),
]);
export type SopDeed = z.infer<typeof SopDeed>;

const stepParts = {
  title: line(40),
  at: SopMoment,
  deed: SopDeed,
  /** How long the rep has for it. */
  withinHours: z
    .int()
    .min(1)
    .max(24 * 30)
    .default(24),
  /** Only for customers who fit when it is due; null: for all. */
  filter: Filter.nullable().default(null),
};
export const SopStepDraft = z.strictObject({ ...stepParts, /** Of a step that was there before. */ id: Id.optional() });
export const SopStep = z.strictObject({ ...stepParts, id: Id });
export type SopStep = z.infer<typeof SopStep>;

/** What ends the timetable of a customer before its last step. Losing her as a contact always does. */
export const SopStop = z.strictObject({
  /** She said something in a chat that is archived. */
  replied: z.boolean().default(false),
  tagIds: z.array(z.string().min(1).max(64)).max(20).default([]),
  stageIds: z.array(Id).max(20).default([]),
});
export type SopStop = z.infer<typeof SopStop>;

const shape = {
  name: z.string().trim().min(1, '请填写名称').max(30),
  description: z.string().trim().max(200).default(''),
  start: SopStart,
  /** Who begins by herself when the start happens; null: nobody, people are enrolled by hand, by rules or from a segment. */
  auto: z
    .strictObject({ filter: Filter.nullable().default(null) })
    .nullable()
    .default(null),
  stop: SopStop.default({ replied: false, tagIds: [], stageIds: [] }),
  /** A step that falls on a day off: as it is, or moved to the working day after or before it. */
  daysOff: z.enum(['as_is', 'after', 'before']).default('after'),
};

interface Checked {
  start: SopStart;
  auto: unknown;
  steps: { at: SopMoment }[];
}
const isFitting = ({ start, steps }: Checked) =>
  steps.every(({ at }) => (start.kind === 'calendar' ? at.kind === 'on' : at.kind !== 'on'));
const notFitting = { message: '日历 SOP 的步骤要选日期,其他 SOP 的步骤按开始后多久计算', path: ['steps'] };
const mayBeAuto = ({ start, auto }: Checked) =>
  auto === null || (start.kind !== 'enrolled' && start.kind !== 'calendar');
const notAuto = { message: '这种开始方式只能手动、按规则或按人群加入', path: ['auto'] };

const steps = z.array(SopStepDraft).min(1, '请至少添加一个步骤').max(60);
export const SopDraft = z
  .strictObject({ ...shape, steps })
  .refine(isFitting, notFitting)
  .refine(mayBeAuto, notAuto);
export type SopDraft = z.infer<typeof SopDraft>;

export const SopDefinition = z.strictObject({ ...shape, steps: z.array(SopStep) });
export type SopDefinition = z.infer<typeof SopDefinition>;

export const SopCounts = z.object({
  /** Customers under way now. */
  active: z.int(),
  /** Reached the last step, and stopped before it. */
  finished: z.int(),
  stopped: z.int(),
});

export const SopRow = z.object({
  id: Id,
  name: z.string(),
  description: z.string(),
  isOn: z.boolean(),
  version: z.int(),
  steps: z.int(),
  /** In Chinese: what the settings do. */
  summary: z.string(),
  /** null: for whoever does not see all customers. */
  counts: SopCounts.nullable(),
  updatedAt: Timestamp,
});
export type SopRow = z.infer<typeof SopRow>;

export const SopView = z.object({
  ...SopRow.shape,
  definition: SopDefinition,
  /** Of all that the definition names by id. */
  names: z.array(SopName),
  createdBy: z.object({ userId: UserId, name: z.string() }),
  /** Customers under way by an earlier version. */
  onEarlier: z.int(),
  /** null: nobody was ever moved. */
  move: SopMove.nullable(),
  can: z.object({ edit: z.boolean() }),
});
export type SopView = z.infer<typeof SopView>;

const editors = ['admin', 'manager'] as const;
const sopParams = z.object({ sopId: Id });

export const listSops = endpoint({
  method: 'POST',
  path: '/api/sops/search',
  audience: 'member',
  summary: 'SOPs, those in use first; by part of their name',
  body: z.object({ ...pageBody, /** Part of the name. */ q: z.string().trim().min(1).max(30).optional() }),
  response: page(SopRow),
});

export const getSop = endpoint({
  method: 'GET',
  path: '/api/sops/:sopId',
  audience: 'member',
  summary: 'One SOP with its steps',
  params: sopParams,
  response: SopView,
});

export const createSop = endpoint({
  method: 'POST',
  path: '/api/sops',
  audience: 'member',
  roles: editors,
  summary: 'Add an SOP, switched off',
  body: SopDraft,
  response: SopView,
});

export const updateSop = endpoint({
  method: 'PUT',
  path: '/api/sops/:sopId',
  audience: 'member',
  roles: editors,
  summary: 'A new version; customers under way keep theirs until they are moved (`sop.changed_meanwhile`)',
  params: sopParams,
  body: z
    .strictObject({ ...shape, steps, version: z.int().positive() })
    .refine(isFitting, notFitting)
    .refine(mayBeAuto, notAuto),
  response: SopView,
});

export const switchSop = endpoint({
  method: 'POST',
  path: '/api/sops/:sopId/switch',
  audience: 'member',
  roles: editors,
  summary: 'On: customers begin and steps open. Off: both wait; what fell due meanwhile is skipped when it is on again',
  params: sopParams,
  body: z.object({ isOn: z.boolean() }),
  response: SopView,
});

export const deleteSop = endpoint({
  method: 'DELETE',
  path: '/api/sops/:sopId',
  audience: 'member',
  roles: editors,
  summary: 'Remove an SOP; customers under way stop, their history stays',
  params: sopParams,
  response: Empty,
});

export const moveToNewestVersion = endpoint({
  method: 'POST',
  path: '/api/sops/:sopId/move-to-newest',
  audience: 'member',
  roles: editors,
  summary:
    'Begin to move customers under way by earlier versions to the newest one; what they have done stays done. `move` tells how far it is',
  params: sopParams,
  response: SopView,
});

/** What an SOP would do for somebody: nothing is written. */
export const SopPlanStep = z.object({
  stepId: Id,
  title: z.string(),
  dueAt: Timestamp,
  /** Chinese: why it stands on another day than written. */
  moved: z.string().nullable(),
  /** Whether she fits now; null where there is no condition. */
  fits: z.boolean().nullable(),
  /** Would be past already, and skipped. */
  isPast: z.boolean(),
});

export const tryDefinition = endpoint({
  method: 'POST',
  path: '/api/sop-plans',
  audience: 'member',
  roles: editors,
  summary: 'When each step of a draft would be due for a customer, or for anybody who starts at a moment',
  body: z.object({
    draft: SopDraft,
    customerId: Id.optional(),
    /** Of nobody in particular. */
    startsAt: Timestamp.optional(),
  }),
  response: z.object({ startsAt: Timestamp.nullable(), steps: z.array(SopPlanStep) }),
});
