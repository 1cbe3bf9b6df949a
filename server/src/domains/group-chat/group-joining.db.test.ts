import * as contracts from '@zhike/shared/contracts/group-chat';
import { countCustomers } from '@zhike/shared/contracts/customer';
import type { Filter } from '@zhike/shared/contracts/filter';
import { describeFilter } from '@zhike/shared/contracts/filter-field';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { insertRows } from '../../platform/database/sql.ts';
import { givenCustomer } from '../../test/given-customer.ts';
import { givenMember } from '../../test/given-member.ts';
import { type GroupTest, startGroupTest } from '../../test/group-kit.ts';

let kit: GroupTest;
const CHAT = 'wrSpring';

beforeEach(async () => {
  kit = await startGroupTest();
  await givenMember(kit.server, { userId: 'zhang', name: '张伟' });
});
afterEach(() => kit.close());

async function givenMirrored(externals: string[]) {
  kit.givenGroup(CHAT, externals);
  await kit.tell(kit.createdXml(CHAT));
  await kit.settleReadings();
}

async function givenCorpTag() {
  await kit.server.db.transaction(async (tx) => {
    const common = { sort: 1, created_at: 0 };
    await insertRows(tx, 'tag_group', [{ id: 'etG', name: '来源', ...common, department_ids: null, created_by_us: 1 }]);
    await insertRows(tx, 'tag', [{ id: 'etSpring', group_id: 'etG', name: '展会群', ...common, created_by_us: 1 }]);
  });
}

const tagsOf = (customerId: string) => kit.rows('SELECT tag_id FROM customer_tag WHERE customer_id = ?', [customerId]);
const countOf = async (filter: Filter) => (await kit.admin.call(countCustomers, { body: { filter } })).body.count;
const joinedOnce: Filter = { field: 'behaviour', op: 'count', values: ['group_joined'], days: 7, min: 1, max: 1 };

test('customers are found by having joined a group lately, and by the group they are in', async () => {
  const anna = await givenCustomer(kit.server, { externalUserId: 'wmAnna', name: '安娜', friendsOf: ['zhang'] });
  await givenCustomer(kit.server, { externalUserId: 'wmOld', friendsOf: ['zhang'] });
  await givenMirrored(['wmOld']);
  expect(await countOf(joinedOnce)).toBe(0);
  const xml = kit.join(CHAT, 'wmAnna');
  await kit.tell(xml, xml);
  await kit.settleReadings();
  expect(await countOf(joinedOnce)).toBe(1);
  const counts = await kit.rows('SELECT kind, count FROM customer_day_count WHERE customer_id = ?', [anna.id]);
  expect(counts).toEqual([{ kind: 'group_joined', count: 1 }]);
  const inGroup: Filter = { field: 'group_chat', op: 'any', values: [CHAT] };
  expect(await countOf(inGroup)).toBe(2);
  const words = await kit.admin.call(describeFilter, { body: { filter: { all: [inGroup, joinedOnce] } } });
  expect(words.body.sentence).toBe('所在客户群包含「春季展会①群」,且最近 7 天内「加入客户群」正好 1 次');
});

test('whoever becomes a customer after joining has joined all the same: counted on that day, and tagged', async () => {
  await givenCorpTag();
  await givenMirrored([]);
  const body = { tagIds: ['etSpring'], notifyOwner: false, creditInviter: false, welcomeTask: false };
  await kit.admin.call(contracts.saveGroupJoinRules, { params: { kind: 'chat', subject: CHAT }, body });
  await kit.tell(kit.join(CHAT, 'wmBob'));
  await kit.settleReadings();
  const bob = await givenCustomer(kit.server, { externalUserId: 'wmBob', friendsOf: ['zhang'] });
  expect(await countOf(joinedOnce)).toBe(0);
  await kit.tell(kit.changedXml(CHAT, 'change_notice'));
  await kit.settleReadings();
  expect(await countOf(joinedOnce)).toBe(1);
  expect(await tagsOf(bob.id)).toEqual([{ tag_id: 'etSpring' }]);
});
