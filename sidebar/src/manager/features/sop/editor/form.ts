import type { Filter } from '@zhike/shared/contracts/filter';
import type { SopDeed, SopDefinition, SopDraft, SopMoment, SopStart } from '@zhike/shared/contracts/sop';

export type StartKind = SopStart['kind'];
export type MomentKind = 'day' | 'before' | 'minutes' | 'hours' | 'on';

/** A step as it is typed: what belongs to another kind is kept while one tries. */
export interface StepForm {
  /** Of this row on screen. */
  key: string;
  /** Of a step that was saved before. */
  id?: string;
  title: string;
  moment: MomentKind;
  /** `day`: the which-th day, the day of the start being the first; `before`, `minutes`, `hours`: how many. */
  count: number | null;
  time: string;
  day: string;
  deed: SopDeed['kind'];
  /** Of what is sent: by the rep beside the chat, or to all at once. */
  way: 'task' | 'mass';
  scriptId: string | null;
  materialIds: string[];
  note: string;
  withinHours: number | null;
  filterOn: boolean;
  filter: Filter | null;
}

export interface SopForm {
  name: string;
  description: string;
  start: StartKind;
  startTagIds: string[];
  startStageId: string;
  startFieldId: string;
  yearly: boolean;
  autoOn: boolean;
  autoFilterOn: boolean;
  autoFilter: Filter | null;
  replied: boolean;
  stopTagIds: string[];
  stopStageIds: string[];
  daysOff: SopDraft['daysOff'];
  steps: StepForm[];
  /** The version that was read before editing. */
  seenVersion?: number;
  /** Names of what has been picked, by id. */
  names: Record<string, string>;
}

/** Whether customers can begin by themselves when this happens. */
export const mayBeAuto = (start: StartKind): boolean => start !== 'enrolled' && start !== 'calendar';

export function emptyStep(key: string, start: StartKind): StepForm {
  return {
    key,
    title: '',
    moment: start === 'calendar' ? 'on' : 'day',
    count: 1,
    time: '09:30',
    day: '',
    deed: 'send',
    way: 'task',
    scriptId: null,
    materialIds: [],
    note: '',
    withinHours: 24,
    filterOn: false,
    filter: null,
  };
}

export const emptyForm: SopForm = {
  name: '',
  description: '',
  start: 'added',
  startTagIds: [],
  startStageId: '',
  startFieldId: '',
  yearly: true,
  autoOn: true,
  autoFilterOn: false,
  autoFilter: null,
  replied: false,
  stopTagIds: [],
  stopStageIds: [],
  daysOff: 'after',
  steps: [emptyStep('1', 'added')],
  names: {},
};

/** What is on screen of an SOP that is there. */
export function formOf({ definition, version }: { definition: SopDefinition; version: number }): SopForm {
  const { start, auto, stop } = definition;
  return {
    ...emptyForm,
    name: definition.name,
    description: definition.description,
    start: start.kind,
    startTagIds: start.kind === 'tagged' ? start.tagIds : [],
    startStageId: start.kind === 'stage' ? start.stageId : '',
    startFieldId: start.kind === 'date' ? start.fieldId : '',
    yearly: start.kind === 'date' ? start.yearly : true,
    autoOn: auto !== null,
    autoFilterOn: auto?.filter != null,
    autoFilter: auto?.filter ?? null,
    replied: stop.replied,
    stopTagIds: stop.tagIds,
    stopStageIds: stop.stageIds,
    daysOff: definition.daysOff,
    steps: definition.steps.map((step) => ({
      ...emptyStep(step.id, start.kind),
      id: step.id,
      title: step.title,
      ...momentParts(step.at),
      deed: step.deed.kind,
      note: step.deed.note,
      ...(step.deed.kind === 'send'
        ? { way: step.deed.way ?? 'task', scriptId: step.deed.scriptId, materialIds: step.deed.materialIds }
        : {}),
      withinHours: step.withinHours,
      filterOn: step.filter !== null,
      filter: step.filter,
    })),
    seenVersion: version,
  };
}

/** What is sent to the server; asks that nothing be missing (`findProblems`). */
export function draftOf(form: SopForm): SopDraft {
  return {
    name: form.name.trim(),
    description: form.description.trim(),
    start: startOf(form),
    auto: mayBeAuto(form.start) && form.autoOn ? { filter: form.autoFilterOn ? form.autoFilter : null } : null,
    stop: { replied: form.replied, tagIds: form.stopTagIds, stageIds: form.stopStageIds },
    daysOff: form.daysOff,
    steps: inOrder(form.steps).map((step) => ({
      ...(step.id ? { id: step.id } : {}),
      title: step.title.trim(),
      at: momentOf(step),
      deed: deedOf(step),
      withinHours: step.withinHours ?? 24,
      filter: step.filterOn ? step.filter : null,
    })),
  };
}

function startOf(form: SopForm): SopStart {
  switch (form.start) {
    case 'tagged':
      return { kind: 'tagged', tagIds: form.startTagIds };
    case 'stage':
      return { kind: 'stage', stageId: form.startStageId };
    case 'date':
      return { kind: 'date', fieldId: form.startFieldId, yearly: form.yearly };
    default:
      return { kind: form.start };
  }
}

function momentParts(at: SopMoment): Partial<StepForm> {
  if (at.kind === 'on') return { moment: 'on', day: at.day, time: at.time };
  if (at.kind === 'minutes')
    return at.minutes > 0 && at.minutes % 60 === 0
      ? { moment: 'hours', count: at.minutes / 60 }
      : { moment: 'minutes', count: at.minutes };
  return at.days < 0
    ? { moment: 'before', count: -at.days, time: at.time }
    : { moment: 'day', count: at.days + 1, time: at.time };
}

function momentOf({ moment, count, day, time }: StepForm): SopMoment {
  const many = count ?? 0;
  switch (moment) {
    case 'on':
      return { kind: 'on', day, time };
    case 'minutes':
      return { kind: 'minutes', minutes: many };
    case 'hours':
      return { kind: 'minutes', minutes: many * 60 };
    case 'before':
      return { kind: 'day', days: -many, time };
    case 'day':
      return { kind: 'day', days: many - 1, time };
  }
}

function deedOf({ deed, way, scriptId, materialIds, note }: StepForm): SopDeed {
  return deed === 'send'
    ? { kind: 'send', way, scriptId, materialIds, note: note.trim() }
    : { kind: deed, note: note.trim() };
}

/** By time, as they will happen; steps of the same time keep their order. */
export const inOrder = (steps: readonly StepForm[]): StepForm[] => [...steps].sort((a, b) => placeOf(a) - placeOf(b));

/** Minutes from the day of the start, or from the beginning of the calendar. */
function placeOf(step: StepForm): number {
  const at = momentOf(step);
  if (at.kind === 'minutes') return at.minutes;
  const [hours = 0, minutes = 0] = at.time.split(':').map(Number);
  const days = at.kind === 'on' ? Date.parse(`${at.day || '2999-01-01'}T00:00:00Z`) / 86_400_000 : at.days;
  return days * 1440 + hours * 60 + minutes;
}
