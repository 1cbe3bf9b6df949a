import type { Filter, FilterCondition } from '@zhike/shared/contracts/filter';
import { addDays } from '@zhike/shared/formulas/calendar';
import { dayOf, startOfDay } from '../../../shared/format/time.ts';

/**
 * A filter while a person works on it: groups say how their parts are joined, conditions may still be incomplete. Two ways of saying
 * "not" become words of their own, so that nobody has to think in negations.
 */
export type Join = 'all' | 'any' | 'none' | 'not_all';

export interface GroupDraft {
  /** For the screen alone. */
  key: number;
  join: Join;
  parts: PartDraft[];
}

export interface ConditionDraft {
  key: number;
  field: string;
  op: DraftOperator;
  values: string[];
  days: number | null;
  from: number | null;
  /** Exclusive. */
  to: number | null;
  text: string;
  min: number | null;
  max: number | null;
}

export type PartDraft = GroupDraft | ConditionDraft;
export type DraftOperator = FilterCondition['op'] | 'not_within_days' | 'count_between' | 'at_least' | 'at_most';

let keys = 0;
const newKey = () => ++keys;

export const isGroup = (part: PartDraft): part is GroupDraft => 'parts' in part;

export function newGroup(parts: PartDraft[] = [], join: Join = 'all'): GroupDraft {
  return { key: newKey(), join, parts };
}

const isCount = (op: DraftOperator) => op === 'count' || op === 'count_between';

export function newCondition(field: string, op: DraftOperator): ConditionDraft {
  return {
    key: newKey(),
    field,
    op,
    values: [],
    days: isCount(op) ? 30 : 7,
    from: null,
    to: null,
    text: '',
    min: isCount(op) ? 1 : null,
    max: null,
  };
}

/** What was saved, as it is worked on. */
export function groupDraftOf(filter: Filter | null): GroupDraft {
  if (!filter) return newGroup();
  const part = partOf(filter);
  return isGroup(part) ? part : newGroup([part]);
}

const OPPOSITES: Partial<Record<FilterCondition['op'], DraftOperator>> = {
  any: 'none',
  none: 'any',
  empty: 'present',
  present: 'empty',
  within_days: 'not_within_days',
};

function partOf(filter: Filter): PartDraft {
  if ('all' in filter) return newGroup(filter.all.map(partOf), 'all');
  if ('any' in filter) return newGroup(filter.any.map(partOf), 'any');
  if (!('not' in filter)) return conditionOf(filter);
  const inner = filter.not;
  if ('not' in inner) return partOf(inner.not);
  if ('any' in inner) return newGroup(inner.any.map(partOf), 'none');
  if ('all' in inner) return newGroup(inner.all.map(partOf), 'not_all');
  const condition = conditionOf(inner);
  const opposite = OPPOSITES[inner.op];
  return opposite ? { ...condition, op: opposite } : newGroup([condition], 'none');
}

function conditionOf(condition: FilterCondition): ConditionDraft {
  const draft = newCondition(condition.field, condition.op);
  if (condition.op === 'count') return countOf(condition, draft);
  if (condition.op === 'range') return rangeOf(condition, draft);
  return {
    ...draft,
    values: 'values' in condition ? condition.values : [],
    days: 'days' in condition ? condition.days : draft.days,
    from: 'from' in condition ? (condition.from ?? null) : null,
    to: 'to' in condition ? (condition.to ?? null) : null,
    text: 'text' in condition ? condition.text : '',
  };
}

function countOf(
  { values, days, from, to, min, max }: Extract<FilterCondition, { op: 'count' }>,
  draft: ConditionDraft,
): ConditionDraft {
  const counted = { ...draft, values, min: min ?? null, max: max ?? null };
  if (days !== undefined) return { ...counted, days };
  const [begin, end] = [from ? startOfDay(from) : null, to ? startOfDay(addDays(to, 1)) : null];
  return { ...counted, op: 'count_between', from: begin, to: end };
}

function rangeOf({ min, max }: Extract<FilterCondition, { op: 'range' }>, draft: ConditionDraft): ConditionDraft {
  const op = max === undefined ? 'at_least' : min === undefined ? 'at_most' : 'range';
  return { ...draft, op, min: min ?? null, max: max ?? null };
}

/** The filter, or null while there is nothing in it or something is incomplete. */
export function filterOf(part: PartDraft): Filter | null {
  if (!isGroup(part)) return finishedCondition(part);
  const parts: Filter[] = [];
  for (const one of part.parts) {
    const filter = filterOf(one);
    if (!filter) return null;
    parts.push(filter);
  }
  const [first] = parts;
  if (!first) return null;
  switch (part.join) {
    case 'all':
      return parts.length === 1 ? first : { all: parts };
    case 'any':
      return parts.length === 1 ? first : { any: parts };
    case 'none':
      return { not: parts.length === 1 ? first : { any: parts } };
    case 'not_all':
      return { not: parts.length === 1 ? first : { all: parts } };
  }
}

function finishedCondition({ field, op, values, days, from, to, text, min, max }: ConditionDraft): Filter | null {
  switch (op) {
    case 'any':
    case 'all':
    case 'none':
      return values.length > 0 ? { field, op, values } : null;
    case 'empty':
    case 'present':
      return { field, op };
    case 'within_days':
    case 'before_days':
    case 'next_days':
      return days ? { field, op, days } : null;
    case 'not_within_days':
      return days ? { not: { field, op: 'within_days', days } } : null;
    case 'between':
      if (from === null ? to === null : to !== null && from >= to) return null;
      return { field, op, ...(from === null ? {} : { from }), ...(to === null ? {} : { to }) };
    case 'at_least':
      return min === null ? null : { field, op: 'range', min };
    case 'at_most':
      return max === null ? null : { field, op: 'range', max };
    case 'range':
      return min === null || max === null || min > max ? null : { field, op, min, max };
    case 'contains':
    case 'equals':
      return text.trim() ? { field, op, text: text.trim() } : null;
    case 'count':
    case 'count_between': {
      const span = op === 'count' ? days && { days } : daysOf(from, to);
      if (values.length === 0 || !span || (min === null && max === null)) return null;
      const bounds = { ...(min === null ? {} : { min }), ...(max === null ? {} : { max }) };
      return { field, op: 'count', values, ...span, ...bounds };
    }
  }
}

/** The days from one moment to another, null without either. */
function daysOf(from: number | null, to: number | null) {
  if (from === null && to === null) return null;
  return { ...(from === null ? {} : { from: dayOf(from) }), ...(to === null ? {} : { to: dayOf(to - 1) }) };
}

/** The same tree with one part changed, or gone where `change` answers null. */
export function changePart(group: GroupDraft, key: number, change: (part: PartDraft) => PartDraft | null): GroupDraft {
  return {
    ...group,
    parts: group.parts.flatMap((part) => {
      if (part.key === key) return change(part) ?? [];
      return isGroup(part) ? changePart(part, key, change) : part;
    }),
  };
}
