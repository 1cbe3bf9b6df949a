import * as contracts from '@zhike/shared/contracts/custom-field';
import { changeCustomerField } from '@zhike/shared/contracts/customer-changes';
import { getCustomer } from '@zhike/shared/contracts/customer';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { insertRows } from '../../platform/database/sql.ts';
import { givenCustomer } from '../../test/given-customer.ts';
import { givenMember } from '../../test/given-member.ts';
import { startTestServer, type TestServer } from '../../test/start-test-server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ scenarios: [] });
  await server.db.transaction((tx) =>
    insertRows(tx, 'department', [
      { id: 10, parent_id: 1, name: '销售部', sort: 0 },
      { id: 11, parent_id: 10, name: '一组', sort: 0 },
      { id: 20, parent_id: 1, name: '客服部', sort: 0 },
    ]),
  );
  await givenMember(server, { userId: 'boss', role: 'admin' });
  await givenMember(server, { userId: 'seller', departmentId: 11 });
  await givenMember(server, { userId: 'helper', departmentId: 20 });
});
afterAll(() => server.close());

const admin = () => server.api.as('boss');
type Draft = Parameters<typeof create>[0];

async function create(body: {
  name: string;
  kind: contracts.CustomFieldKind;
  unit?: string;
  options?: { label: string }[];
  departmentIds?: number[];
}) {
  const answer = await admin().call(contracts.createCustomField, { body });
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  return answer.body;
}

const refused = async (body: Draft) => {
  const { status, body: answer } = await admin().call(contracts.createCustomField, { body });
  return { status, code: (answer as unknown as { code: string }).code };
};

const fieldsOf = async (customerId: string, as = 'boss') =>
  (await server.api.as(as).call(getCustomer, { params: { customerId } })).body.fields;

const fill = (customerId: string, fieldId: string, value: contracts.FieldValue | null, as = 'seller') =>
  server.api.as(as).call(changeCustomerField, { params: { customerId, fieldId }, body: { value } });

test('only an admin defines fields; names in use are free to nobody, choices need options', async () => {
  const rep = server.api.as('seller');
  const body = { name: '生日', kind: 'date' as const };
  expect((await rep.call(contracts.createCustomField, { body })).status).toBe(403);
  const birthday = await create(body);
  expect(birthday).toMatchObject({ name: '生日', kind: 'date', options: [], isRetired: false, isMine: true });
  expect(await refused(body)).toEqual({ status: 409, code: 'custom_field.name_taken' });
  expect(await refused({ name: '风格', kind: 'single_choice' })).toMatchObject({ code: 'custom_field.options_needed' });
  const options = [{ label: '现代' }, { label: '现代' }];
  expect(await refused({ name: '风格', kind: 'single_choice', options })).toMatchObject({
    code: 'custom_field.option_taken',
  });
  const { body: seen } = await rep.call(contracts.listCustomFields);
  expect(seen.items.map(({ name }) => name)).toEqual(['生日']);
  expect(seen.can.edit).toBe(false);
});

test('a rep fills in every kind of field, sees who did it and when, and empties one again', async () => {
  const { id: customerId } = await givenCustomer(server, { friendsOf: ['seller'] });
  const [note, budget, day] = [
    await create({ name: '喜好', kind: 'text' }),
    await create({ name: '预算', kind: 'number', unit: '万' }),
    await create({ name: '纪念日', kind: 'date' }),
  ];
  const style = await create({ name: '风格', kind: 'single_choice', options: [{ label: '现代' }, { label: '中式' }] });
  const rooms = await create({
    name: '空间',
    kind: 'multiple_choice',
    options: [{ label: '客厅' }, { label: '卧室' }],
  });
  const [modern] = style.options;
  const [living, bed] = rooms.options;
  const values: [string, contracts.FieldValue][] = [
    [note.id, { kind: 'text', text: '周末才有空' }],
    [budget.id, { kind: 'number', number: 30.5 }],
    [day.id, { kind: 'date', day: '1956-02-29' }],
    [style.id, { kind: 'choice', optionIds: [modern!.id] }],
    [rooms.id, { kind: 'choice', optionIds: [bed!.id, living!.id] }],
  ];
  for (const [fieldId, value] of values) {
    const { status, body } = await fill(customerId, fieldId, value);
    expect(status, JSON.stringify(body)).toBe(200);
  }
  const at = server.clock.now();
  const fields = await fieldsOf(customerId, 'seller');
  const held = new Map(fields.map((field) => [field.fieldId, field]));
  expect(held.get(day.id)).toMatchObject({
    value: values[2]![1],
    origin: { member: { userId: 'seller' }, rule: null },
  });
  expect(held.get(day.id)!.origin!.at).toBeLessThanOrEqual(at);
  expect(held.get(budget.id)!.value).toEqual({ kind: 'number', number: 30.5 });
  expect(held.get(rooms.id)!.value).toEqual({ kind: 'choice', optionIds: [living!.id, bed!.id] });

  expect((await fill(customerId, note.id, null)).status).toBe(200);
  expect((await fieldsOf(customerId)).find(({ fieldId }) => fieldId === note.id)).toMatchObject({
    value: null,
    origin: null,
  });
});

