import { createChannel, getChannel } from '@zhike/shared/contracts/channel';
import { listFailures } from '@zhike/shared/contracts/operation';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { enqueue } from '../platform/delivery/command.ts';
import { notify } from '../domains/notice/notify.ts';
import { markTag } from '../domains/customer/commands/mark-tag.ts';
import { newId } from '../platform/id.ts';
import { select } from '../platform/database/sql.ts';
import { startStory, type Story } from '../test/story-kit.ts';

let story: Story;
beforeEach(async () => {
  story = await startStory();
});
afterEach(() => story.server.close());

const runs = (event: string) =>
  select<{ scenario: string; status: string; note: string | null }>(
    story.server.db.read,
    'SELECT r.scenario, r.status, r.note FROM scenario_run r JOIN event e ON e.id = r.event_id WHERE e.type = ? ORDER BY r.scenario',
    [event],
  );
const failures = () => story.admin.call(listFailures, { query: { kind: 'run' } });
const adding = (userId: string, externalUserId: string) =>
  `<xml><ToUserName>${story.server.config.wecom.corpId}</ToUserName><CreateTime>${Math.floor(Date.now() / 1000)}</CreateTime><MsgType>event</MsgType><Event>change_external_contact</Event><ChangeType>add_external_contact</ChangeType><UserID>${userId}</UserID><ExternalUserID>${externalUserId}</ExternalUserID></xml>`;

test('told of a customer, of a rep, or of both that WeCom does not know (any more): said so, nothing archived, nothing given up', async () => {
  const { server, sandbox } = story;
  const { externalUserId } = await sandbox.control('POST /control/customers', { body: { name: '已注销' } });
  await server.deliverCallback(adding('zhang', externalUserId));
  await server.deliverCallback(adding('zhang', 'wmNobodyAtAll'));
  await server.deliverCallback(adding('nobody', externalUserId));
  await server.deliverCallback(adding('nobody', 'wmNobodyElse'));
  await server.settle();
  await story.heal();
  const archiving = (await runs('external_contact.added')).filter((run) => run.scenario === 'archive-external-contact');
  expect(archiving).toHaveLength(4);
  for (const run of archiving) {
    expect(run.status).toBe('skipped');
    expect(run.note).toMatch(/[\u4e00-\u9fff]/);
  }
  expect(await story.count('SELECT COUNT(*) AS n FROM customer')).toBe(0);
  expect((await failures()).body.items).toEqual([]);
});

test('a rep who is deleted before we came to read: her adding ends with a reason, the others’ goes on', async () => {
  const { server, sandbox } = story;
  await sandbox.control('POST /control/faults', { body: { api: { outage: 'reset' } } });
  const [hers, others] = await story.scanners(2);
  await story.settle();
  await sandbox.control('DELETE /control/members/:userId', { params: { userId: hers!.userId } });
  await sandbox.control('POST /control/faults/clear');
  await story.heal();
  const archived = await select<{ value: string; owner_user_id: string | null }>(
    server.db.read,
    "SELECT i.value, c.owner_user_id FROM customer c JOIN customer_identity i ON i.customer_id = c.id WHERE i.kind = 'external_userid'",
  );
  expect(archived).toMatchObject([{ value: others!.externalUserId, owner_user_id: others!.userId }]);
  const archiving = (await runs('external_contact.added')).filter((run) => run.scenario === 'archive-external-contact');
  expect(archiving.map((run) => run.status).sort()).toEqual(['done', 'skipped']);
  expect((await failures()).body.items).toEqual([]);
});

test('a relation that is gone when its tags are to be marked, and a member who is gone when told of something: ended, not repeated for ever', async () => {
  const { server, sandbox } = story;
  const [person] = await story.scanners(1);
  await story.settle();
  await sandbox.control('POST /control/friends/delete', { body: { ...person!, by: 'member' } });
  await sandbox.control('POST /control/wait-until-idle', { body: { quietMs: 0 } });
  await sandbox.control('DELETE /control/members/:userId', { params: { userId: 'li' } });
  await server.db.transaction(async (tx) => {
    await enqueue(tx, markTag({ ...person!, customerId: newId() }));
    await notify(tx, 'li', { kind: 'new_customer', title: '新客户', text: '有新客户' });
    await notify(tx, 'zhang', { kind: 'new_customer', title: '新客户', text: '有新客户' });
  });
  await server.settle();
  await story.heal();
  const notices = await select<{ user_id: string; status: string }>(
    server.db.read,
    "SELECT user_id, status FROM notice WHERE text = '有新客户' ORDER BY user_id",
  );
  expect(notices).toMatchObject([
    { user_id: 'li', status: 'failed' },
    { user_id: 'zhang', status: 'sent' },
  ]);
  expect(
    await story.count("SELECT COUNT(*) AS n FROM outbox_command WHERE status = 'gave_up' AND name = 'mark-tag'"),
  ).toBe(0);
});

test('the quota of codes is full when a draft is made at last: the channel says so, and is made once there is room', async () => {
  const { server, sandbox, admin } = story;
  const path = '/cgi-bin/externalcontact/add_contact_way';
  await sandbox.control('POST /control/faults', { body: { api: { outage: 'html', paths: [path] } } });
  const { body: draft } = await admin.call(createChannel, {
    body: { name: '没有名额', members: [{ userId: 'zhang', dailyCap: null }] },
  });
  expect(draft.status).toBe('draft');
  await sandbox.control('POST /control/faults/clear');
  await sandbox.control('POST /control/faults', { body: { api: { failNext: [{ path, errcode: 41045, times: 1 }] } } });
  await story.heal();
  const view = async () => (await admin.call(getChannel, { params: { channelId: draft.id } })).body;
  expect(await view()).toMatchObject({ status: 'draft', problem: { code: 'channel.code_quota_full' } });

  // At night everything that is not as it should be is tried again.
  await story.travelTo(Date.now() + 24 * 3_600_000);
  await story.heal();
  expect(await view()).toMatchObject({ status: 'active', problem: null });
  const { items } = await sandbox.control('GET /control/contact-ways', { query: { limit: '500' } });
  expect(items).toHaveLength(2);
  await server.settle();
});
