import { afterAll, beforeAll, expect, test } from 'vitest';
import { select } from '../platform/database/sql.ts';
import { recordEvent } from '../platform/delivery/event.ts';
import { hourStarted, nightStarted } from '../platform/scheduler/events.ts';
import { givenMember } from '../test/given-member.ts';
import { startTestServer, type TestServer } from '../test/start-test-server.ts';
import { rereadDepartments } from './contact-department-changed/reread-departments.ts';
import { rereadMember } from './contact-member-changed/reread-member.ts';
import { lookAtMembersEveryHour } from './every-hour/look-at-members.ts';
import { forgetEndedSessions } from './every-night/forget-ended-sessions.ts';
import { startNightlySync } from './every-night/start-nightly-sync.ts';
import { takeInSubscribedMember } from './member-subscribed/take-in-subscribed-member.ts';
import { seeWhetherMemberLeft } from './member-unsubscribed/see-whether-member-left.ts';
import { contactDepartmentChanged, contactMemberChanged } from '../wecom/events.ts';

let server: TestServer;
let control: NonNullable<TestServer['sandbox']>['control'];

beforeAll(async () => {
  server = await startTestServer({
    sandbox: true,
    scenarios: [
      takeInSubscribedMember,
      seeWhetherMemberLeft,
      rereadMember,
      rereadDepartments,
      lookAtMembersEveryHour,
      startNightlySync,
      forgetEndedSessions,
    ],
  });
  control = server.sandbox!.control;
});
afterAll(() => server.close());

test('a member who joins the visible range is known at once; one who leaves it is gone at once', async () => {
  await control('POST /control/members', { body: { userId: 'newcomer', name: '新同事', departments: [1] } });
  await callbacksDone();
  expect(await statusOf('newcomer')).toMatchObject({ status: 'active', subscribed: 1, is_follow_user: 1 });

  await control('POST /control/settings', { body: { hiddenMembers: ['newcomer'] } });
  await control('POST /control/callbacks/send', { body: { fields: fieldsOf('unsubscribe', 'newcomer'), agent: true } });
  await callbacksDone();
  expect(await statusOf('newcomer')).toMatchObject({ status: 'out_of_range', subscribed: 0 });
  expect(await leavingsOf('newcomer')).toEqual(['out_of_range']);

  await control('POST /control/settings', { body: { hiddenMembers: [] } });
  await control('POST /control/callbacks/send', { body: { fields: fieldsOf('subscribe', 'newcomer'), agent: true } });
  await callbacksDone();
  expect(await statusOf('newcomer')).toMatchObject({
    status: 'active',
    subscribed: 1,
    is_follow_user: 1,
    gone_at: null,
  });
  expect(await select(server.db.read, "SELECT id FROM event WHERE type = 'member.returned'")).toHaveLength(1);
});

test('within the hour a leaver of whom no callback told is found', async () => {
  await control('POST /control/members', { body: { userId: 'stays', name: '在职', departments: [1] } });
  await control('POST /control/members', { body: { userId: 'quits', name: '离职', departments: [1] } });
  await callbacksDone();
  await control('POST /control/faults', { body: { callback: { dropRate: 1 } } });
  await control('POST /control/members/:userId', { params: { userId: 'quits' }, body: { status: 5 } });
  await server.db.transaction((tx) => tx.query('UPDATE member SET checked_at = 0, is_follow_user = 1'));
  await fire(hourStarted);
  expect(await statusOf('quits')).toMatchObject({ status: 'left' });
  expect(await statusOf('stays')).toMatchObject({ status: 'active' });
  expect(await leavingsOf('quits')).toEqual(['left']);

  const before = await looks();
  await fire(hourStarted);
  expect(await looks()).toBe(before);
  await control('POST /control/faults/clear');
});

test('who may have customers is read anew within the hour', async () => {
  await control('POST /control/members', { body: { userId: 'promoted', name: '转岗', customerContact: false } });
  await callbacksDone();
  expect(await statusOf('promoted')).toMatchObject({ is_follow_user: 0 });
  await control('POST /control/members/:userId', { params: { userId: 'promoted' }, body: { customerContact: true } });
  await fire(hourStarted);
  expect(await statusOf('promoted')).toMatchObject({ is_follow_user: 1 });
});

test('what the contacts receiver tells is read anew', async () => {
  await givenMember(server, { userId: 'deleted', name: '已删除' });
  await server.db.transaction(async (tx) => {
    await recordEvent(
      tx,
      contactMemberChanged({ occurredAt: 1, payload: { userId: 'deleted', change: 'deleted', newUserId: null } }),
    );
    await recordEvent(tx, contactDepartmentChanged({ occurredAt: 1, payload: { departmentId: 9, change: 'created' } }));
  });
  await control('POST /control/departments', { body: { id: 9, name: '新部门', parentId: 1 } });
  await server.settle();
  expect(await statusOf('deleted')).toMatchObject({ status: 'left' });
  expect(await select(server.db.read, 'SELECT name FROM department WHERE id = 1')).toHaveLength(1);
});

test('at night everything is read again, unless that is going on', async () => {
  await control('POST /control/faults', { body: { api: { latencyMs: 200 } } });
  await server.db.transaction(async (tx) => {
    await recordEvent(tx, nightStarted({ occurredAt: 1, payload: {} }));
    await recordEvent(tx, nightStarted({ occurredAt: 1, payload: {} }));
  });
  await control('POST /control/faults/clear');
  await server.settle();
  const jobs = await select(server.db.read, 'SELECT origin, status FROM sync_job');
  expect(jobs).toEqual(Array.from({ length: 4 }, () => ({ origin: 'nightly', status: 'done' })));
});

const fieldsOf = (event: string, userId: string) => ({
  FromUserName: userId,
  CreateTime: Math.floor(Date.now() / 1000) + Math.floor(Math.random() * 1000),
  MsgType: 'event',
  Event: event,
  AgentID: 1000002,
  EventKey: '',
});

async function fire(event: typeof hourStarted): Promise<void> {
  await server.db.transaction((tx) => recordEvent(tx, event({ occurredAt: server.clock.now(), payload: {} })));
  await server.settle();
}

async function callbacksDone(): Promise<void> {
  await control('POST /control/wait-until-idle', { body: { quietMs: 100 } });
  await server.settle();
}

async function looks(): Promise<number> {
  return (await control('GET /control/api-calls', { query: { path: '/cgi-bin/user/get', limit: '200' } })).items.length;
}

async function statusOf(userId: string) {
  const [row] = await select(
    server.db.read,
    'SELECT status, subscribed, is_follow_user, gone_at FROM member WHERE user_id = ?',
    [userId],
  );
  return row;
}

async function leavingsOf(userId: string): Promise<string[]> {
  const rows = await select(
    server.db.read,
    "SELECT payload FROM event WHERE type = 'member.left' AND member_user_id = ?",
    [userId],
  );
  return rows.map((row) => (JSON.parse(String(row.payload)) as { reason: string }).reason);
}
