import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import type { CustomerTagView } from '@zhike/shared/contracts/customer';
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, expect, test } from 'vitest';
import { TagRow } from './tag-row.tsx';

afterEach(cleanup);

const tag = (name: string, limit: Pick<CustomerTagView, 'can' | 'onlyFor'>): CustomerTagView => ({
  tagId: name,
  name,
  groupId: 'g',
  groupName: '组',
  origins: [{ kind: 'rule', member: null, channel: null, rule: null, refId: null, at: 0, state: 'done' }],
  ...limit,
});

test('a tag kept for another department says so and offers no removal', () => {
  const tags = [
    tag('自己的', { can: { remove: true }, onlyFor: [] }),
    tag('别部的', { can: { remove: false }, onlyFor: ['客服部', '售后部'] }),
  ];
  render(
    <QueryClientProvider client={new QueryClient()}>
      <TagRow customerId="01C" tags={tags} canEdit onAdd={() => undefined} />
    </QueryClientProvider>,
  );
  fireEvent.click(screen.getByRole('button', { name: '自己的' }));
  expect(screen.getByRole('button', { name: '移除标签' })).toBeDefined();
  fireEvent.click(screen.getByRole('button', { name: '别部的' }));
  expect(screen.getByText('只供「客服部」「售后部」使用,你不能移除')).toBeDefined();
  expect(screen.queryByRole('button', { name: '移除标签' })).toBeNull();
});
