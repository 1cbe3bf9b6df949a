import * as contracts from '@zhike/shared/contracts/quality';
import { DepartmentRow } from '../domains/corp/entity.ts';
import { findOverdue } from '../domains/quality/overdue.ts';
import { givenCustomer } from './given-customer.ts';
import { givenMember } from './given-member.ts';
import { givenMessage } from './given-message.ts';
import { startTestServer, type TestServer } from './start-test-server.ts';

export const MINUTE = 60_000;
export const DAY = 24 * 60 * MINUTE;
const ALL_DAY = { weekdays: [1, 2, 3, 4, 5, 6, 7], from: '00:00', to: '23:59' };
const draft = {
  name: '承诺类',
  level: 'high' as const,
  speaker: 'member' as const,
  words: ['返现', '保本'],
  departmentIds: [] as number[],
  isOn: true,
};

/** A rep, her leader, an admin, and a customer of the rep. */
export interface QualityTest {
  server: TestServer;
  customerId: string;
  as(userId: string): ReturnType<TestServer['api']['as']>;
  givenGroup(fields?: Partial<typeof draft>): Promise<contracts.QualityWordGroupView>;
  /** Also switches off, and changes what was set before. */
  set(action: contracts.QualityActionKind, fields: Partial<contracts.QualityActionView>): Promise<void>;
  say(text: string, fields?: Partial<Parameters<typeof givenMessage>[1]>): Promise<number>;
  /** As the check that comes every minute. */
  look(at: number): Promise<number>;
  hits(userId?: string): Promise<contracts.QualityHitView[]>;
}

export async function startQualityTest(): Promise<QualityTest> {
  const server = await startTestServer();
  await server.db.transaction(async (tx) => {
    for (const [id, name, parentId] of [
      [1, '公司', 0],
      [2, '销售部', 1],
      [3, '客服部', 1],
    ] as const)
      await tx.insert(DepartmentRow, { id, name, parentId, sort: 0, deletedAt: null });
  });
  await givenMember(server, { userId: 'admin', name: '管理员', role: 'admin', departmentId: 1 });
  await givenMember(server, { userId: 'boss', name: '主管', departmentId: 2, isLeader: true });
  await givenMember(server, { userId: 'rep', name: '张伟', departmentId: 2 });
  const customerId = (await givenCustomer(server, { name: '王女士', friendsOf: ['rep'], ownerUserId: 'rep' })).id;
  const as = (userId: string) => server.api.as(userId);
  const answered = <Body>({ status, body }: { status: number; body: Body }): Body => {
    if (status !== 200) throw new Error(`answered ${status}: ${JSON.stringify(body)}`);
    return body;
  };
  return {
    server,
    customerId,
    as,
    async givenGroup(fields = {}) {
      return answered(await as('admin').call(contracts.createQualityWordGroup, { body: { ...draft, ...fields } }));
    },
    async set(action, fields) {
      const { items } = answered(await as('admin').call(contracts.listQualityActions));
      const { action: _action, ...now } = items.find((one) => one.action === action)!;
      const body = { ...now, ...(now.version === 0 ? { hours: ALL_DAY } : {}), isOn: true, ...fields };
      answered(await as('admin').call(contracts.updateQualityAction, { params: { action }, body }));
      await server.settle();
    },
    async say(text, fields = {}) {
      const position = await givenMessage(server, { customerId, text, by: 'member', ...fields });
      await server.settle();
      return position;
    },
    look: (at) => server.db.transaction((tx) => findOverdue(tx, server.deps, at)),
    async hits(userId = 'admin') {
      return answered(await as(userId).call(contracts.searchQualityHits, { body: {} })).items;
    },
  };
}
