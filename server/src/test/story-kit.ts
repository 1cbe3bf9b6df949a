import { expect } from 'vitest';
import { select } from '../platform/database/sql.ts';
import { startChannelTest } from './channel-kit.ts';
import { settleStory } from './sandbox-story.ts';

export interface Scanned {
  externalUserId: string;
  userId: string;
}

/** The main story, ready to begin: two reps, a tag, a channel code with a welcome. And what to look at when it is over. */
export async function startStory(options: Parameters<typeof startChannelTest>[0] = {}) {
  const kit = await startChannelTest(options);
  const { sandbox, server } = kit;
  await kit.givenRep('zhang', '张伟');
  await kit.givenRep('li', '李娜');
  const group = await sandbox.control('POST /control/console/tags/create', {
    body: { groupName: '来源', names: ['春季展会'] },
  });
  await kit.settle();
  const tagId = group.tags[0]!.id;
  const channel = await kit.givenChannel({
    members: [
      { userId: 'zhang', dailyCap: null },
      { userId: 'li', dailyCap: null },
    ],
    tagIds: [tagId],
    remarkRule: '{昵称}-展会',
    welcome: { text: '{客户昵称}你好', attachments: [], byTimeOfDay: [] },
  });
  await kit.settle();

  const count = async (sql: string, values: string[] = []) =>
    Number((await select<{ n: number | string }>(server.db.read, sql, values))[0]!.n);

  return {
    ...kit,
    /** Nothing is under way or due. While WeCom is down much is due again soon, which would take long to wait for. */
    async settle() {
      await sandbox.control('POST /control/wait-until-idle', { body: { quietMs: 0 } });
      await server.settle(0);
    },

    tagId,
    channel,
    count,

    async scanners(many: number): Promise<Scanned[]> {
      const scanned: Scanned[] = [];
      for (let n = 0; n < many; n++) {
        const { userId, externalUserId } = await kit.scan(channel.id, { userId: n % 2 ? 'li' : 'zhang' });
        scanned.push({ userId, externalUserId });
      }
      return scanned;
    },

    /** Waits fast-forward: for every try that is due later, for blocked credentials and for last moments, this much time has passed. */
    async letPass(ms: number) {
      await server.db.transaction(async (tx) => {
        for (const table of ['scenario_run', 'outbox_command'])
          await tx.query(
            `UPDATE \`${table}\` SET next_attempt_at = next_attempt_at - ${ms}, created_at = created_at - ${ms} WHERE status = 'waiting'`,
          );
        await tx.query(
          `UPDATE outbox_command SET expires_at = expires_at - ${ms} WHERE status = 'waiting' AND expires_at IS NOT NULL`,
        );
        await tx.query(`UPDATE event SET recorded_at = recorded_at - ${ms}`);
        await tx.query(`UPDATE notice SET sent_at = sent_at - ${ms} WHERE sent_at IS NOT NULL`);
        await tx.query(`UPDATE notice_pace SET wake_at = wake_at - ${ms}`);
        await tx.query(
          `UPDATE wecom_credential SET blocked_until = CASE WHEN blocked_until > ${ms} THEN blocked_until - ${ms} ELSE 0 END`,
        );
      });
      for (const lane of ['urgent', 'normal'] as const) {
        server.delivery.signal(`runs:${lane}`);
        server.delivery.signal(`commands:${lane}`);
      }
      await server.settle(0);
    },

    /** Lets time pass until nothing is left to try. */
    async heal() {
      await settleStory(server);
      // Their 20 seconds are real: hours must not pass over them.
      const welcomes =
        "SELECT COUNT(*) AS n FROM outbox_command WHERE name = 'send-welcome' AND status IN ('waiting', 'sending')";
      await expect.poll(() => count(welcomes), { timeout: 25_000 }).toBe(0);
      for (let round = 0; round < 10; round++) {
        const waiting = await count(
          "SELECT (SELECT COUNT(*) FROM scenario_run WHERE status = 'waiting') + (SELECT COUNT(*) FROM outbox_command WHERE status = 'waiting') AS n",
        );
        if (waiting === 0) return;
        await this.letPass(3 * 3_600_000);
      }
      throw new Error('work was still waiting after more than a day');
    },

    /** Everything that a scan leads to happened to each of them, and once. */
    async expectToldOnce(people: Scanned[], { welcomed }: { welcomed: boolean }) {
      for (const { userId, externalUserId } of people) {
        const relation = await sandbox.control('GET /control/relations/:userId/:externalUserId', {
          params: { userId, externalUserId },
        });
        expect(
          relation.tags.map((tag) => tag.id),
          'tags in WeCom',
        ).toEqual([tagId]);
        expect(relation.remark, 'remark in WeCom').toMatch(/-展会$/);
        const { items } = await sandbox.control('GET /control/chats/:userId/:externalUserId/messages', {
          params: { userId, externalUserId },
        });
        expect(items.filter((message) => message.via === 'welcome').length, 'welcomes').toBe(welcomed ? 1 : 0);
        const [customer] = await select<{ id: string; owner_user_id: string | null }>(
          server.db.read,
          "SELECT c.id, c.owner_user_id FROM customer c JOIN customer_identity i ON i.customer_id = c.id WHERE i.kind = 'external_userid' AND i.value = ?",
          [externalUserId],
        );
        expect(customer?.owner_user_id, 'owner').toBe(userId);
        const id = customer!.id;
        const of = (sql: string) => count(sql, [id]);
        expect(await of('SELECT COUNT(*) AS n FROM follow_user WHERE customer_id = ?'), 'relations').toBe(1);
        expect(
          await of("SELECT COUNT(*) AS n FROM task WHERE kind = 'first_follow_up' AND customer_id = ?"),
          'tasks',
        ).toBe(1);
        expect(
          await of("SELECT COUNT(*) AS n FROM event WHERE type = 'customer.archived' AND customer_id = ?"),
          'archived',
        ).toBe(1);
        expect(
          await of("SELECT COUNT(*) AS n FROM task WHERE kind LIKE 'welcome%' AND customer_id = ?"),
          'welcome tasks',
        ).toBe(welcomed ? 0 : 1);
      }
      expect(await count("SELECT COUNT(*) AS n FROM scenario_run WHERE status = 'gave_up'"), 'runs given up').toBe(0);
      expect(
        await count("SELECT COUNT(*) AS n FROM outbox_command WHERE status = 'gave_up' AND name <> 'send-welcome'"),
        'commands given up',
      ).toBe(0);
      expect(await count("SELECT COUNT(*) AS n FROM notice WHERE status <> 'sent'"), 'notices not sent').toBe(0);
    },
  };
}

export type Story = Awaited<ReturnType<typeof startStory>>;
