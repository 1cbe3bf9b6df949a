import { addDays } from '@zhike/shared/formulas/calendar';
import type { Filter } from '@zhike/shared/contracts/filter';
import { startOfDay } from '../../../shared/format/time.ts';
import type { CustomerFilter } from './api/list-customers.ts';

/** The filters as they stand in the address. */
export type CustomerFilterName =
  | 'tags'
  | 'match'
  | 'owner'
  | 'channel'
  | 'department'
  | 'stage'
  | 'status'
  | 'added'
  | 'from'
  | 'to'
  | 'segment';
export type AddressFilter = Partial<Record<CustomerFilterName, string>>;

export const addedRanges = [
  { value: 'any', label: '不限时间' },
  { value: 'today', label: '今天添加' },
  { value: 'week', label: '近 7 天' },
  { value: 'month', label: '近 30 天' },
  { value: 'custom', label: '自选日期' },
] as const;

const daysBack: Record<string, number> = { today: 0, week: 6, month: 29 };

/** What the address asks for, as the request; what makes no sense in it is left out. `today` as `2026-11-08`. */
export function customerFilterOf(address: AddressFilter, today: string): CustomerFilter {
  const back = daysBack[address.added ?? ''];
  const custom = address.added === 'custom';
  const departmentId = Number(address.department);
  const tagIds = tagIdsOf(address);
  return {
    tagIds: tagIds.length > 0 ? tagIds : undefined,
    tagMatch: tagIds.length > 0 && address.match === 'all' ? 'all' : undefined,
    ownerUserId: address.owner || undefined,
    channelId: address.channel || undefined,
    departmentId: Number.isInteger(departmentId) && departmentId > 0 ? departmentId : undefined,
    stageId: address.stage || undefined,
    status: address.status === 'active' || address.status === 'lost' ? address.status : undefined,
    addedFrom: custom ? dayStart(address.from) : back === undefined ? undefined : startOfDay(addDays(today, -back)),
    addedTo: custom && isDay(address.to) ? startOfDay(addDays(address.to, 1)) : undefined,
  };
}

/** The tags that the address names. */
export function tagIdsOf({ tags }: AddressFilter): string[] {
  return tags?.split(',').filter(Boolean) ?? [];
}

const isDay = (text: string | undefined): text is string => /^\d{4}-\d{2}-\d{2}$/.test(text ?? '');
const dayStart = (text: string | undefined) => (isDay(text) ? startOfDay(text) : undefined);

/** The filters of a list as one that can be saved; null when there are none. A phone number stays out: no filter keeps one. */
export function savedFilterOf(list: CustomerFilter): Filter | null {
  const parts: Filter[] = [];
  const isOne = (field: string, value: string | undefined) => {
    if (value) parts.push({ field, op: 'any', values: [value] });
  };
  if (list.q && !/^[+\d\s-]{7,}$/.test(list.q)) parts.push({ field: 'name', op: 'contains', text: list.q });
  if (list.tagIds?.length) parts.push({ field: 'tag', op: list.tagMatch ?? 'any', values: list.tagIds });
  isOne('owner', list.ownerUserId);
  isOne('channel', list.channelId);
  isOne('department', list.departmentId === undefined ? undefined : String(list.departmentId));
  isOne('stage', list.stageId);
  isOne('status', list.status);
  const { addedFrom: from, addedTo: to } = list;
  if (from !== undefined || to !== undefined)
    parts.push({
      field: 'added_at',
      op: 'between',
      ...(from === undefined ? {} : { from }),
      ...(to === undefined ? {} : { to }),
    });
  if (list.filter) parts.push(list.filter);
  const [first] = parts;
  return first ? (parts.length === 1 ? first : { all: parts }) : null;
}
