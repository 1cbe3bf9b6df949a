import { inList } from '../../platform/database/sql.ts';
import type { DataScope } from '../corp/viewer.ts';
import type { Condition } from '../customer/scope.ts';
import { groupScopeSql } from '../group-chat/scope.ts';
import type { ChatConversationRow } from './entity.ts';

/**
 * Which conversations a viewer may read: own scope = the single chats that are one's own, and the customer groups one is in;
 * department scope = those of any such member; chats of members among themselves only whoever may see everything. `alias` names
 * chat_conversation in the query. AND it last, always; null means everything.
 */
export function chatScopeSql(scope: DataScope, alias: string): Condition | null {
  if (scope.kind === 'all') return null;
  const groups = groupScopeSql(scope, `${alias}.chat_id`)!;
  const singles = membersSql(scope, `${alias}.user_id`);
  return {
    sql: `((${alias}.kind = 'single' AND ${singles.sql}) OR (${alias}.kind = 'group' AND ${groups.sql}))`,
    values: [...singles.values, ...groups.values],
  };
}

function membersSql(scope: Exclude<DataScope, { kind: 'all' }>, column: string): Condition {
  if (scope.kind === 'self') return { sql: `${column} = ?`, values: [scope.userId] };
  if (scope.departmentIds.length === 0) return { sql: '1 = 0', values: [] };
  return {
    sql: `EXISTS (SELECT 1 FROM member_department scope_m WHERE scope_m.user_id = ${column} AND scope_m.department_id ${inList(scope.departmentIds)})`,
    values: [...scope.departmentIds],
  };
}

/** Messages of people outside are shown only where they agreed; what is not known yet is treated like a refusal. */
export function isShown({ kind, consent }: Pick<ChatConversationRow, 'kind' | 'consent'>): boolean {
  return kind === 'internal' || consent === 'agreed';
}

/** In a group what somebody said who refuses now is hidden, the rest is not (docs/decisions/062). `alias` names chat_message in the query. */
export function saidWithConsentSql(alias: string): string {
  return `NOT EXISTS (SELECT 1 FROM chat_consent refused WHERE refused.conversation_id = ${alias}.conversation_id
    AND refused.external_user_id = ${alias}.sender_id AND refused.status = 'refused')`;
}

/** As `saidWithConsentSql` for files; of one whose sender is not known nobody in the conversation may refuse. `alias` names chat_media_use. */
export function sentWithConsentSql(alias: string): string {
  return `NOT EXISTS (SELECT 1 FROM chat_consent refused WHERE refused.conversation_id = ${alias}.conversation_id
    AND refused.status = 'refused' AND (refused.external_user_id = ${alias}.sender_id OR ${alias}.sender_id = ''))`;
}
