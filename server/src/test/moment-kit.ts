import * as contracts from '@zhike/shared/contracts/moment';
import { expect } from 'vitest';
import { startChannelTest } from './channel-kit.ts';

const MINUTE = 60_000;

/** Two reps with a customer each, and the steps that tests of moments share. */
export async function startMomentTest() {
  const kit = await startChannelTest();
  const { admin, sandbox, server, settle, travelTo } = kit;
  await sandbox.control('POST /control/settings', { body: { momentJobMs: 0 } });
  const customers: Record<string, string> = {};
  await kit.givenRep('zhang', '张伟');
  await kit.givenRep('li', '李娜');
  for (const userId of ['zhang', 'li']) {
    const { externalUserId } = await sandbox.control('POST /control/customers', { body: { name: `客户${userId}` } });
    await sandbox.control('POST /control/friends/add', { body: { userId, externalUserId } });
    customers[userId] = externalUserId;
  }
  await settle();

  const create = (more: Record<string, unknown> = {}) =>
    admin.call(contracts.createMoment, { body: { text: '春季新品', userIds: ['zhang', 'li'], ...more } as never });
  const later = (ms: number) => travelTo(server.clock.now() + ms);
  const momentsOf = async (userId: string, text: string) =>
    (await sandbox.control('GET /control/members/:userId/moments', { params: { userId }, query: {} })).items.filter(
      (moment) => moment.text === text,
    );
  return {
    ...kit,
    /** The customer of each rep, by her external_userid. */
    customers,
    create,
    later,
    momentsOf,
    view: async (id: string) => (await admin.call(contracts.getMoment, { params: { momentId: id } })).body,
    async publish(userId: string, text: string) {
      const [moment] = await momentsOf(userId, text);
      await sandbox.control('POST /control/members/:userId/moments/:momentId/publish', {
        params: { userId, momentId: moment!.momentId },
      });
      return moment!.momentId;
    },
    async running(text: string, more: Record<string, unknown> = {}) {
      const answer = await create({ text, ...more });
      expect(answer).toMatchObject({ status: 200, body: { status: 'making' } });
      await settle();
      await later(2 * MINUTE);
      return answer.body.id;
    },
    /** What waits for its next try is tried now. */
    async tryAgain() {
      await server.db.transaction((tx) =>
        tx.query("UPDATE outbox_command SET next_attempt_at = 0 WHERE status = 'waiting'"),
      );
      server.delivery.signal('commands:normal');
      await settle();
    },
  };
}

export type MomentTest = Awaited<ReturnType<typeof startMomentTest>>;
