import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { setMemberRole } from '@zhike/shared/contracts/corp';
import { signOut } from '@zhike/shared/contracts/session';
import { eventType, recordEvents } from '../../platform/delivery/event.ts';
import { givenCustomer } from '../../test/given-customer.ts';
import { givenMember } from '../../test/given-member.ts';
import { listen, type Listener } from '../../test/listen.ts';
import { startTestServer, type TestServer } from '../../test/start-test-server.ts';
import { watchStatements } from '../../test/watch-statements.ts';
import { markMemberGone } from '../corp/save-members.ts';
import { saveDepartments } from '../corp/store.ts';
import { customersInScope, seersOf } from '../customer/scope.ts';
import { whoHears } from './who-hears.ts';

const bellRung = eventType<object>('bell.rung');
const PULSE_MS = 20_000;

let server: TestServer;
let customers: Record<'zhang' | 'li' | 'shared' | 'nobody', string>;
const listening: Listener[] = [];

beforeAll(async () => {
  // The pulse is the pages' only interval; everything else keeps real time.
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  server = await startTestServer({ scenarios: [], consumers: [] });
  const departments = [
    { id: 1, name: '示范公司', parentId: 0, order: 1 },
    { id: 2, name: '销售部', parentId: 1, order: 1 },
    { id: 3, name: '销售一组', parentId: 2, order: 1 },
    { id: 4, name: '客服部', parentId: 1, order: 1 },
  ];
  await server.db.transaction((tx) => saveDepartments(tx, departments, server.clock.now()));
  await givenMember(server, { userId: 'admin', role: 'admin' });
  await givenMember(server, { userId: 'zhang', departmentId: 3 });
  await givenMember(server, { userId: 'li', departmentId: 4 });
  await givenMember(server, { userId: 'lead', departmentId: 2, isLeader: true });
  customers = {
    zhang: (await givenCustomer(server, { ownerUserId: 'zhang', friendsOf: ['zhang'] })).id,
    li: (await givenCustomer(server, { friendsOf: ['li'] })).id,
    shared: (await givenCustomer(server, { ownerUserId: 'li', friendsOf: ['zhang', 'li'] })).id,
    nobody: (await givenCustomer(server)).id,
  };
});
afterAll(async () => {
  vi.useRealTimers();
  await server.close();
});
afterEach(() => {
  for (const page of listening.splice(0)) page.leave();
});

test('each viewer hears of the customers in her scope, of what names her, and of what concerns everybody', async () => {
  const [admin, lead, zhang, li] = await open('admin', 'lead', 'zhang', 'li');
  await ring();
  expect(told(admin!)).toEqual(['zhang', 'li', 'shared', 'nobody', 'about li', 'everybody']);
  expect(told(lead!)).toEqual(['zhang', 'shared', 'everybody']);
  expect(told(zhang!)).toEqual(['zhang', 'shared', 'everybody']);
  expect(told(li!)).toEqual(['li', 'shared', 'about li', 'everybody']);
});

test('whoever is matched in memory hears exactly of the customers that her lists show', async () => {
  const ids = Object.values(customers);
  const news = ids.map((customerId, n) => ({ id: String(n), type: 'bell.rung', customerId, memberUserId: null }));
  const heardBy = whoHears(news, await seersOf(server.db.read, ids));
  for (const scope of [
    { kind: 'all' } as const,
    ...['zhang', 'li', 'lead'].map((userId) => ({ kind: 'self', userId }) as const),
    ...[[], [1], [3], [4], [2, 3], [3, 4]].map((departmentIds) => ({ kind: 'departments', departmentIds }) as const),
  ]) {
    const visible = await customersInScope(server.db.read, scope, ids);
    const heard = heardBy({ userId: 'zhang', name: '', role: 'rep', scope, sessionId: '' });
    expect(new Set(heard.map(({ customerId }) => customerId)), JSON.stringify(scope)).toEqual(visible);
  }
});

test('what a batch of news asks of the database does not grow with the open pages', async () => {
  await open('zhang');
  const asked = [await statementsOf(ring)];
  await open(...Array.from({ length: 40 }, (_, n) => ['zhang', 'li', 'lead', 'admin'][n % 4]!));
  asked.push(await statementsOf(ring));
  expect(asked[0], asked[0]!.join('\n')).toHaveLength(1);
  expect(asked[1]).toEqual(asked[0]);
});

test('nor does the look at the sessions', async () => {
  await open('zhang', 'lead');
  const asked = [await statementsOf(pulse)];
  await open(...Array.from({ length: 40 }, (_, n) => ['zhang', 'li', 'lead', 'admin'][n % 4]!));
  asked.push(await statementsOf(pulse));
  // Sessions, members, their departments, the tree; and the one of the ringing.
  expect(asked[0], asked[0]!.join('\n')).toHaveLength(5);
  expect(asked[1]).toHaveLength(5);
});

test('signing out ends the streams of that session and no other', async () => {
  const phone = server.api.as('zhang');
  const onPhone = [await listen(server, phone), await listen(server, phone)];
  const [onDesk] = await open('zhang');
  await phone.call(signOut);
  await expect.poll(() => onPhone.map((page) => page.ended), { timeout: 5_000 }).toEqual([true, true]);
  await ring();
  expect(told(onDesk!)).toContain('zhang');
});

