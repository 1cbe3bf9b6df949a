import * as api from '@zhike/shared/contracts/automation';
import type { RuleSettingsInput } from '@zhike/shared/contracts/automation-rule';
import { expect } from 'vitest';
import { insertRows, select } from '../platform/database/sql.ts';
import type { TestServer } from './start-test-server.ts';
import { givenMember } from './given-member.ts';
import { givenMessage } from './given-message.ts';

/** Members and tags that rules act with, and what tests of rules do all the time. */
export async function givenRules(server: TestServer) {
  await givenMember(server, { userId: 'boss', role: 'admin' });
  await givenMember(server, { userId: 'rep' });
  await givenMember(server, { userId: 'lead', role: 'manager', departmentId: 9 });
  const admin = server.api.as('boss');
  await server.db.transaction(async (tx) => {
    await insertRows(tx, 'tag_group', [{ id: 'g', name: '意向', sort: 0, created_at: 0, created_by_us: 1 }]);
    await insertRows(
      tx,
      'tag',
      ['warm', 'hot', 'cold'].map((id) => ({ id, group_id: 'g', name: id, sort: 0, created_at: 0, created_by_us: 1 })),
    );
  });
  // The first message only tells the consumer where it begins.
  await server.settle();
  return {
    admin,
    words: (...any: string[]) => ({ kind: 'message' as const, keywords: { any } }),

    /** A saved rule, off. */
    async save(settings: Partial<RuleSettingsInput> & Pick<RuleSettingsInput, 'when'>, as = admin) {
      const body = { name: '规则', actions: [{ kind: 'tag' as const, tagIds: ['warm'] }], ...settings };
      const created = await as.call(api.createRule, { body });
      expect(created.status, JSON.stringify(created.body)).toBe(200);
      return created.body;
    },

    async switchOn({ id: ruleId }: { id: string }) {
      const answer = await admin.call(api.switchRule, { params: { ruleId }, body: { isOn: true } });
      expect(answer.status).toBe(200);
      return ruleId;
    },

    tagsOf: async (customerId: string) =>
      (
        await select<{ tag_id: string }>(
          server.db.read,
          "SELECT tag_id FROM customer_tag WHERE customer_id = ? AND in_wecom IN ('pending', 'done') ORDER BY tag_id",
          [customerId],
        )
      ).map((row) => row.tag_id),

    hitsOf: async (ruleId: string) => (await admin.call(api.listRuleHits, { params: { ruleId } })).body.items,

    /** Said, and everything it caused is done. */
    async say(customerId: string, text: string, more: object = {}) {
      const position = await givenMessage(server, { customerId, text, ...more });
      await server.settle();
      return position;
    },
  };
}
