import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { listAuditLog } from '@zhike/shared/contracts/audit';
import { listDepartments, listMembers, setMemberRole } from '@zhike/shared/contracts/corp';
import { getMe, signOut } from '@zhike/shared/contracts/session';
import { select } from '../../platform/database/sql.ts';
import { givenMember } from '../../test/given-member.ts';
import { startTestServer, type TestServer } from '../../test/start-test-server.ts';
import { forgetViewer } from './member-authentication.ts';
import { markMemberGone } from './save-members.ts';
import { SESSION_COOKIE } from './session-cookie.ts';
import { csrfTokenOf, IDLE_MS, openSession, ROTATE_AFTER_MS } from './session-store.ts';
import { saveDepartments } from './store.ts';

let server: TestServer;

beforeAll(async () => {
  server = await startTestServer({ scenarios: [] });
  await server.db.transaction((tx) =>
    saveDepartments(
      tx,
      [
        { id: 1, name: '示范公司', parentId: 0, order: 100 },
        { id: 2, name: '销售部', parentId: 1, order: 50 },
        { id: 3, name: '销售一组', parentId: 2, order: 10 },
        { id: 4, name: '客服部', parentId: 1, order: 90 },
      ],
      server.clock.now(),
    ),
  );
  await givenMember(server, { userId: 'admin', name: '管理员' });
  await givenMember(server, { userId: 'lead', name: '李娜', departmentId: 2, isLeader: true });
  await givenMember(server, { userId: 'rep', name: '张伟', departmentId: 3 });
});
afterAll(() => server.close());

describe('a session', () => {
  test('says who is signed in, with role, scope and rights', async () => {
    const admin = await server.api.as('admin').call(getMe);
    expect(admin.body).toMatchObject({
      userId: 'admin',
      role: 'admin',
      scope: { kind: 'all' },
      can: { manageRoles: true },
    });
    const lead = await server.api.as('lead').call(getMe);
    expect(lead.body).toMatchObject({ role: 'manager', scope: { kind: 'departments', departmentIds: [2, 3] } });
    const rep = await server.api.as('rep').call(getMe);
    expect(rep.body).toMatchObject({ role: 'rep', scope: { kind: 'self', userId: 'rep' }, can: { manageTags: false } });
  });

  test('is refused without a cookie, with a made-up one, and stored only as a hash', async () => {
    expect((await server.api.call(getMe)).status).toBe(401);
    expect((await get({ cookie: `${SESSION_COOKIE}=made-up` })).status).toBe(401);
    const { token } = await open('rep');
    const rows = await select(server.db.read, 'SELECT * FROM session');
    expect(JSON.stringify(rows)).not.toContain(token);
  });

  test('changes nothing for a request that another site could have made', async () => {
    const { headers } = await open('rep');
    const post = (extra: Record<string, string>) =>
      server.api.request('POST', '/auth/sign-out', { headers: { ...headers, ...extra }, body: {} });
    expect((await post({ 'x-zhike-csrf': '' })).body).toMatchObject({ code: 'auth.forged_request' });
    expect((await post({ 'x-zhike-csrf': 'A'.repeat(43) })).status).toBe(403);
    expect((await post({ origin: 'https://elsewhere.example' })).body).toMatchObject({ details: { reason: 'origin' } });
    expect((await post({ origin: 'null' })).status).toBe(403);
    expect((await get(headers)).status).toBe(200);
  });

  test('ends by signing out', async () => {
    const rep = server.api.as('rep');
    expect((await rep.call(getMe)).status).toBe(200);
    const answer = await rep.call(signOut);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('set-cookie')).toContain(`${SESSION_COOKIE}=;`);
    expect((await rep.call(getMe)).status).toBe(401);
  });

  test('is renewed after twelve hours; the old value helps requests under way for a minute', async () => {
    const { headers, sessionId, token } = await open('rep');
    await age(sessionId, { rotated_at: ROTATE_AFTER_MS });
    const answer = await get(headers);
    const cookie = answer.headers.get('set-cookie') ?? '';
    expect(cookie).toMatch(/^zhike_session=[\w-]{43}; Path=\/; Max-Age=\d+; HttpOnly; SameSite=Lax$/);
    const renewed = /=([\w-]+);/.exec(cookie)?.[1] ?? '';
    expect(renewed).not.toBe(token);
    forgetViewer(server.db, 'rep');
    expect((await get({ ...headers, cookie: `${SESSION_COOKIE}=${renewed}` })).body).toMatchObject({
      csrfToken: headers['x-zhike-csrf'],
    });
    expect((await get(headers)).status).toBe(200);
    await server.db.transaction((tx) => tx.query('UPDATE session SET previous_until = 1 WHERE id = ?', [sessionId]));
    forgetViewer(server.db, 'rep');
    expect((await get(headers)).status).toBe(401);
  });

  test('ends after a week unused, and after thirty days in any case', async () => {
    const idle = await open('rep');
    await age(idle.sessionId, { seen_at: IDLE_MS });
    expect((await get(idle.headers)).status).toBe(401);
    const old = await open('rep');
    await server.db.transaction((tx) => tx.query('UPDATE session SET expires_at = 1 WHERE id = ?', [old.sessionId]));
    expect((await get(old.headers)).status).toBe(401);
  });

  test('ends when the member leaves', async () => {
    await givenMember(server, { userId: 'leaver', name: '王芳' });
    const { headers } = await open('leaver');
    const moment = { now: server.clock.now(), machineNow: server.clock.machineNow() };
    await server.db.transaction((tx) => markMemberGone(tx, 'leaver', 'left', moment));
    expect((await get(headers)).status).toBe(401);
    const events = await select(server.db.read, "SELECT payload FROM event WHERE type = 'member.left'");
    expect(events.map((row) => JSON.parse(String(row.payload)))).toEqual([{ userId: 'leaver', reason: 'left' }]);
  });
});

