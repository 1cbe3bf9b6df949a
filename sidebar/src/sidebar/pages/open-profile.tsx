import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { act, configure, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import type { FieldValue } from '@zhike/shared/contracts/custom-field';
import type { CustomerFieldView, CustomerProfile } from '@zhike/shared/contracts/customer';
import { expect, vi } from 'vitest';
import { NoticeBar } from '../components/notice.tsx';
import { AT, exampleProfile, wangli } from '../features/customer/example-profile.ts';
import { CustomerPage } from './customer-page.tsx';
// Loaded before the first test, however long that takes: none waits for it.
import '../features/customer/fields/field-sheet.tsx';

/** For tests: the fields of a customer, as a rep sees and fills them in. */

/** Patience with a busy machine. */
configure({ asyncUtilTimeout: 10_000 });

export const text = (value: string): FieldValue => ({ kind: 'text', text: value });
export const number = (value: number): FieldValue => ({ kind: 'number', number: value });
export const choice = (...optionIds: string[]): FieldValue => ({ kind: 'choice', optionIds });
export const option = (label: string, isRetired = false) => ({ id: label, label, isRetired });
export const filledIn = (value: FieldValue) => ({ value, origin: { member: wangli, rule: null, at: AT } });

/** The tab 资料 of a customer, before a server that keeps what it is sent, or refuses it. */
export async function openProfile(fields: CustomerFieldView[], more: Partial<CustomerProfile> = {}) {
  const server = {
    profile: exampleProfile({ fields, ...more }),
    /** What arrived: field and value. */
    sent: [] as [fieldId: string, value: FieldValue | null][],
    refuse: null as (() => Promise<Response>) | null,
    /** Somebody else, or a rule, changes fields, and the news arrive here. */
    news(change: (fields: CustomerFieldView[]) => CustomerFieldView[]) {
      server.profile = { ...server.profile, fields: change(server.profile.fields) };
      return act(async () => {
        await client.invalidateQueries({ queryKey: ['profile'] });
        // Watchers are told a moment later.
        await new Promise((resolve) => setTimeout(resolve));
      });
    },
  };
  const answer = (body: unknown) => new Response(JSON.stringify(body));
  const fetch = async (url: string, init: RequestInit) => {
    if (url.includes('/behaviour')) return answer({ today: '2026-03-10', days: [] });
    const fieldId = /\/fields\/(.+)$/.exec(decodeURIComponent(url))?.[1];
    if (fieldId) {
      const { value } = JSON.parse(init.body as string) as { value: FieldValue | null };
      server.sent.push([fieldId, value]);
      if (server.refuse) return server.refuse();
      const origin = value && { member: wangli, rule: null, at: AT };
      server.profile = {
        ...server.profile,
        fields: server.profile.fields.map((one) => (one.fieldId === fieldId ? { ...one, value, origin } : one)),
      };
      return answer({ fields: server.profile.fields });
    }
    if (url.includes('by-external')) return answer(server.profile);
    return answer({ items: [], nextCursor: null });
  };
  vi.stubGlobal('fetch', vi.fn(fetch));
  const client = new QueryClient({ defaultOptions: { queries: { retry: false }, mutations: { retry: false } } });
  render(
    <QueryClientProvider client={client}>
      <CustomerPage who={{ externalUserId: 'wm1' }} viewerUserId="wangli" />
      <NoticeBar />
    </QueryClientProvider>,
  );
  fireEvent.click(await screen.findByRole('tab', { name: '资料' }));
  return server;
}

export const rowOf = (name: string) =>
  within(screen.getByLabelText('客户资料')).getByRole('button', { name: new RegExp(name) });
export async function openField(name: string) {
  fireEvent.click(rowOf(name));
  return within(await screen.findByRole('dialog', { name }));
}
export type Sheet = Awaited<ReturnType<typeof openField>>;
export const save = (sheet: Sheet) => fireEvent.click(sheet.getByRole('button', { name: '保存' }));
export const write = (sheet: Sheet, label: string, value: string) =>
  fireEvent.change(sheet.getByLabelText(label), { target: { value } });
export const isGone = () => waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
