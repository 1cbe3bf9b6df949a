import * as auditContracts from '@zhike/shared/contracts/audit';
import * as contracts from '@zhike/shared/contracts/quality';
import * as taskContracts from '@zhike/shared/contracts/task';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { select } from '../../platform/database/sql.ts';
import { MINUTE, type QualityTest, startQualityTest } from '../../test/quality-kit.ts';

let kit: QualityTest;
beforeEach(async () => {
  kit = await startQualityTest();
});
afterEach(() => kit.server.close());

const decide = (userId: string, hitId: string, decision: contracts.QualityDecision = 'violation') =>
  kit.as(userId).call(contracts.decideQualityHit, { params: { hitId }, body: { decision } });
const logged = async (action: string) =>
  (await kit.as('admin').call(auditContracts.listAuditLog, { query: { action } })).body.items;

test('the task of a check and what the checker is told lead to the hit', async () => {
  await kit.givenGroup();
  await kit.say('返现');
  const [hit] = await kit.hits();
  const tasks = (await kit.as('boss').call(taskContracts.listTasks)).body.items;
  expect(tasks).toMatchObject([{ kind: 'quality_check', hitId: hit!.id }]);
  const notices = await select<{ link: string }>(kit.server.db.read, "SELECT link FROM notice WHERE user_id = 'boss'");
  expect(notices).toEqual([{ link: `/manager/#/quality/hits/${hit!.id}` }]);
});

test('a task of another kind leads to no hit', async () => {
  const body = { title: '回访', dueAt: kit.server.clock.now() + MINUTE };
  expect((await kit.as('rep').call(taskContracts.createTask, { body })).body).toMatchObject({ hitId: null });
});

test('a checker does not judge herself; somebody else may', async () => {
  await kit.givenGroup();
  await kit.say('返现', { userId: 'boss' });
  const [own] = await kit.hits('boss');
  expect(own).toMatchObject({ member: { userId: 'boss' }, can: { decide: false } });
  expect(await decide('boss', own!.id)).toMatchObject({ status: 403, body: { code: 'quality.hit_is_yours' } });
  expect(await kit.hits('admin')).toMatchObject([{ state: 'open', can: { decide: true } }]);
  expect((await decide('admin', own!.id)).body).toMatchObject({ state: 'violation', can: { decide: false } });
});

test('a word said again after its hit was decided is another hit, with a warning and a task', async () => {
  await kit.givenGroup();
  const now = kit.server.clock.now();
  await kit.say('返现', { sentAt: now });
  const [first] = await kit.hits();
  await decide('boss', first!.id);
  await kit.say('返现', { sentAt: now + 5 * MINUTE });
  expect(await kit.hits()).toMatchObject([
    { state: 'open', times: 1 },
    { state: 'violation', times: 1 },
  ]);
  expect((await kit.as('boss').call(taskContracts.listTasks)).body.items).toHaveLength(1);
});

test('repeats are counted from the first one, so that a word all day is more than one hit', async () => {
  await kit.givenGroup();
  const now = kit.server.clock.now();
  for (const minute of [0, 9, 18, 27]) await kit.say('返现', { sentAt: now + minute * MINUTE });
  expect((await kit.hits()).map(({ times }) => times)).toEqual([2, 2]);
});

test('what a sensitive action counted before and counts now is written down', async () => {
  const hours = { weekdays: [1, 2, 3], from: '08:00', to: '20:00' };
  await kit.set('no_reply', { amount: 5, hours });
  await kit.set('no_reply', { amount: 15 });
  expect(await logged('quality_action.update')).toMatchObject([
    { before: { isOn: true, amount: 5, hours }, after: { name: '超时未回复', isOn: true, amount: 15, hours } },
    { before: { isOn: false, amount: 30, hours: { from: '09:00' } }, after: { isOn: true, amount: 5, hours } },
  ]);
});

test('which words came and which went is written down, of very many some', async () => {
  const group = await kit.givenGroup({ words: ['返现', '保本'] });
  const { id, name, level, speaker, departmentIds, isOn } = group;
  const words = ['返现', ...Array.from({ length: 150 }, (_, place) => `词${place}`)];
  const body = { name, level, speaker, departmentIds, isOn, words, version: 1 };
  await kit.as('admin').call(contracts.updateQualityWordGroup, { params: { groupId: id }, body });
  await kit.as('admin').call(contracts.deleteQualityWordGroup, { params: { groupId: id } });
  const [update] = await logged('quality_words.update');
  expect(update).toMatchObject({ before: { wordCount: 2 }, after: { wordCount: 151, removedWords: ['保本'] } });
  expect(update!.after!.addedWords).toHaveLength(100);
  expect(await logged('quality_words.create')).toMatchObject([{ after: { words: ['返现', '保本'] } }]);
  const [removed] = await logged('quality_words.delete');
  expect(removed!.before!.words).toHaveLength(100);
});