describe('members and roles', () => {
  test('members are listed by name, found by pinyin, and paged', async () => {
    const api = server.api.as('admin');
    const first = await api.call(listMembers, { body: { limit: 2 } });
    expect(first.body.items).toHaveLength(2);
    const second = await api.call(listMembers, { body: { limit: 2, cursor: first.body.nextCursor ?? '' } });
    const names = [...first.body.items, ...second.body.items].map((member) => member.userId);
    expect(new Set(names).size).toBe(names.length);
    const inSales = await api.call(listMembers, { body: { departmentId: 2 } });
    expect(inSales.body.items.map((member) => member.userId).sort()).toEqual(['lead', 'rep']);
    const managers = await api.call(listMembers, { body: { role: 'manager' } });
    expect(managers.body.items).toMatchObject([
      { userId: 'lead', roleOrigin: 'leader', managedDepartments: [{ id: 2, name: '销售部' }] },
    ]);
    const odd = await api.call(listMembers, { body: { q: '100%' } });
    expect(odd.body.items).toEqual([]);
  });

  test('departments come parents first, in WeCom order', async () => {
    const { body } = await server.api.as('rep').call(listDepartments);
    expect(body.items.map((department) => department.name)).toEqual(['示范公司', '客服部', '销售部', '销售一组']);
  });

  test('an admin appoints a manager, at once and on record; a rep may not', async () => {
    const rep = server.api.as('rep');
    expect((await rep.call(setMemberRole, { params: { userId: 'rep' }, body: { role: 'admin' } })).status).toBe(403);
    const appointed = await server.api
      .as('admin')
      .call(setMemberRole, { params: { userId: 'rep' }, body: { role: 'manager', departmentIds: [4] } });
    expect(appointed.body).toMatchObject({ role: 'manager', roleOrigin: 'appointed', managedDepartments: [{ id: 4 }] });
    expect((await rep.call(getMe)).body).toMatchObject({ role: 'manager', scope: { departmentIds: [4] } });
    const log = await server.api.as('admin').call(listAuditLog, { query: { action: 'member.set_role' } });
    expect(log.body.items[0]).toMatchObject({
      actor: { userId: 'admin', name: '管理员' },
      subject: { kind: 'member', id: 'rep' },
      before: { role: null },
      after: { role: 'manager', departmentIds: [4] },
    });
    expect((await rep.call(listAuditLog)).status).toBe(403);
  });

  test('nobody takes admin from the configured admins, nor changes the own role', async () => {
    const admin = server.api.as('admin');
    const own = await admin.call(setMemberRole, { params: { userId: 'admin' }, body: { role: 'rep' } });
    expect(own.body).toMatchObject({ code: 'corp.own_role_unchangeable' });
    const unknown = await admin.call(setMemberRole, {
      params: { userId: 'lead' },
      body: { role: 'manager', departmentIds: [99] },
    });
    expect(unknown.body).toMatchObject({ code: 'corp.department_not_found' });
  });
});

async function open(userId: string) {
  const { sessionId, token } = await server.db.transaction((tx) => openSession(tx, userId, server.clock.machineNow()));
  const headers = {
    cookie: `${SESSION_COOKIE}=${token}`,
    'x-zhike-csrf': csrfTokenOf(server.deps.keys, sessionId),
    origin: server.config.http.publicUrl,
  };
  return { sessionId, token, headers };
}

const get = (headers: Record<string, string>) => server.api.request('GET', '/api/me', { headers });

async function age(sessionId: string, columns: Record<string, number>): Promise<void> {
  await server.db.transaction(async (tx) => {
    for (const [column, byMs] of Object.entries(columns)) {
      await tx.query(`UPDATE session SET ${column} = ${column} - ? WHERE id = ?`, [byMs, sessionId]);
    }
  });
}