test('what does not fit a field is refused, and nothing is left of it', async () => {
  const { id: customerId } = await givenCustomer(server, { friendsOf: ['seller'] });
  const age = await create({ name: '年龄', kind: 'number' });
  const level = await create({ name: '等级', kind: 'single_choice', options: [{ label: 'A' }, { label: 'B' }] });
  const both = { kind: 'choice' as const, optionIds: level.options.map(({ id }) => id) };
  const codeOf = async (fieldId: string, value: contracts.FieldValue, as?: string) => {
    const { status, body } = await fill(customerId, fieldId, value, as);
    return `${status} ${(body as unknown as { code: string }).code}`;
  };
  expect(await codeOf(age.id, { kind: 'text', text: '三十' })).toBe('400 custom_field.value_not_for_kind');
  expect(await codeOf(age.id, { kind: 'number', number: 1.23456 })).toBe('400 request.invalid');
  expect(await codeOf(level.id, both)).toBe('400 custom_field.value_not_for_kind');
  expect(await codeOf(level.id, { kind: 'choice', optionIds: [customerId] })).toBe('400 custom_field.option_not_found');
  expect(await codeOf(customerId, { kind: 'text', text: 'x' })).toBe('404 custom_field.not_found');
  expect(await codeOf(age.id, { kind: 'number', number: 30 }, 'helper')).toBe('403 customer.not_visible');
  expect((await fieldsOf(customerId)).every(({ value }) => value === null)).toBe(true);
});

test('a field for departments stands only on the pages of their members, and only they fill it in', async () => {
  const { id: customerId } = await givenCustomer(server, { friendsOf: ['seller', 'helper'] });
  const deal = await create({ name: '签约概率', kind: 'number', unit: '%', departmentIds: [10] });
  const sees = async (as: string) => (await fieldsOf(customerId, as)).some(({ fieldId }) => fieldId === deal.id);
  expect([await sees('seller'), await sees('helper'), await sees('boss')]).toEqual([true, false, true]);
  expect((await fill(customerId, deal.id, { kind: 'number', number: 80 })).status).toBe(200);
  const notHers = await fill(customerId, deal.id, { kind: 'number', number: 0 }, 'helper');
  expect(notHers).toMatchObject({ status: 403, body: { code: 'custom_field.not_for_you' } });
});

test('an option left out is kept by those who have it, given to nobody else, and is itself when it comes back', async () => {
  const [wang, li] = [
    await givenCustomer(server, { friendsOf: ['seller'] }),
    await givenCustomer(server, { friendsOf: ['seller'] }),
  ];
  const field = await create({
    name: '楼盘',
    kind: 'multiple_choice',
    options: [{ label: '东区' }, { label: '西区' }],
  });
  const [east, west] = field.options;
  const choose = (customerId: string, ...options: (typeof east)[]) =>
    fill(customerId, field.id, { kind: 'choice', optionIds: options.map((one) => one!.id) });
  await choose(wang.id, east);
  const params = { fieldId: field.id };
  const save = async (options: { id?: string; label: string }[]) =>
    (await admin().call(contracts.updateCustomField, { params, body: { name: '楼盘', options } })).body.options;
  expect(await save([{ id: west!.id, label: '西区' }])).toEqual([west, { ...east, isRetired: true }]);
  expect((await choose(li.id, east)).status).toBe(400);
  expect((await choose(wang.id, west, east)).status).toBe(200);
  expect(await save([{ id: west!.id, label: '西岸' }, { label: '东区' }])).toEqual([{ ...west, label: '西岸' }, east]);
});

