import * as contracts from '@zhike/shared/contracts/sop';
import * as enrolments from '@zhike/shared/contracts/sop-enrolment';
import type { z } from 'zod';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { select } from '../../platform/database/sql.ts';
import { type ArchiveTest, startArchiveTest } from '../../test/archive-kit.ts';
import { playSopToItsEnd } from '../../test/play-sop.ts';

/** The way of a real reply: said in WeCom, archived there, told by a callback, pulled, decrypted, handled. */
let story: ArchiveTest;
let customerId = '';
beforeAll(async () => {
  story = await startArchiveTest({ env: { ADMIN_USER_IDS: 'lina' } });
  await story.server.settle();
  const [row] = await select<{ id: string }>(
    story.server.db.read,
    "SELECT customer_id AS id FROM customer_identity WHERE kind = 'external_userid' AND value = ?",
    [story.externalUserId],
  );
  customerId = row!.id;
}, 60_000);
afterAll(() => story?.close());

const lina = () => story.server.api.as('lina');
type Draft = z.input<typeof contracts.SopDraft>;
const call = (days: number): Draft['steps'][number] => ({
  title: `第 ${days + 1} 天电话`,
  at: { kind: 'day', days, time: '23:30' },
  deed: { kind: 'call', note: '问问看' },
});

async function enrolIn(name: string, replied: boolean): Promise<enrolments.EnrolmentView> {
  const body = {
    name,
    start: { kind: 'enrolled' as const },
    stop: { replied },
    daysOff: 'as_is' as const,
    steps: [call(1), call(5)],
  };
  const { body: sop } = await lina().call(contracts.createSop, { body });
  await lina().call(contracts.switchSop, { params: { sopId: sop.id }, body: { isOn: true } });
  const answer = await lina().call(enrolments.enrolCustomer, { params: { customerId }, body: { sopId: sop.id } });
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  return answer.body;
}
const wayOf = async ({ id }: enrolments.EnrolmentView) =>
  (await lina().call(enrolments.listEnrolments, { params: { customerId } })).body.items.find((one) => one.id === id)!;

test('a customer who answers leaves the SOPs that wait for it, and only those; what her rep says ends none', async () => {
  const waiting = await enrolIn('报价后跟进', true);
  const other = await enrolIn('月度问候', false);
  await story.later(60_000);
  await story.say('member', '您好,报价单收到了吗');
  await story.pulled();
  expect(await wayOf(waiting)).toMatchObject({ status: 'active' });
  await story.later(60_000);
  await story.say('customer', '收到了,我看看');
  await story.pulled();
  expect(await wayOf(waiting)).toMatchObject({ status: 'stopped', stopReason: 'replied' });
  // Nothing follows for her who has answered, everything for the other.
  expect((await wayOf(waiting)).steps).toEqual([]);
  expect(await playSopToItsEnd(story.server, other.id)).toMatchObject({ status: 'finished' });
  expect((await wayOf(other)).steps.map(({ state }) => state)).toEqual(['open', 'open']);
}, 60_000);

test('what she said before she was in it, and the archive told only later, is no answer to it', async () => {
  await story.say('customer', '昨天说的话');
  await story.later(3_600_000);
  const way = await enrolIn('老客唤醒', true);
  await story.pulled();
  expect(await story.texts()).toContain('昨天说的话');
  expect(await wayOf(way)).toMatchObject({ status: 'active' });
  await story.later(60_000);
  await story.say('customer', '这句才是回复');
  await story.pulled();
  expect(await wayOf(way)).toMatchObject({ status: 'stopped', stopReason: 'replied' });
}, 60_000);
