import type { MaterialSort } from '@zhike/shared/contracts/material';
import type { MaterialFilter } from '../api/search-materials.ts';
import { isKind } from '../kinds.ts';

/** What of the filter stands in the address; words that are typed never do. */
export type LibraryFilter = 'folder' | 'kinds' | 'favourite' | 'states' | 'sort' | 'view';

export const sorts: { value: MaterialSort; label: string }[] = [
  { value: 'newest', label: '最近更新' },
  { value: 'most_used', label: '发送最多' },
  { value: 'mine', label: '我常用' },
  { value: 'title', label: '按标题' },
];

export const stateChoices: { value: MaterialFilter['states']; label: string }[] = [
  // Also what is being prepared, needs a hand, or is not offered now; what was retired is elsewhere.
  { value: 'all', label: '全部' },
  { value: 'usable', label: '可用' },
  { value: 'retired', label: '已停用' },
];

const isId = (text: string | undefined): text is string => text !== undefined && /^[0-9A-HJKMNP-TV-Z]{26}$/.test(text);

/** The filter that an address names; what makes no sense is left out. */
export function readFilter(
  address: Partial<Record<LibraryFilter, string>>,
  mayEdit: boolean,
): Omit<MaterialFilter, 'text'> {
  return {
    folderId: isId(address.folder) ? address.folder : null,
    kinds: (address.kinds ?? '').split(',').filter(isKind),
    onlyFavourites: address.favourite === '1',
    states: mayEdit ? (stateChoices.find(({ value }) => value === address.states)?.value ?? 'all') : 'usable',
    sort: sorts.find(({ value }) => value === address.sort)?.value ?? 'newest',
  };
}
