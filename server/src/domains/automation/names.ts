import type { RuleName } from '@zhike/shared/contracts/automation';
import type { RuleDefinition } from '@zhike/shared/contracts/automation-rule';
import { namesOf } from '../../engines/filter/column-facts.ts';
import type { RuleParts } from '../../engines/rules/registry.ts';
import type { Tx } from '../../platform/database/tx.ts';

type Kind = RuleName['kind'];
type Pointer = Pick<RuleName, 'kind' | 'id'>;

const tables: Partial<Record<Kind, { table: string; key: string; column?: string }>> = {
  tag: { table: 'tag', key: 'id' },
  stage: { table: 'stage', key: 'id' },
  channel: { table: 'channel', key: 'id' },
  member: { table: 'member', key: 'user_id' },
  group: { table: 'group_chat', key: 'chat_id' },
  webhook: { table: 'webhook', key: 'id' },
  custom_field: { table: 'custom_field', key: 'id' },
  material: { table: 'material', key: 'id', column: 'title' },
  sop: { table: 'sop', key: 'id' },
};

/** What people call everything that these rules point to: one read per kind of thing. The filter's values have their own sentence. */
export async function nameThings(
  tx: Tx,
  parts: RuleParts,
  definitions: readonly RuleDefinition[],
): Promise<(definition: RuleDefinition) => RuleName[]> {
  const wanted = new Map<Kind, Set<string>>();
  for (const { kind, id } of definitions.flatMap((definition) => pointersOf(definition, parts)))
    wanted.set(kind, (wanted.get(kind) ?? new Set()).add(id));
  const known = new Map<Kind, ReadonlyMap<string, string>>();
  for (const [kind, ids] of wanted) {
    const place = tables[kind];
    if (place) known.set(kind, await namesOf(tx, place, [...ids]));
  }
  return (definition) =>
    pointersOf(definition, parts).flatMap(({ kind, id }) => {
      const name = known.get(kind)?.get(id);
      return name === undefined ? [] : [{ kind, id, name: name || '未命名的群' }];
    });
}

function pointersOf({ when, actions }: RuleDefinition, parts: RuleParts): Pointer[] {
  const all = (kind: Kind, ids: readonly string[]) => ids.map((id) => ({ kind, id }));
  const found: Pointer[] = [];
  if (when.kind === 'message') found.push(...all('group', when.chatIds));
  const happenings = when.kind === 'absence' ? [when.start, ...when.unless] : when.kind === 'event' ? [when] : [];
  for (const one of happenings) {
    if (one.kind !== 'event') continue;
    const trigger = parts.findTrigger(one.trigger);
    for (const { key, values } of one.conditions) {
      const input = trigger?.conditions.find((condition) => condition.key === key)?.input;
      if (input) found.push(...all(input, values));
    }
  }
  for (const action of actions)
    switch (action.kind) {
      case 'tag':
      case 'untag':
        found.push(...all('tag', action.tagIds));
        break;
      case 'set_stage':
        found.push({ kind: 'stage', id: action.stageId });
        break;
      case 'set_field':
        found.push({ kind: 'custom_field', id: action.fieldId });
        break;
      case 'assign':
        found.push(...all('member', action.userIds));
        break;
      case 'notify':
      case 'create_task':
        if (action.to.kind === 'members') found.push(...all('member', action.to.userIds));
        break;
      case 'enrol_sop':
        found.push({ kind: 'sop', id: action.sopId });
        break;
      case 'webhook':
        found.push({ kind: 'webhook', id: action.webhookId });
    }
  return [...new Map(found.map((one) => [`${one.kind} ${one.id}`, one])).values()];
}
