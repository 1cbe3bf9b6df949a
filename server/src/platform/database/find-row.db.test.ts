import { afterAll, beforeAll, expect, test } from 'vitest';
import { MemberRow } from '../../domains/corp/entity.ts';
import { givenMember } from '../../test/given-member.ts';
import { startTestServer, type TestServer } from '../../test/start-test-server.ts';
import { findRow, findRows, getRow } from './find-row.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ scenarios: [] });
});
afterAll(() => server.close());

test('rows come out exactly as TypeORM reads them', async () => {
  await givenMember(server, {
    userId: 'zhangwei',
    name: '张伟😀',
    isFollowUser: false,
    managedDepartmentIds: [1, 2],
    subscribed: null,
  });
  const { read } = server.db;
  expect(await findRow(read, MemberRow, { userId: 'zhangwei' })).toEqual(
    await read.findOneBy(MemberRow, { userId: 'zhangwei' }),
  );
  expect(await findRows(read, MemberRow, { status: 'active', name: '张伟😀' })).toHaveLength(1);
});

test('a row that is not there is null, or an error where it must be there', async () => {
  expect(await findRow(server.db.read, MemberRow, { userId: 'nobody' })).toBeNull();
  await expect(getRow(server.db.read, MemberRow, { userId: 'nobody' })).rejects.toThrow('MemberRow is gone');
});

test('a forgotten argument never turns into "all rows"', async () => {
  await expect(findRows(server.db.read, MemberRow, { userId: undefined })).rejects.toThrow('must have a value');
  await expect(findRows(server.db.read, MemberRow, { nonsense: 1 } as object)).rejects.toThrow('has no nonsense');
});
