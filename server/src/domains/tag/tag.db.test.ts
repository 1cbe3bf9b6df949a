import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { listAuditLog } from '@zhike/shared/contracts/audit';
import { startSync } from '@zhike/shared/contracts/sync';
import * as tags from '@zhike/shared/contracts/tag';
import { select } from '../../platform/database/sql.ts';
import { givenMember } from '../../test/given-member.ts';
import { startTestServer, type TestServer } from '../../test/start-test-server.ts';
import { saveDepartments } from '../corp/store.ts';
import { addTagToLibrary } from '../../scenarios/corp-tag-created/add-tag-to-library.ts';
import { updateTagInLibrary } from '../../scenarios/corp-tag-changed/update-tag-in-library.ts';
import { markTagDeleted } from '../../scenarios/corp-tag-deleted/mark-tag-deleted.ts';
import { reorderTagLibrary } from '../../scenarios/corp-tag-reordered/reorder-library.ts';
import { readLibrary } from './read-library.ts';
import { saveLibrary } from './save-library.ts';

let server: TestServer;
let control: NonNullable<TestServer['sandbox']>['control'];
let number = 0;
const uniqueName = (word: string) => `${word}${(number += 1)}`;

beforeAll(async () => {
  server = await startTestServer({
    sandbox: true,
    scenarios: [addTagToLibrary, updateTagInLibrary, markTagDeleted, reorderTagLibrary],
  });
  control = server.sandbox!.control;
  await givenMember(server, { userId: 'admin', name: '管理员' });
  await givenMember(server, { userId: 'rep', name: '张伟', departmentId: 3 });
  await server.db.transaction((tx) =>
    saveDepartments(
      tx,
      [
        { id: 1, name: '公司', parentId: 0, order: 0 },
        { id: 2, name: '销售部', parentId: 1, order: 0 },
        { id: 3, name: '销售一组', parentId: 2, order: 0 },
        { id: 4, name: '客服部', parentId: 1, order: 0 },
      ],
      server.clock.now(),
    ),
  );
});
afterAll(() => server.close());
beforeEach(() => control('POST /control/faults/clear'));

const admin = () => server.api.as('admin');

async function givenGroup(names: string[], departmentIds: number[] | null = null) {
  const { body } = await admin().call(tags.createTagGroup, {
    body: { name: uniqueName('组'), tagNames: names, departmentIds },
  });
  return body;
}

async function inWecom(groupId: string) {
  const { groups } = await control('GET /control/tags');
  return groups.find((group) => group.id === groupId);
}

