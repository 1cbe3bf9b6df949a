import { retireMaterial } from '@zhike/shared/contracts/material';
import * as script from '@zhike/shared/contracts/script';
import * as contracts from '@zhike/shared/contracts/sop';
import * as enrolments from '@zhike/shared/contracts/sop-enrolment';
import type { z } from 'zod';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { insertRows } from '../../platform/database/sql.ts';
import { givenCustomer } from '../../test/given-customer.ts';
import { givenMember } from '../../test/given-member.ts';
import { givenLibrary } from '../../test/material-kit.ts';
import { startTestServer, type TestServer } from '../../test/start-test-server.ts';

const HOUR = 3_600_000;
const NOTHING = '01ARZ3NDEKTSV4RRFFQ69G5FAV';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ scenarios: [] });
  await givenMember(server, { userId: 'boss', role: 'admin', name: '陈宇' });
  await givenMember(server, { userId: 'zhang', name: '张伟' });
  await server.db.transaction((tx) =>
    insertRows(tx, 'tag', [{ id: 'hot', group_id: 'g1', name: '意向', sort: 0, created_by_us: 1, created_at: 0 }]),
  );
}, 60_000);
afterAll(() => server.close());

const boss = () => server.api.as('boss');
type Draft = z.input<typeof contracts.SopDraft>;
type Step = Draft['steps'][number];

async function givenScript(title: string) {
  const { body: category } = await boss().call(script.createScriptCategory, { body: { name: title, isMine: false } });
  const body = { title, text: '您好', categoryId: category.id, isMine: false };
  return (await boss().call(script.createScript, { body })).body;
}
const step = (title: string, deed: Step['deed'], more: Partial<Step> = {}): Step => ({
  title,
  at: { kind: 'day', days: 1, time: '10:00' },
  deed,
  ...more,
});
const save = (draft: Partial<Draft> & Pick<Draft, 'steps'>) =>
  boss().call(contracts.createSop, {
    body: { name: 'SOP', start: { kind: 'enrolled' }, daysOff: 'as_is', ...draft },
  });

test('an SOP tells the names of all it names, also of what was taken away since', async () => {
  const brochure = await givenLibrary(server).add({ title: '产品手册' });
  const greeting = await givenScript('开场白');
  const { body: saved } = await save({
    stop: { tagIds: ['hot'] },
    steps: [step('发资料', { kind: 'send', scriptId: greeting.id, materialIds: [brochure.id] })],
  });
  const names = async () => {
    const { body } = await boss().call(contracts.getSop, { params: { sopId: saved.id } });
    return body.names.map(({ kind, name, isUsable }) => `${kind} ${name} ${isUsable}`);
  };
  expect(await names()).toEqual(['tag 意向 true', 'material 产品手册 true', 'script 开场白 true']);
  await boss().call(retireMaterial, { params: { materialId: brochure.id } });
  await boss().call(script.deleteScript, { params: { scriptId: greeting.id } });
  expect(await names()).toEqual(['tag 意向 true', 'material 产品手册 false', 'script 开场白 false']);
});

test('what lies ahead is told with the script and the materials that go out', async () => {
  const brochure = await givenLibrary(server).add({ title: '案例集' });
  const greeting = await givenScript('案例开头');
  const { body: sop } = await save({
    steps: [step('发案例', { kind: 'send', scriptId: greeting.id, materialIds: [brochure.id] })],
  });
  await boss().call(contracts.switchSop, { params: { sopId: sop.id }, body: { isOn: true } });
  const { id: customerId } = await givenCustomer(server, { friendsOf: ['zhang'] });
  await boss().call(enrolments.enrolCustomer, { params: { customerId }, body: { sopId: sop.id } });
  const day = new Date(server.clock.now() + 32 * HOUR).toISOString().slice(0, 10);
  const { body } = await boss().call(enrolments.listComingSteps, { query: { day, sopId: sop.id } });
  expect(body.items).toMatchObject([
    { script: { id: greeting.id, title: '案例开头' }, materials: [{ id: brochure.id, title: '案例集' }] },
  ]);
});

test('what cannot be saved is told at its step and field, all of it at once', async () => {
  const refused = async (draft: Partial<Draft> & Pick<Draft, 'steps'>) => {
    const { status, body } = await save(draft);
    const { code, details } = body as unknown as {
      code: string;
      details: { issues: { path: string; part?: string; code?: string }[] };
    };
    return [status, code, ...details.issues.map(({ path, part, code: why }) => `${path} ${part ?? why}`)];
  };
  const call = step('打电话', { kind: 'call', note: '问问看' });
  expect(
    await refused({
      start: { kind: 'stage', stageId: NOTHING },
      stop: { tagIds: ['hot', 'gone'] },
      steps: [call, step('发资料', { kind: 'send', scriptId: NOTHING, materialIds: [NOTHING] })],
    }),
  ).toEqual([
    400,
    'sop.part_missing',
    'start.stageId stage',
    'stop.tagIds tag',
    'steps.1.deed.scriptId script',
    'steps.1.deed.materialIds material',
  ]);
  const filter = { field: 'no_such_field', op: 'any' as const, values: ['1'] };
  expect(await refused({ steps: [{ ...call, filter }, call, { ...call, filter }] })).toEqual([
    400,
    'sop.condition_wrong',
    'steps.0.filter filter.field_unknown',
    'steps.2.filter filter.field_unknown',
  ]);
});
