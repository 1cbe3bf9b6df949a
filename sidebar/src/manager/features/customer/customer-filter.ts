import { addDays } from '@zhike/shared/formulas/calendar';
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
  | 'to';
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
