import { select } from '../platform/database/sql.ts';
import type { AnyEndpoint } from '../platform/http/audience-router.ts';
import type { Known } from './arbitrary-input.ts';
import type { TestServer } from './start-test-server.ts';

/** Where what a field names is kept. */
const tables: Record<string, string[]> = {
  channelId: ['channel'],
  customerId: ['customer'],
  taskId: ['task'],
  stageId: ['stage'],
  stageIds: ['stage'],
  fieldId: ['custom_field'],
  fieldIds: ['custom_field'],
  segmentId: ['segment'],
  conversationId: ['chat_conversation'],
  exportId: ['chat_export'],
  welcomeId: ['group_welcome'],
  mediaId: ['media_asset'],
  assetId: ['media_asset'],
  coverAssetId: ['media_asset'],
  materialId: ['material'],
  materialIds: ['material'],
  folderId: ['material_folder'],
  folderIds: ['material_folder'],
  parentId: ['material_folder'],
  sendId: ['content_send'],
  sopId: ['sop'],
  planId: ['care_plan'],
  momentId: ['moment'],
  massMessageId: ['mass_message'],
  enrolmentId: ['sop_enrolment'],
  hitId: ['quality_hit'],
  webhookId: ['webhook'],
  ruleId: ['rule'],
  jobId: ['sync_job', 'tag_job', 'rule_job', 'sop_enrol_job'],
  groupId: ['quality_word_group', 'channel_group', 'tag_group', 'group_tag_group'],
  id: ['scenario_run', 'outbox_command', 'inbox'],
};

export const idsOf = async ({ db }: Pick<TestServer, 'db'>, table: string): Promise<string[]> =>
  (await select<{ id: string }>(db.read, `SELECT id FROM \`${table}\` ORDER BY id DESC LIMIT 3`)).map((row) => row.id);

/** Rows that earlier requests made can be named by later ones. */
export async function withWhatIsThere(server: TestServer, { ids, named }: Known): Promise<Known> {
  const found: Record<string, readonly string[]> = { ...named };
  for (const [name, some] of Object.entries(tables))
    found[name] = [...(named[name] ?? []), ...(await Promise.all(some.map((table) => idsOf(server, table)))).flat()];
  return { ids, named: found };
}

/** What makes something comes first, what takes it away last. */
export function inTurn(endpoints: readonly AnyEndpoint[]): AnyEndpoint[] {
  const turnOf = ({ method, path }: AnyEndpoint) =>
    method === 'DELETE' || path.endsWith('/cancel') ? 2 : method === 'POST' && !path.includes(':') ? 0 : 1;
  return endpoints.toSorted((a, b) => turnOf(a) - turnOf(b));
}