describe('our own tags', () => {
  test('are created, renamed, ordered and deleted in WeCom and in our books', async () => {
    const group = await givenGroup(['高', '中', '低']);
    expect(group.can).toEqual({ rename: true, delete: true, addTags: true, reorder: true, limitDepartments: true });
    expect(group.tags.map((tag) => [tag.name, tag.editable])).toEqual(expect.arrayContaining([['高', true]]));
    const idOf = (name: string) => group.tags.find((tag) => tag.name === name)!.id;

    const ordered = await admin().call(tags.orderTags, {
      params: { groupId: group.id },
      body: { tagIds: ['低', '高', '中'].map(idOf) },
    });
    expect(ordered.body.tags.map((tag) => tag.name)).toEqual(['低', '高', '中']);
    expect((await inWecom(group.id))?.tags.map((tag) => tag.name)).toEqual(['低', '高', '中']);

    const renamed = await admin().call(tags.renameTag, { params: { tagId: idOf('高') }, body: { name: '很高' } });
    expect(renamed.body).toMatchObject({ name: '很高' });
    const added = await admin().call(tags.createTags, { params: { groupId: group.id }, body: { names: ['未知'] } });
    expect(added.body.tags.map((tag) => tag.name)).toContain('未知');

    await admin().call(tags.deleteTag, { params: { tagId: idOf('中') } });
    expect((await inWecom(group.id))?.tags.map((tag) => tag.name)).toEqual(expect.not.arrayContaining(['中']));
    const gone = await admin().call(tags.deleteTagGroup, { params: { groupId: group.id } });
    expect(gone.status).toBe(200);
    expect(await inWecom(group.id)).toBeUndefined();
    const kept = await select(server.db.read, 'SELECT name FROM tag WHERE group_id = ? AND deleted_at IS NOT NULL', [
      group.id,
    ]);
    expect(kept).toHaveLength(4);
    const log = await admin().call(listAuditLog, { query: { subjectKind: 'tag_group', subjectId: group.id } });
    expect(log.body.items.map((entry) => entry.action)).toEqual([
      'tag_group.delete',
      'tag.create',
      'tag.order',
      'tag_group.create',
    ]);
  });

  test('the last tag takes its group along', async () => {
    const group = await givenGroup(['唯一']);
    await admin().call(tags.deleteTag, { params: { tagId: group.tags[0]!.id } });
    const { body } = await admin().call(tags.listTagGroups);
    expect(body.items.map((one) => one.id)).not.toContain(group.id);
  });

  test('a name is given once', async () => {
    const group = await givenGroup(['甲', '乙']);
    const twice = await admin().call(tags.createTags, { params: { groupId: group.id }, body: { names: ['丙', '甲'] } });
    expect(twice.body).toMatchObject({ code: 'tag.name_taken', details: { names: ['甲'] } });
    const again = await admin().call(tags.createTagGroup, { body: { name: group.name, tagNames: ['x'] } });
    expect(again.body).toMatchObject({ code: 'tag.group_name_taken' });
    expect((await inWecom(group.id))?.tags).toHaveLength(2);
  });

  test('an answer that never came is looked up, not repeated', async () => {
    await control('POST /control/faults', {
      body: {
        api: {
          failNext: [{ path: '/cgi-bin/externalcontact/add_corp_tag', errcode: -1, times: 1, afterEffect: true }],
        },
      },
    });
    const name = uniqueName('组');
    const { body } = await admin().call(tags.createTagGroup, { body: { name, tagNames: ['一'] } });
    expect(body).toMatchObject({ name, can: { rename: true } });
  });

  test('a reading of the library begun before our own changes undoes none of them', async () => {
    const group = await givenGroup(['留', '删', '旧名']);
    const [kept = '', dropped = '', renamed = ''] = ['留', '删', '旧名'].map(
      (name) => group.tags.find((tag) => tag.name === name)!.id,
    );
    const reading = await readLibrary(server.deps, { kind: 'all' });
    await admin().call(tags.createTags, { params: { groupId: group.id }, body: { names: ['新建'] } });
    await admin().call(tags.deleteTag, { params: { tagId: dropped } });
    await admin().call(tags.renameTag, { params: { tagId: renamed }, body: { name: '新名' } });
    await admin().call(tags.updateTagGroup, { params: { groupId: group.id }, body: { name: uniqueName('改名') } });
    const made = await givenGroup(['另一组']);
    const before = await groupOf(group.id);
    expect(before?.tags.map((tag) => tag.name).sort()).toEqual(['新名', '新建', '留']);
    await server.db.transaction((tx) => saveLibrary(tx, reading, server.clock.now()));
    expect(await groupOf(group.id)).toEqual(before);
    expect(await groupOf(made.id)).toEqual(made);

    await control('POST /control/console/tags/rename', { body: { id: kept, name: '后台改的' } });
    await admin().call(startSync, { params: { kind: 'tags' } });
    await server.settle();
    expect((await groupOf(group.id))?.tags.map((tag) => tag.name).sort()).toEqual(['后台改的', '新名', '新建']);
  });

  test('a full library says so', async () => {
    await control('POST /control/faults', {
      body: { api: { failNext: [{ path: '/cgi-bin/externalcontact/add_corp_tag', errcode: 40126, times: 1 }] } },
    });
    const { status, body } = await admin().call(tags.createTagGroup, {
      body: { name: uniqueName('组'), tagNames: ['一'] },
    });
    expect([status, (body as unknown as { code: string }).code]).toEqual([429, 'tag.library_full']);
  });

  test('a creation whose end nobody saw is adopted by the next reading of the library', async () => {
    const name = uniqueName('组');
    await control('POST /control/faults', {
      body: { api: { outage: 'reset', paths: ['/cgi-bin/externalcontact/add_corp_tag'] } },
    });
    const failed = await admin().call(tags.createTagGroup, { body: { name, tagNames: ['迟到'] } });
    expect(failed.status).toBeGreaterThanOrEqual(500);
    await control('POST /control/faults/clear');
    await control('POST /control/console/tags/create', { body: { groupName: name, names: ['迟到'] } });
    await admin().call(startSync, { params: { kind: 'tags' } });
    await server.settle();
    const { body } = await admin().call(tags.listTagGroups);
    expect(body.items.find((group) => group.name === name)).toMatchObject({ tags: [{ name: '迟到', editable: true }] });
  });
});

