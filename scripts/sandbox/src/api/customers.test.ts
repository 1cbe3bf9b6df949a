import { afterEach, beforeEach, expect, test } from 'vitest';
import { addFriend } from '../acts/friendship.ts';
import { startTestSandbox, type ApiAnswer, type TestSandbox } from '../test/start-test-sandbox.ts';

let running: TestSandbox;
beforeEach(async () => {
  running = await startTestSandbox();
});
afterEach(() => running.close());

const base = '/cgi-bin/externalcontact/';
const befriend = (externalUserId: string, userId: string) =>
  running.control('POST /control/friends/add', { body: { externalUserId, userId } });

test('members: fields a self-built app cannot read are absent; the visible range is the border', async () => {
  await running.member('zhangsan', { mobile: '13800000000', position: '顾问' });
  const member = await running.api.get('/cgi-bin/user/get', { userid: 'ZhangSan' });
  expect(member).toMatchObject({
    errcode: 0,
    userid: 'zhangsan',
    name: '张三',
    status: 1,
    department: [1],
    main_department: 1,
  });
  for (const hidden of ['mobile', 'avatar', 'gender', 'email', 'address']) expect(member).not.toHaveProperty(hidden);
  await running.member('hidden', { visible: false });
  expect(await running.api.get('/cgi-bin/user/get', { userid: 'hidden' })).toMatchObject({ errcode: 60011 });
  const list = await running.api.get('/cgi-bin/user/simplelist', { department_id: 1, fetch_child: 1 });
  expect(list.userlist).toEqual([{ userid: 'zhangsan', name: '张三', department: [1], open_userid: '' }]);
  expect(await running.api.get('/cgi-bin/user/list', { department_id: 99 })).toMatchObject({ errcode: 60123 });
  await running.control('POST /control/members/:userId', { params: { userId: 'zhangsan' }, body: { status: 5 } });
  expect(await running.api.get('/cgi-bin/user/get', { userid: 'zhangsan' })).toMatchObject({ status: 5 });
  expect(await running.api.get(`${base}get_follow_user_list`)).toMatchObject({ follow_user: [] });
});

test('departments: only the visible part of the tree', async () => {
  const sales = await running.control('POST /control/departments', { body: { name: '销售部' } });
  const team = await running.control('POST /control/departments', { body: { name: '一组', parentId: sales.id } });
  await running.control('POST /control/departments', { body: { name: '财务部' } });
  await running.control('POST /control/settings', { body: { visibleDepartments: [sales.id] } });
  const { department_id: ids } = await running.api.get('/cgi-bin/department/simplelist');
  expect((ids as { id: number }[]).map((row) => row.id)).toEqual([sales.id, team.id]);
  expect(await running.api.get('/cgi-bin/department/get', { id: 1 })).toMatchObject({ errcode: 60011 });
  expect(await running.api.get('/cgi-bin/department/get', { id: team.id })).toMatchObject({
    department: { name: '一组', parentid: sales.id },
  });
});

test('batch/get_by_user pages over members without missing or repeating anyone', async () => {
  await running.control('POST /control/generate', { body: { members: 7, relations: 230 } });
  const userIds = [...running.state.members.values()].map((member) => member.userId);
  const seen: string[] = [];
  let cursor = '';
  do {
    const page: ApiAnswer = await running.api.post(`${base}batch/get_by_user`, {
      userid_list: userIds,
      cursor,
      limit: 100,
    });
    expect(page.errcode).toBe(0);
    for (const row of page.external_contact_list as {
      external_contact: { external_userid: string };
      follow_info: { userid: string; tag_id: string[] };
    }[]) {
      expect(row.follow_info.tag_id).toBeInstanceOf(Array);
      seen.push(`${row.follow_info.userid} ${row.external_contact.external_userid}`);
    }
    cursor = String(page.next_cursor);
  } while (cursor);
  expect(new Set(seen).size).toBe(230);
  expect(seen).toHaveLength(230);
  expect(await running.api.post(`${base}batch/get_by_user`, { userid_list: userIds, cursor: 'zzz' })).toMatchObject({
    errcode: 50100,
  });
  expect(
    await running.api.post(`${base}batch/get_by_user`, { userid_list: Array.from({ length: 101 }, () => 'rep0001') }),
  ).toMatchObject({ errcode: 40032 });
  expect(await running.api.post(`${base}batch/get_by_user`, { userid_list: userIds, limit: 101 })).toMatchObject({
    errcode: 40058,
  });
});

test('contact_list walks everybody; its cursor ends after four hours and temporary ids belong to one walk', async () => {
  await running.control('POST /control/generate', { body: { members: 3, relations: 25 } });
  const first = await running.api.post(`${base}contact_list`, { limit: 20 });
  const rest = await running.api.post(`${base}contact_list`, { limit: 20, cursor: first.next_cursor });
  expect([...(first.info_list as unknown[]), ...(rest.info_list as unknown[])]).toHaveLength(25);
  expect(rest.next_cursor).toBe('');
  const again = await running.api.post(`${base}contact_list`, { limit: 1 });
  expect((again.info_list as { tmp_openid: string }[])[0]?.tmp_openid).not.toBe(
    (first.info_list as { tmp_openid: string }[])[0]?.tmp_openid,
  );
  await running.control('POST /control/clock', { body: { advanceMs: 4 * 3_600_000 + 1_000 } });
  running.api.token = await freshToken();
  expect(await running.api.post(`${base}contact_list`, { cursor: first.next_cursor })).toMatchObject({
    errcode: 50100,
  });
});

