import * as contracts from '@zhike/shared/contracts/channel';
import { expect } from 'vitest';
import { givenMember } from './given-member.ts';
import { startTestServer, type TestServer, type TestServerOptions } from './start-test-server.ts';
import { saveDepartments } from '../domains/corp/store.ts';
import { findChannel } from '../domains/channel/store.ts';
import { select } from '../platform/database/sql.ts';

/** A server with its sandbox, an admin, and the steps that tests of channels share. */
export async function startChannelTest(options: TestServerOptions = {}) {
  const server: TestServer = await startTestServer({ sandbox: true, ...options });
  const sandbox = server.sandbox!;
  // Tests travel through days within seconds; a token that dies at every jump would look like a wrong secret.
  await sandbox.control('POST /control/limits', { body: { tokenSeconds: 10 * 365 * 86_400 } });
  await server.db.transaction((tx) => saveDepartments(tx, [{ id: 1, name: '示范公司', parentId: 0, order: 1 }], 0));
  await sandbox.control('POST /control/members', { body: { userId: 'admin', name: '王总' } });
  await givenMember(server, { userId: 'admin', name: '王总', role: 'admin' });
  const admin = server.api.as('admin');
  let people = 0;

  return {
    server,
    sandbox,
    admin,

    /** Also when a test is tried again and the rep is there from the first try. */
    async givenRep(userId: string, name = userId) {
      if (sandbox.state.members.get(userId))
        await sandbox.control('POST /control/members/:userId', { params: { userId }, body: { name, status: 1 } });
      else await sandbox.control('POST /control/members', { body: { userId, name } });
      return givenMember(server, { userId, name });
    },

    /** A customer with a name, added by this rep. */
    async befriended(name: string, userId: string): Promise<{ id: string; externalUserId: string }> {
      const { externalUserId } = await sandbox.control('POST /control/customers', { body: { name } });
      await sandbox.control('POST /control/friends/add', { body: { userId, externalUserId } });
      await this.settle();
      const [row] = await select<{ customer_id: string }>(
        server.db.read,
        "SELECT customer_id FROM customer_identity WHERE kind = 'external_userid' AND value = ?",
        [externalUserId],
      );
      return { id: row!.customer_id, externalUserId };
    },

    async givenChannel(settings: Partial<contracts.ChannelSettingsInput> = {}): Promise<contracts.ChannelView> {
      const body = { name: '春季展会', ...settings };
      const answer = await admin.call(contracts.createChannel, { body });
      expect(answer).toMatchObject({ status: 200 });
      return answer.body;
    },

    async view(channelId: string): Promise<contracts.ChannelView> {
      const answer = await admin.call(contracts.getChannel, { params: { channelId } });
      expect(answer.status).toBe(200);
      return answer.body;
    },

    /** What WeCom holds for a channel. */
    async codeInWecom(channelId: string) {
      const channel = await findChannel(server.db.read, channelId);
      const { items } = await sandbox.control('GET /control/contact-ways', { query: { limit: '500' } });
      return items.filter((way) => way.state === channel?.state);
    },

    /** Somebody new scans the code; with `userId` she is led to that rep. */
    async scan(channelId: string, options: { userId?: string; externalUserId?: string; name?: string } = {}) {
      const channel = await findChannel(server.db.read, channelId);
      const externalUserId =
        options.externalUserId ??
        (await sandbox.control('POST /control/customers', { body: { name: options.name ?? `客户${++people}` } }))
          .externalUserId;
      const outcome = await sandbox.control('POST /control/scan', {
        body: { externalUserId, state: channel!.state, member: options.userId },
      });
      return outcome;
    },

    /** Callbacks have arrived and everything they caused is done. */
    async settle() {
      await sandbox.control('POST /control/wait-until-idle', { body: { quietMs: 50 } });
      await server.settle();
    },

    /** Both clocks move together, and what is due by then happens. */
    async travelTo(moment: number) {
      server.clock.offsetMs = moment - Date.now();
      await sandbox.control('POST /control/clock', { body: { set: moment } });
      await server.scheduler!.tick();
      await server.settle();
    },
  };
}

export type ChannelTest = Awaited<ReturnType<typeof startChannelTest>>;
