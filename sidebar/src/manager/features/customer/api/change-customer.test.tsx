import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { act, renderHook } from '@testing-library/react';
import type { FieldValue } from '@zhike/shared/contracts/custom-field';
import { afterEach, expect, test, vi } from 'vitest';
import { useChangeCustomer } from './change-customer.ts';

afterEach(() => vi.unstubAllGlobals());

const field = (fieldId: string, number: number | null) => ({
  fieldId,
  value: number === null ? null : { kind: 'number', number },
});

test('of two fields saved at once both stay saved, in whatever order the answers come', async () => {
  const answers = new Map<string, (fields: unknown[]) => void>();
  vi.stubGlobal(
    'fetch',
    vi.fn(
      (url: string) =>
        new Promise((resolve) =>
          answers.set(url.split('/').at(-1)!, (fields) => resolve(new Response(JSON.stringify({ fields })))),
        ),
    ),
  );
  const client = new QueryClient();
  client.setQueryData(['customer', 'c'], { id: 'c', fields: [field('a', null), field('b', null)] });
  const { result } = renderHook(() => useChangeCustomer('c'), {
    wrapper: ({ children }) => <QueryClientProvider client={client}>{children}</QueryClientProvider>,
  });
  const save = (fieldId: string, number: number) => {
    const value: FieldValue = { kind: 'number', number };
    return result.current.field.mutateAsync({ fieldId, value });
  };
  await act(async () => {
    const saved = [save('a', 1), save('b', 2)];
    await vi.waitFor(() => expect(answers.size).toBe(2));
    answers.get('b')!([field('a', 1), field('b', 2)]);
    await saved[1];
    answers.get('a')!([field('a', 1), field('b', null)]);
    await saved[0];
  });
  expect(client.getQueryData(['customer', 'c'])).toEqual({ id: 'c', fields: [field('a', 1), field('b', 2)] });
});
