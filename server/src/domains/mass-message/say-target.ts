import type { CustomerFilter as AskedFilter } from '@zhike/shared/contracts/customer-list';
import type { Dependencies } from '../../dependencies.ts';
import { sayFilter } from '../../engines/filter/sentence.ts';
import { wordsOfFilters } from '../../engines/filter/words.ts';
import type { Tx } from '../../platform/database/tx.ts';

const MAX = 1_000;

/** Whom a mass message is for, as a person says it. What was searched for is not repeated: it may be a name. */
export async function sayTarget(
  tx: Tx,
  { filterFields, config }: Pick<Dependencies, 'filterFields' | 'config'>,
  { filter, q, ...rest }: AskedFilter,
): Promise<string> {
  const parts: string[] = [];
  if (filter) parts.push(sayFilter(filter, await wordsOfFilters(tx, filterFields, [filter]), config.timeZone));
  if (q) parts.push('姓名或手机号符合搜索内容');
  if (Object.entries(rest).some(([name, value]) => name !== 'tagMatch' && value !== undefined))
    parts.push('符合列表上的筛选条件');
  return [...(parts.length > 0 ? parts.join(',且') : '全部客户')].slice(0, MAX).join('');
}