test('an option stands once: neither its id nor its name, in use or not, is there twice', async () => {
  const field = await create({ name: '朝向', kind: 'multiple_choice', options: [{ label: '南' }, { label: '北' }] });
  const [south, north] = field.options;
  const params = { fieldId: field.id };
  const save = async (options: { id?: string; label: string }[]) => {
    const answer = await admin().call(contracts.updateCustomField, { params, body: { name: '朝向', options } });
    return `${answer.status} ${(answer.body as unknown as { code?: string }).code ?? ''}`;
  };
  const twice = [
    { id: south!.id, label: '南' },
    { id: south!.id, label: '西' },
  ];
  expect(await save(twice)).toBe('400 custom_field.option_taken');
  expect(await save([{ id: south!.id, label: '南' }])).toBe('200 ');
  expect(await save([{ id: south!.id, label: '北' }])).toBe('400 custom_field.option_taken');
  expect(await save([{ label: '北' }, { id: north!.id, label: '朝北' }])).toBe('200 ');
});

test('of several who change fields at once each is heard, and no name is given twice', async () => {
  const made = await Promise.all(
    [1, 2, 3, 4].map(() => admin().call(contracts.createCustomField, { body: { name: '同时', kind: 'text' } })),
  );
  expect(made.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409]);
  const field = await create({ name: '户型', kind: 'single_choice', options: [{ label: '一室' }] });
  const labels = ['二室', '三室', '四室'];
  await Promise.all(
    labels.map((label) =>
      admin().call(contracts.updateCustomField, {
        params: { fieldId: field.id },
        body: { name: '户型', options: [{ id: field.options[0]!.id, label: '一室' }, { label }] },
      }),
    ),
  );
  const { items } = (await admin().call(contracts.listCustomFields)).body;
  const known = items.find(({ id }) => id === field.id)!.options.map(({ label }) => label);
  expect(known.sort()).toEqual(['一室', ...labels].sort());
});

test('a field out of use leaves the pages and comes back with what customers have', async () => {
  const { id: customerId } = await givenCustomer(server, { friendsOf: ['seller'] });
  const field = await create({ name: '小区', kind: 'text' });
  await fill(customerId, field.id, { kind: 'text', text: '滨江花园' });
  const params = { fieldId: field.id };
  expect((await admin().call(contracts.retireCustomField, { params })).status).toBe(200);
  expect((await fieldsOf(customerId)).some(({ fieldId }) => fieldId === field.id)).toBe(false);
  expect((await fill(customerId, field.id, null)).status).toBe(404);
  const { items } = (await admin().call(contracts.listCustomFields)).body;
  expect(items.at(-1)).toMatchObject({ id: field.id, isRetired: true });

  await create({ name: '小区', kind: 'text' });
  expect((await admin().call(contracts.restoreCustomField, { params })).status).toBe(409);
  const body = { name: '新小区' };
  const other = (await admin().call(contracts.listCustomFields)).body.items.find(({ name }) => name === '小区')!;
  await admin().call(contracts.updateCustomField, { params: { fieldId: other.id }, body });
  expect((await admin().call(contracts.restoreCustomField, { params })).body).toMatchObject({ isRetired: false });
  expect((await fieldsOf(customerId)).find(({ fieldId }) => fieldId === field.id)?.value).toEqual({
    kind: 'text',
    text: '滨江花园',
  });
});

test('fields stand in the order an admin gives them, which must name each', async () => {
  const inUse = async () =>
    (await admin().call(contracts.listCustomFields)).body.items.flatMap((one) => (one.isRetired ? [] : [one.id]));
  const ids = await inUse();
  const turned = [...ids].reverse();
  const { body } = await admin().call(contracts.reorderCustomFields, { body: { fieldIds: turned } });
  expect(body.items.flatMap((one) => (one.isRetired ? [] : [one.id]))).toEqual(turned);
  const incomplete = await admin().call(contracts.reorderCustomFields, { body: { fieldIds: turned.slice(1) } });
  expect(incomplete).toMatchObject({ status: 409, body: { code: 'custom_field.order_incomplete' } });
  expect(await inUse()).toEqual(turned);
});