describe('tags made in the console', () => {
  test('come, change and go by callback; they may be used, not edited', async () => {
    const group = await control('POST /control/console/tags/create', {
      body: { groupName: uniqueName('后台'), names: ['A', 'B'] },
    });
    await callbacksDone();
    const shown = await groupOf(group.id);
    expect(shown).toMatchObject({ can: { rename: false, delete: false, addTags: true } });
    expect(shown?.tags.map((tag) => [tag.name, tag.editable])).toEqual(
      expect.arrayContaining([
        ['A', false],
        ['B', false],
      ]),
    );
    const [first, second] = group.tags;
    const refused = await admin().call(tags.renameTag, { params: { tagId: first!.id }, body: { name: '别的' } });
    expect(refused.body).toMatchObject({ code: 'tag.not_ours' });

    await control('POST /control/console/tags/rename', { body: { id: first!.id, name: 'AA' } });
    await control('POST /control/console/tags/reorder', { body: { groupId: group.id, ids: [second!.id, first!.id] } });
    await callbacksDone();
    expect((await groupOf(group.id))?.tags.map((tag) => tag.name)).toEqual(['B', 'AA']);

    await control('POST /control/console/tags/delete', { body: { groupId: group.id } });
    await callbacksDone();
    expect(await groupOf(group.id)).toBeUndefined();
    const removed = await select(server.db.read, "SELECT payload FROM event WHERE type = 'tag.removed'");
    const tagIds = removed.map((row) => (JSON.parse(String(row.payload)) as { tagId: string }).tagId);
    expect(tagIds).toEqual(expect.arrayContaining([first!.id, second!.id]));
  });
});

describe('groups limited to departments', () => {
  test('are seen by the members of those departments and below, and by admins', async () => {
    const forSales = await givenGroup(['报价'], [2]);
    const forService = await givenGroup(['投诉'], [4]);
    const { body } = await server.api.as('rep').call(tags.listTagGroups);
    const ids = body.items.map((group) => group.id);
    expect(ids).toContain(forSales.id);
    expect(ids).not.toContain(forService.id);
    expect(body.can.create).toBe(false);
    expect((await groupOf(forService.id))?.departmentIds).toEqual([4]);
    const bad = await admin().call(tags.updateTagGroup, {
      params: { groupId: forSales.id },
      body: { departmentIds: [99] },
    });
    expect(bad.body).toMatchObject({ code: 'corp.department_not_found' });
    const opened = await admin().call(tags.updateTagGroup, {
      params: { groupId: forService.id },
      body: { departmentIds: null },
    });
    expect(opened.body.departmentIds).toBeNull();
  });

  test('reps do not change the library', async () => {
    const answer = await server.api.as('rep').call(tags.createTagGroup, { body: { name: '我的', tagNames: ['x'] } });
    expect(answer.status).toBe(403);
  });
});

async function groupOf(groupId: string) {
  const { body } = await admin().call(tags.listTagGroups);
  return body.items.find((group) => group.id === groupId);
}

async function callbacksDone(): Promise<void> {
  await control('POST /control/wait-until-idle', { body: { quietMs: 100 } });
  await server.settle();
}