test('a session that ended elsewhere is found by the next pulse, within a minute', async () => {
  const [expired, unused, removed, stays] = await open('zhang', 'zhang', 'zhang', 'zhang');
  const sessions = (await server.db.read.query(
    "SELECT id FROM session WHERE user_id = 'zhang' ORDER BY id DESC LIMIT 4",
  )) as {
    id: string;
  }[];
  const [, lastRemoved, lastUnused, lastExpired] = sessions.map(({ id }) => id);
  await server.db.transaction(async (tx) => {
    await tx.query('UPDATE session SET expires_at = 1 WHERE id = ?', [lastExpired]);
    await tx.query('UPDATE session SET seen_at = 1 WHERE id = ?', [lastUnused]);
    await tx.query('DELETE FROM session WHERE id = ?', [lastRemoved]);
  });
  await pulse();
  await expect
    .poll(() => [expired, unused, removed].map((page) => page!.ended), { timeout: 5_000 })
    .toEqual([true, true, true]);
  expect(stays!.ended).toBe(false);
});

test('whoever leaves hears nothing more', async () => {
  await givenMember(server, { userId: 'leaver' });
  const [leaver] = await open('leaver');
  const moment = { now: server.clock.now(), machineNow: server.clock.machineNow() };
  await server.db.transaction((tx) => markMemberGone(tx, 'leaver', 'left', moment));
  await expect.poll(() => leaver!.ended, { timeout: 5_000 }).toBe(true);
});

test('a change of role is followed at once, without a new connection', async () => {
  await givenMember(server, { userId: 'wang', departmentId: 4 });
  const [wang] = await open('wang');
  await ring();
  expect(told(wang!)).toEqual(['everybody']);
  const admin = server.api.as('admin');
  const appoint = (role: 'manager' | 'rep', departmentIds?: number[]) =>
    admin.call(setMemberRole, { params: { userId: 'wang' }, body: { role, departmentIds } });
  await appoint('manager', [3]);
  await ring();
  expect(told(wang!)).toEqual(['zhang', 'shared', 'everybody']);
  await appoint('rep');
  await ring();
  expect(told(wang!)).toEqual(['everybody']);
  expect(wang!.ended).toBe(false);
});

test('a move to another department is followed by the next pulse', async () => {
  await givenMember(server, { userId: 'chen', departmentId: 4, isLeader: true });
  const [chen] = await open('chen');
  await server.db.transaction((tx) =>
    tx.query("UPDATE member_department SET department_id = 3 WHERE user_id = 'chen'"),
  );
  await pulse();
  await ring();
  expect(told(chen!)).toEqual(['zhang', 'shared', 'everybody']);
});

/** Pages of these members, each in a session of its own. */
async function open(...userIds: string[]): Promise<Listener[]> {
  const pages: Listener[] = [];
  for (const userId of userIds) pages.push(await listen(server, userId));
  listening.push(...pages);
  return pages;
}

/** One event of each customer, one that names a member, one for everybody; returns when every open page has heard the last. */
async function ring(): Promise<void> {
  const pages = listening.filter((page) => !page.ended);
  for (const page of pages) page.heard.length = 0;
  const about = (customerId: string | null, memberUserId: string | null = null) =>
    bellRung({ occurredAt: server.clock.now(), customerId, memberUserId, payload: {} });
  const events = [
    ...Object.values(customers).map((id) => about(id)),
    { ...about(null, 'li'), type: 'bell.rung_for_one' },
    { ...about(null), type: 'bell.rung_for_all' },
  ];
  await server.db.transaction((tx) => recordEvents(tx, events));
  await expect
    .poll(() => pages.every((page) => page.ended || page.heard.some(({ type }) => type === 'bell.rung_for_all')), {
      timeout: 5_000,
    })
    .toBe(true);
}

/** What a page has heard of the last ringing, in the words of this test. */
function told({ heard }: Listener): string[] {
  const names = new Map(Object.entries(customers).map(([name, id]) => [id, name]));
  return heard
    .filter(({ type }) => type.startsWith('bell.'))
    .map(
      ({ type, customerId }) =>
        names.get(customerId ?? '') ?? (type === 'bell.rung_for_one' ? 'about li' : 'everybody'),
    );
}

/** Twenty seconds later, when the pages have been looked at. */
async function pulse(): Promise<void> {
  const { statements, stop } = watchStatements(server);
  vi.advanceTimersByTime(PULSE_MS);
  await expect
    .poll(() => statements.some(({ sql }) => sql.includes('FROM session WHERE id IN')), { timeout: 5_000 })
    .toBe(true);
  await ring();
  stop();
}

/** The reads behind the telling: the feed's own look at new events and visits and the writing of the test's are left out. */
async function statementsOf(work: () => Promise<void>): Promise<string[]> {
  const { statements, stop } = watchStatements(server);
  await work();
  stop();
  return statements
    .map(({ sql }) => sql)
    .filter(
      (sql) => /\b(session|member\w*|department|customer\w*)\b/.test(sql) && !/INTO|FROM (event|visit)\b/.test(sql),
    );
}