test('followers beyond 500 come in pages', async () => {
  await running.control('POST /control/generate', { body: { members: 520, relations: 0 } });
  const externalUserId = await running.customer();
  running.control.setCallbackUrl('');
  const customer = running.state.customers.get(externalUserId);
  for (const member of running.state.members.values()) {
    if (customer) addFriend(running.sandbox, { member, customer, addWay: 1, state: '', mode: 'full', operUserId: '' });
  }
  const first = await running.api.get(`${base}get`, { external_userid: externalUserId });
  expect(first.follow_user).toHaveLength(500);
  const second = await running.api.get(`${base}get`, {
    external_userid: externalUserId,
    cursor: String(first.next_cursor),
  });
  expect(second.follow_user).toHaveLength(20);
  expect(second).not.toHaveProperty('next_cursor');
});

test('remarks obey their limits and their relation', async () => {
  const userId = await running.member();
  const externalUserId = await running.customer();
  const remark = (more: Record<string, unknown>) =>
    running.api.post(`${base}remark`, { userid: userId, external_userid: externalUserId, ...more });
  expect(await remark({ remark: 'x' })).toMatchObject({ errcode: 84061 });
  await befriend(externalUserId, userId);
  expect(await remark({})).toMatchObject({ errcode: 40063 });
  expect(await remark({ remark: '长'.repeat(21) })).toMatchObject({ errcode: 40058 });
  expect(await remark({ remark: '林姐', remark_mobiles: ['1', '2'] })).toMatchObject({ errcode: 0 });
  expect(await remark({ remark_mobiles: [''] })).toMatchObject({ errcode: 0 });
  const { follow_user: followers } = await running.api.get(`${base}get`, { external_userid: externalUserId });
  expect(followers).toMatchObject([{ remark: '林姐', remark_mobiles: [] }]);
});

test('unionid shows only with a bound open-platform account', async () => {
  const userId = await running.member();
  const externalUserId = await running.customer();
  await befriend(externalUserId, userId);
  const get = () => running.api.get(`${base}get`, { external_userid: externalUserId });
  expect((await get()).external_contact).toHaveProperty('unionid');
  await running.control('POST /control/settings', { body: { openPlatformBound: false } });
  expect((await get()).external_contact).not.toHaveProperty('unionid');
  expect(await running.api.get(`${base}get`, { external_userid: 'wmNobody' })).toMatchObject({ errcode: 40096 });
});

test('a transfer takes effect after 24 hours, keeps remark and tags, and tells both sides', async () => {
  const from = await running.member('from');
  const to = await running.member('to', { name: '李四' });
  const externalUserId = await running.customer();
  await befriend(externalUserId, from);
  await running.control('POST /control/friends/edit', { body: { userId: from, externalUserId, remark: '老客户' } });
  await running.idle();
  running.receiver.received.length = 0;
  const start = {
    handover_userid: from,
    takeover_userid: to,
    external_userid: [externalUserId],
    transfer_success_msg: '今后由我服务',
  };
  expect(await running.api.post(`${base}transfer_customer`, start)).toMatchObject({
    customer: [{ external_userid: externalUserId, errcode: 0 }],
  });
  expect(await running.api.post(`${base}transfer_customer`, start)).toMatchObject({ customer: [{ errcode: 40129 }] });
  const result = () => running.api.post(`${base}transfer_result`, { handover_userid: from, takeover_userid: to });
  expect(await result()).toMatchObject({ customer: [{ status: 2 }] });
  await running.control('POST /control/clock', { body: { advanceMs: 24 * 3_600_000 } });
  running.api.token = await freshToken();
  expect(await result()).toMatchObject({ customer: [{ status: 1 }] });
  const received = await running.receiver.waitFor(2);
  const deleted = received.find((callback) => callback.changeType === 'del_external_contact');
  expect(deleted?.field('Source')).toBe('DELETE_BY_TRANSFER');
  expect(running.receiver.changes().toSorted()).toEqual(['add_external_contact', 'del_external_contact']);
  const { follow_user: followers } = await running.api.get(`${base}get`, { external_userid: externalUserId });
  expect(followers).toMatchObject([{ userid: to, remark: '老客户', add_way: 202 }]);
});

test('a refused transfer is told with its reason; leavers are transferred by the other call', async () => {
  const from = await running.member('from');
  const to = await running.member('to');
  const externalUserId = await running.customer();
  await befriend(externalUserId, from);
  const start = { handover_userid: from, takeover_userid: to, external_userid: [externalUserId] };
  expect(await running.api.post(`${base}resigned/transfer_customer`, start)).toMatchObject({ errcode: 40097 });
  await running.control('POST /control/members/:userId', { params: { userId: from }, body: { status: 5 } });
  expect(await running.api.post(`${base}transfer_customer`, start)).toMatchObject({ errcode: 40003 });
  await running.idle();
  running.receiver.received.length = 0;
  expect(await running.api.post(`${base}resigned/transfer_customer`, start)).toMatchObject({
    customer: [{ errcode: 0 }],
  });
  await running.control('POST /control/friends/transfer-outcome', {
    body: { externalUserId, handoverUserId: from, takeoverUserId: to, outcome: 'customer_refused' },
  });
  const [failed] = await running.receiver.waitFor(1);
  expect(failed?.changeType).toBe('transfer_fail');
  expect(failed?.field('FailReason')).toBe('customer_refused');
  const result = await running.api.post(`${base}resigned/transfer_result`, {
    handover_userid: from,
    takeover_userid: to,
  });
  expect(result).toMatchObject({ customer: [{ status: 3, takeover_time: 0 }] });
});

async function freshToken(): Promise<string> {
  const { corpId, agentSecret } = running.credentials;
  const answer = await fetch(`${running.origin}/cgi-bin/gettoken?corpid=${corpId}&corpsecret=${agentSecret}`);
  return String(((await answer.json()) as Record<string, unknown>).access_token);
}
