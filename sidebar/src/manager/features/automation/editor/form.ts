import type { RuleName, RuleView } from '@zhike/shared/contracts/automation';
import type {
  BusinessHours,
  EventCondition,
  Happening,
  MessageWhen,
  RuleAction,
  RuleSettings,
  RuleWhen,
} from '@zhike/shared/contracts/automation-rule';
import type { Filter } from '@zhike/shared/contracts/filter';
import { emptySetField, type SetFieldForm, setFieldFormOf, setFieldOf } from './set-field-form.ts';
import { emptyWords, keywordsOf, type WordsForm, wordsFormOf } from './words-form.ts';

/** What happens, while somebody chooses it. `what`: `said:customer`, `said:rep`, or the key of an event; '' while not chosen. */
export interface HappeningForm {
  key: string;
  what: string;
  conditions: EventCondition[];
  /** Of something said; null: whatever it is. */
  words: WordsForm | null;
}

export interface MessageForm extends WordsForm {
  saidBy: MessageWhen['saidBy'];
  inSingleChats: boolean;
  inGroups: MessageWhen['inGroups'];
  chatIds: string[];
  timesOn: boolean;
  timesCount: number;
  timesHours: number;
  quietOn: boolean;
  quietDays: number;
  hoursOn: boolean;
  hours: BusinessHours;
}

/** `key` keeps its place on screen while others are moved or removed. */
export type ActionForm = (Exclude<RuleAction, { kind: 'set_field' }> | SetFieldForm) & { key: string };

type DateWhen = Extract<RuleWhen, { kind: 'date' }>;
type AbsenceWhen = Extract<RuleWhen, { kind: 'absence' }>;

/** What the editor holds: everything is kept while parts are switched off, so that switching back loses nothing. */
export interface RuleForm {
  /** The version that is edited; travels with drafts. Absent for a new rule. */
  seenVersion?: number;
  name: string;
  kind: RuleWhen['kind'];
  event: HappeningForm;
  message: MessageForm;
  date: Omit<DateWhen, 'kind'>;
  absence: { start: HappeningForm; unless: HappeningForm[]; within: AbsenceWhen['within'] };
  filterOn: boolean;
  /** Null while it is incomplete. */
  filter: Filter | null;
  /** An admin lets somebody's rule act on everybody's customers. */
  isWidened: boolean;
  actions: ActionForm[];
  cooldownHours: number;
  priority: number;
  stopsOthers: boolean;
  activeFrom: number | null;
  /** Exclusive. */
  activeTo: number | null;
  /** What people call what has been picked; travels with drafts. */
  names: RuleName[];
}

const newKey = (): string => Math.random().toString(36).slice(2, 10);

export const emptyHappening = (what = ''): HappeningForm => ({ key: newKey(), what, conditions: [], words: null });

export const emptyMessage: MessageForm = {
  ...emptyWords,
  saidBy: 'customer',
  inSingleChats: true,
  inGroups: 'none',
  chatIds: [],
  timesOn: false,
  timesCount: 2,
  timesHours: 72,
  quietOn: false,
  quietDays: 30,
  hoursOn: false,
  hours: { weekdays: [1, 2, 3, 4, 5], from: '09:00', to: '18:00', outside: false },
};

export function emptyForm(): RuleForm {
  return {
    name: '',
    kind: 'message',
    event: emptyHappening(),
    message: emptyMessage,
    date: { date: '', offsetDays: 0, repeat: 'yearly', at: '09:00' },
    absence: {
      start: emptyHappening('said:rep'),
      unless: [emptyHappening('said:customer')],
      within: { count: 3, unit: 'days' },
    },
    filterOn: false,
    filter: null,
    actions: [newAction('tag')],
    cooldownHours: 24,
    priority: 0,
    stopsOthers: false,
    activeFrom: null,
    activeTo: null,
    isWidened: false,
    names: [],
  };
}

export function newAction(kind: RuleAction['kind']): ActionForm {
  const key = newKey();
  switch (kind) {
    case 'tag':
    case 'untag':
      return { key, kind, tagIds: [] };
    case 'set_stage':
      return { key, kind, stageId: '' };
    case 'set_field':
      return { key, ...emptySetField };
    case 'assign':
      return { key, kind, userIds: [] };
    case 'notify':
      return { key, kind, to: { kind: 'owner' }, text: '' };
    case 'create_task':
      return { key, kind, to: { kind: 'owner' }, title: '', dueInHours: 24 };
    case 'enrol_sop':
      return { key, kind, sopId: '' };
    case 'webhook':
      return { key, kind, webhookId: '' };
  }
}

