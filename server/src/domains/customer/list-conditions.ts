import { inList } from '../../platform/database/sql.ts';
import type { DataScope } from '../corp/viewer.ts';
import type { CustomerFilter } from './list-filter.ts';
import type { Driver } from './list-driver.ts';
import { customerScopeSql, seenInDepartments, type Condition } from './scope.ts';
import { queryTokens } from './search-tokens.ts';

/** More pieces than this find nothing that these do not. */
const MAX_QUERY_TOKENS = 6;

/** Everything the driver has not answered already; the viewer's scope comes last, always. */
export function listConditions(driver: Driver, filter: CustomerFilter, scope: DataScope): Condition[] {
  const { answers } = driver;
  const conditions: Condition[] = [];
  const equal = (name: 'owner' | 'channel' | 'stage' | 'status', column: string, value: string | undefined) => {
    if (value !== undefined && !answers.has(name))
      conditions.push({ sql: `${customerColumn(driver, column)} = ?`, values: [value] });
  };
  equal('owner', 'owner_user_id', filter.ownerUserId);
  equal('channel', 'first_channel_id', filter.channelId);
  equal('stage', 'stage_id', filter.stageId);
  equal('status', 'status', filter.status);
  if (filter.addedFrom !== undefined) conditions.push({ sql: `${driver.addedAt} >= ?`, values: [filter.addedFrom] });
  if (filter.addedTo !== undefined) conditions.push({ sql: `${driver.addedAt} < ?`, values: [filter.addedTo] });
  conditions.push(...tagConditions(driver, filter));
  if (filter.q && !filter.phoneHashes) {
    const tokens = queryTokens(filter.q).slice(0, MAX_QUERY_TOKENS);
    for (const token of tokens.filter((one) => one !== driver.token)) {
      conditions.push({
        sql: `(SELECT 1 FROM customer_search_token s WHERE s.customer_id = ${driver.id} AND s.token = ? LIMIT 1) IS NOT NULL`,
        values: [token],
      });
    }
    if (tokens.length === 0) conditions.push({ sql: '1 = 0', values: [] });
  }
  if (filter.phoneHashes && !answers.has('phone')) {
    conditions.push({
      sql: `(SELECT 1 FROM customer_phone p WHERE p.customer_id = ${driver.id} AND p.phone_hash ${inList(filter.phoneHashes)} LIMIT 1) IS NOT NULL`,
      values: filter.phoneHashes,
    });
  }
  if (filter.departmentIds)
    conditions.push(
      filter.departmentIds.length ? seenInDepartments(filter.departmentIds, driver.id) : { sql: '1 = 0', values: [] },
    );
  const scoped = answers.has('scope') ? null : customerScopeSql(scope, driver.id);
  if (scoped) conditions.push(scoped);
  return conditions;
}

function tagConditions(driver: Driver, { tagIds, tagMatch }: CustomerFilter): Condition[] {
  const open = (tagIds ?? []).filter((tagId) => tagId !== driver.tagId);
  // A branch that stands for one of several tags has said enough when any of them will do.
  if (!tagIds?.length || open.length === 0 || (driver.tagId && tagMatch !== 'all')) return [];
  const carries = (list: string[]): Condition => ({
    sql: `(SELECT 1 FROM customer_tag_index t WHERE t.customer_id = ${driver.id} AND t.tag_id ${inList(list)} LIMIT 1) IS NOT NULL`,
    values: list,
  });
  return tagMatch === 'all' ? open.map((tagId) => carries([tagId])) : [carries(open)];
}

/** A column of the customer's row, read by primary key when another table drives. */
function customerColumn(driver: Driver, column: string): string {
  return driver.isCustomer ? `c.${column}` : `(SELECT o.${column} FROM customer o WHERE o.id = ${driver.id})`;
}
