import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startTestSandbox, type TestSandbox } from '../test/start-test-sandbox.ts';

let running: TestSandbox;
beforeEach(async () => {
  running = await startTestSandbox();
});
afterEach(() => running.close());

interface Group {
  group_id: string;
  group_name: string;
  deleted?: boolean;
  tag: { id: string; name: string; order: number; deleted?: boolean }[];
}

const call = (path: string, body: unknown = {}) => running.api.post(`/cgi-bin/externalcontact/${path}`, body);
const groupsOf = async (filter: unknown = {}) => (await call('get_corp_tag_list', filter)).tag_group as Group[];
const makeTags = async (group: string, ...names: string[]) =>
  (await call('add_corp_tag', { group_name: group, tag: names.map((name) => ({ name })) })).tag_group as Group;

describe('corp tags', () => {
  test('an existing group is reused, a repeated name is made once, larger order sorts first', async () => {
    const first = await makeTags('意向', '高', '低');
    const second = await makeTags('意向', '高', '中', '中');
    expect(second.group_id).toBe(first.group_id);
    expect(second.tag.map((tag) => tag.name)).toEqual(['高', '中']);
    await call('edit_corp_tag', { id: second.tag[1]?.id, order: 9 });
    expect((await groupsOf()).map((group) => group.tag.map((tag) => tag.name))).toEqual([['中', '高', '低']]);
  });

  test('deleting the last tag deletes the group; deleted rows show only when asked for by id', async () => {
    const group = await makeTags('意向', '高');
    await call('del_corp_tag', { tag_id: [group.tag[0]?.id] });
    expect(await groupsOf()).toEqual([]);
    expect(await groupsOf({ group_id: [group.group_id] })).toMatchObject([{ deleted: true, tag: [{ deleted: true }] }]);
    expect(await groupsOf({ tag_id: [group.tag[0]?.id] })).toMatchObject([{ tag: [{ name: '高', deleted: true }] }]);
    expect(await call('edit_corp_tag', { id: group.tag[0]?.id, name: 'x' })).toMatchObject({ errcode: 40068 });
  });

  test('tags made in the console may be put on customers but not changed by the app', async () => {
    const group = await running.control('POST /control/console/tags/create', {
      body: { groupName: '行业', names: ['餐饮'] },
    });
    const tagId = group.tags[0]?.id ?? '';
    expect(await call('edit_corp_tag', { id: tagId, name: 'x' })).toMatchObject({ errcode: 60011 });
    const userId = await running.member();
    const externalUserId = await running.customer();
    await running.control('POST /control/friends/add', { body: { externalUserId, userId } });
    expect(await call('mark_tag', { userid: userId, external_userid: externalUserId, add_tag: [tagId] })).toMatchObject(
      { errcode: 0 },
    );
    const { follow_user: followers } = await running.api.get('/cgi-bin/externalcontact/get', {
      external_userid: externalUserId,
    });
    expect(followers).toMatchObject([{ tags: [{ group_name: '行业', tag_name: '餐饮', tag_id: tagId, type: 1 }] }]);
  });

  test('the library and one relation are limited', async () => {
    await running.control('POST /control/limits', { body: { corpTags: 2, tagsPerRelation: 1 } });
    const group = await makeTags('意向', '高', '低');
    expect(await call('add_corp_tag', { group_name: 'x', tag: [{ name: 'y' }] })).toMatchObject({ errcode: 40126 });
    const userId = await running.member();
    const externalUserId = await running.customer();
    await running.control('POST /control/friends/add', { body: { externalUserId, userId } });
    const mark = { userid: userId, external_userid: externalUserId, add_tag: group.tag.map((tag) => tag.id) };
    expect(await call('mark_tag', mark)).toMatchObject({ errcode: 40144 });
  });

  test('two writers of one relation at once: one is refused with 45035', async () => {
    const group = await makeTags('意向', '高', '低');
    const userId = await running.member();
    const externalUserId = await running.customer();
    await running.control('POST /control/friends/add', { body: { externalUserId, userId } });
    await running.control('POST /control/limits', { body: { relationWriteMs: 60 } });
    const codes = (
      await Promise.all(
        group.tag.map(({ id }) => call('mark_tag', { userid: userId, external_userid: externalUserId, add_tag: [id] })),
      )
    ).map((answer) => answer.errcode);
    expect(codes.toSorted((a, b) => a - b)).toEqual([0, 45035]);
  });

  test('a tag that went away while marking is 40068, and nothing is marked', async () => {
    const group = await makeTags('意向', '高', '低');
    const [high, low] = group.tag.map((tag) => tag.id);
    const userId = await running.member();
    const externalUserId = await running.customer();
    await running.control('POST /control/friends/add', { body: { externalUserId, userId } });
    await running.control('POST /control/limits', { body: { relationWriteMs: 80 } });
    const marking = call('mark_tag', { userid: userId, external_userid: externalUserId, add_tag: [high, low] });
    await running.control('POST /control/console/tags/delete', { body: { tagId: low ?? '' } });
    expect(await marking).toMatchObject({ errcode: 40068 });
    const relation = await running.control('GET /control/relations/:userId/:externalUserId', {
      params: { userId, externalUserId },
    });
    expect(relation.tags).toEqual([]);
  });

  test('the console tells of create, rename, reorder and delete; a deleted group is one event', async () => {
    const { control, receiver } = running;
    const group = await control('POST /control/console/tags/create', {
      body: { groupName: '行业', names: ['餐饮', '教育'] },
    });
    await control('POST /control/console/tags/rename', { body: { id: group.tags[0]?.id ?? '', name: '餐饮业' } });
    await control('POST /control/console/tags/reorder', {
      body: { groupId: group.id, ids: group.tags.map((tag) => tag.id).toReversed() },
    });
    await control('POST /control/console/tags/reorder', { body: { ids: [group.id] } });
    await control('POST /control/console/tags/delete', { body: { groupId: group.id } });
    const received = await receiver.waitFor(7);
    await running.idle();
    const told = received.map((callback) =>
      [callback.changeType, callback.field('TagType'), callback.field('Id')].join(' '),
    );
    expect(told.toSorted()).toEqual(
      [
        `create tag_group ${group.id}`,
        ...group.tags.map((tag) => `create tag ${tag.id}`),
        `update tag ${group.tags[0]?.id}`,
        `shuffle  ${group.id}`,
        'shuffle  ',
        `delete tag_group ${group.id}`,
      ].toSorted(),
    );
  });
});