/** The saved rule as the editor shows it. */
export function formOf({
  version,
  name,
  definition,
  names,
}: Pick<RuleView, 'version' | 'name' | 'definition' | 'names'>): RuleForm {
  const { when, filter, actions, ...limits } = definition;
  const start = emptyForm();
  return {
    ...start,
    ...limits,
    seenVersion: version,
    name,
    kind: when.kind,
    ...(when.kind === 'event' ? { event: happeningFormOf(when) } : {}),
    ...(when.kind === 'message' ? { message: messageFormOf(when) } : {}),
    ...(when.kind === 'date'
      ? { date: { date: when.date, offsetDays: when.offsetDays, repeat: when.repeat, at: when.at } }
      : {}),
    ...(when.kind === 'absence'
      ? {
          absence: {
            start: happeningFormOf(when.start),
            unless: when.unless.map(happeningFormOf),
            within: when.within,
          },
        }
      : {}),
    filterOn: filter !== null,
    filter,
    actions: actions.map((action) => ({
      ...(action.kind === 'set_field' ? setFieldFormOf(action) : action),
      key: newKey(),
    })),
    names,
  };
}

function happeningFormOf(happening: Happening): HappeningForm {
  if (happening.kind === 'event') return { ...emptyHappening(happening.trigger), conditions: happening.conditions };
  const words = happening.keywords ? wordsFormOf(happening.keywords) : null;
  return { ...emptyHappening(`said:${happening.by}`), words };
}

function messageFormOf({ keywords, times, afterQuietDays, hours, ...place }: MessageWhen): MessageForm {
  return {
    ...emptyMessage,
    saidBy: place.saidBy,
    inSingleChats: place.inSingleChats,
    inGroups: place.inGroups,
    chatIds: place.chatIds,
    ...(keywords ? wordsFormOf(keywords) : { match: 'whatever' }),
    ...(times ? { timesOn: true, timesCount: times.count, timesHours: times.withinHours } : {}),
    ...(afterQuietDays === null ? {} : { quietOn: true, quietDays: afterQuietDays }),
    ...(hours ? { hoursOn: true, hours } : {}),
  };
}

/** What is sent when the form is saved, and what the summary says. */
export function settingsOf(form: RuleForm): RuleSettings {
  const { cooldownHours, priority, stopsOthers, activeFrom, activeTo } = form;
  return {
    name: form.name.trim(),
    when: whenOf(form),
    filter: form.filterOn ? form.filter : null,
    actions: form.actions.map(actionOf),
    cooldownHours,
    priority,
    stopsOthers,
    activeFrom,
    activeTo,
  };
}

function actionOf({ key: _, ...action }: ActionForm): RuleAction {
  return action.kind === 'set_field' ? setFieldOf(action) : (action as RuleAction);
}

function whenOf({ kind, event, message, date, absence }: RuleForm): RuleWhen {
  switch (kind) {
    case 'event':
      return { kind, trigger: event.what, conditions: event.conditions.filter(({ values }) => values.length > 0) };
    case 'message':
      return messageOf(message);
    case 'date':
      return { kind, ...date };
    case 'absence':
      return {
        kind,
        start: happeningOf(absence.start),
        unless: absence.unless.map(happeningOf),
        within: absence.within,
      };
  }
}

function happeningOf({ what, conditions, words }: HappeningForm): Happening {
  if (isSpeech(what)) {
    const keywords = words && keywordsOf(words);
    const by = what === 'said:rep' ? 'rep' : 'customer';
    return keywords ? { kind: 'said', by, keywords } : { kind: 'said', by };
  }
  return { kind: 'event', trigger: what, conditions: conditions.filter(({ values }) => values.length > 0) };
}

/** Whether what is chosen is something said. */
export const isSpeech = (what: string): boolean => what.startsWith('said:');

function messageOf(form: MessageForm): MessageWhen {
  return {
    kind: 'message',
    keywords: keywordsOf(form),
    saidBy: form.saidBy,
    inSingleChats: form.inSingleChats,
    inGroups: form.inGroups,
    chatIds: form.inGroups === 'some' ? form.chatIds : [],
    times: form.timesOn ? { count: form.timesCount, withinHours: form.timesHours } : null,
    afterQuietDays: form.quietOn ? form.quietDays : null,
    hours: form.hoursOn ? { ...form.hours, weekdays: [...form.hours.weekdays].sort((a, b) => a - b) } : null,
  };
}
