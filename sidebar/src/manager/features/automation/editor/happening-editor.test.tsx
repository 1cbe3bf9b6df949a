import { cleanup, fireEvent, render, screen, within } from '@testing-library/react';
import { useState } from 'react';
import { afterEach, expect, test } from 'vitest';
import { budget, exampleFields } from '../example-fields.ts';
import { sayWhen } from '../say/say-when.ts';
import { emptyForm, type HappeningForm, settingsOf } from './form.ts';
import { HappeningEditor } from './happening-editor.tsx';
import type { EditorKit } from './pickers.ts';

afterEach(cleanup);

const asked = { key: 'field', label: '字段', input: 'custom_field' as const, options: [] };
const parts = {
  triggers: [
    { key: 'task.done', label: '待办完成', conditions: [] },
    { key: 'customer.field_changed', label: '资料字段变化', conditions: [asked] },
  ],
  dates: [],
  actions: [],
  fields: exampleFields,
};
const kit = { parts, pickers: {}, nameOf: () => undefined, remember: () => undefined } as unknown as EditorKit;

/** The editor of what begins the waiting, and the rule in words. */
function Beginning({ what }: { what: string }) {
  const form = emptyForm();
  const [start, setStart] = useState<HappeningForm>({ ...form.absence.start, what });
  const { when } = settingsOf({ ...form, kind: 'absence', absence: { ...form.absence, start } });
  return (
    <>
      <HappeningEditor label="先发生了" value={start} kit={kit} withSaid onChange={setStart} />
      <p aria-label="规则的意思">{sayWhen(when, parts, () => undefined)}</p>
    </>
  );
}
const summary = () => screen.getByLabelText('规则的意思').textContent;

test('of something said its words can be asked for, as in rules for messages; without them anything counts', () => {
  render(<Beginning what="said:rep" />);
  expect(summary()).toContain('员工在单聊里发言,之后');
  fireEvent.click(screen.getByRole('button', { name: '包含关键词' }));
  const words = within(screen.getByRole('group', { name: '任意一个' }));
  fireEvent.change(words.getByRole('textbox'), { target: { value: '报价,' } });
  expect(summary()).toContain('员工在单聊里提到「报价」,之后 3 天内没有发生:客户在单聊里发言');
  fireEvent.click(screen.getByRole('button', { name: '说什么都算' }));
  expect(summary()).toContain('员工在单聊里发言,之后');
});

test('an event has no words', () => {
  render(<Beginning what="task.done" />);
  expect(screen.queryByRole('group', { name: '说了什么' })).toBeNull();
});

test('which field has to change is picked among those in use, and said by name', () => {
  const start: HappeningForm = {
    ...emptyForm().absence.start,
    what: 'customer.field_changed',
    conditions: [{ key: 'field', values: [budget.id] }],
  };
  render(<HappeningEditor label="什么事" value={start} kit={kit} onChange={() => undefined} />);
  expect(screen.getByText('字段是')).toBeDefined();
  expect(screen.getByText('预算')).toBeDefined();
  const when = { kind: 'event' as const, trigger: 'customer.field_changed', conditions: start.conditions };
  expect(sayWhen(when, parts, () => undefined)).toBe('「资料字段变化」(字段是「预算」)');
});