describe('contact ways', () => {
  test('are made, read, changed, listed and deleted; the code is a PNG that holds the scan link', async () => {
    const userId = await running.member();
    const made = await call('add_contact_way', { type: 2, scene: 2, user: [userId], state: 'c1', remark: '展会' });
    expect(made.errcode).toBe(0);
    const { config_id: configId, qr_code: qrCode } = made;
    const png = Buffer.from(await (await fetch(String(qrCode))).arrayBuffer());
    expect(png.subarray(1, 4).toString()).toBe('PNG');
    expect(await call('get_contact_way', { config_id: configId })).toMatchObject({
      contact_way: { type: 2, scene: 2, state: 'c1', user: [userId], skip_verify: true, qr_code: qrCode },
    });
    await running.member('lisi');
    await call('update_contact_way', { config_id: configId, user: ['lisi'], state: 'c2' });
    expect(await call('get_contact_way', { config_id: configId })).toMatchObject({
      contact_way: { state: 'c2', user: ['lisi'], remark: '展会' },
    });
    expect(await call('list_contact_way')).toMatchObject({ contact_way: [{ config_id: configId }], next_cursor: '' });
    await call('del_contact_way', { config_id: configId });
    expect(await call('get_contact_way', { config_id: configId })).toMatchObject({ errcode: 41044 });
    expect((await fetch(String(qrCode))).status).toBe(404);
  });

  test('are refused with the documented codes', async () => {
    await running.member('ok');
    await running.member('asleep', { status: 4 });
    await running.member('plain', { customerContact: false });
    await running.member('hidden', { visible: false });
    await running.member('unverified', { verified: false });
    const refused = async (body: Record<string, unknown>) => (await call('add_contact_way', body)).errcode;
    expect(await refused({ scene: 2, user: ['ok'] })).toBe(41037);
    expect(await refused({ type: 2, user: ['ok'] })).toBe(41038);
    expect(await refused({ type: 3, scene: 2, user: ['ok'] })).toBe(41039);
    expect(await refused({ type: 2, scene: 5, user: ['ok'] })).toBe(41040);
    expect(await refused({ type: 1, scene: 2, user: [] })).toBe(40063);
    expect(await refused({ type: 2, scene: 2, user: ['nobody'] })).toBe(60111);
    expect(await refused({ type: 2, scene: 2, user: ['asleep'] })).toBe(41054);
    expect(await refused({ type: 2, scene: 2, user: ['plain'] })).toBe(84074);
    expect(await refused({ type: 2, scene: 2, user: ['hidden'] })).toBe(50002);
    expect(await refused({ type: 2, scene: 2, user: ['unverified'] })).toBe(40098);
    expect(await refused({ type: 2, scene: 2, user: ['ok'], state: 'x'.repeat(31) })).toBe(40058);
    expect(await refused({ type: 2, scene: 2, party: [77] })).toBe(40066);
    await running.control('POST /control/generate', { body: { members: 101, relations: 0 } });
    const many = [...running.state.members.values()]
      .filter((member) => member.userId.startsWith('rep'))
      .map((member) => member.userId);
    expect(await refused({ type: 2, scene: 2, user: many })).toBe(41041);
    expect(await call('get_contact_way', {})).toMatchObject({ errcode: 41043 });
    await running.control('POST /control/limits', { body: { contactWays: 0 } });
    expect(await refused({ type: 2, scene: 2, user: ['ok'] })).toBe(41045);
  });

  test('the list shows 90 days unless asked for more, and pages', async () => {
    const userId = await running.member();
    const old = await running.contactWay([userId]);
    await running.control('POST /control/clock', { body: { advanceMs: 91 * 24 * 3_600_000 } });
    running.api.token = String(
      (
        (await (
          await fetch(
            `${running.origin}/cgi-bin/gettoken?corpid=${running.credentials.corpId}&corpsecret=${running.credentials.agentSecret}`,
          )
        ).json()) as Record<string, unknown>
      ).access_token,
    );
    const fresh = [await running.contactWay([userId]), await running.contactWay([userId])];
    const first = await call('list_contact_way', { limit: 1 });
    expect(first.contact_way).toEqual([{ config_id: fresh[0] }]);
    expect(await call('list_contact_way', { limit: 1, cursor: first.next_cursor })).toMatchObject({
      contact_way: [{ config_id: fresh[1] }],
      next_cursor: '',
    });
    const all = await call('list_contact_way', { start_time: 0 });
    expect(all.contact_way).toEqual([old, ...fresh].map((configId) => ({ config_id: configId })));
  });
});
