import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import type { MessagePlace } from '@zhike/shared/contracts/common';
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

const show = (tags: CustomerTagView[]) =>
  render(
    <QueryClientProvider client={new QueryClient()}>
      <TagRow
        customerId="01C"
        tags={tags}
        canEdit
        onAdd={() => undefined}
        messageHref={({ position }) => `#${position}`}
      />
    </QueryClientProvider>,
  );

test('a tag kept for another department says so and offers no removal', () => {
  const tags = [
    tag('自己的', { can: { remove: true }, onlyFor: [] }),
    tag('别部的', { can: { remove: false }, onlyFor: ['客服部', '售后部'] }),
  ];
  show(tags);
  fireEvent.click(screen.getByRole('button', { name: '自己的' }));
  expect(screen.getByRole('button', { name: '移除标签' })).toBeDefined();
  fireEvent.click(screen.getByRole('button', { name: '别部的' }));
  expect(screen.getByText('只供「客服部」「售后部」使用,你不能移除')).toBeDefined();
  expect(screen.queryByRole('button', { name: '移除标签' })).toBeNull();
});

test('a tag of a rule leads to the message that caused it, if the viewer may read it', () => {
  const byRule = (name: string, message: MessagePlace | null): CustomerTagView => ({
    ...tag(name, { can: { remove: true }, onlyFor: [] }),
    origins: [
      {
        kind: 'rule',
        member: null,
        channel: null,
        rule: {
          ruleId: 'R',
          name: '问价',
          version: 2,
          hitId: 'H',
          cause: { kind: 'message', at: 60_000, words: ['价格'], message },
        },
        refId: 'V',
        at: 61_000,
        state: 'done',
      },
    ],
  });
  const tags = [byRule('看得到', { conversationId: 'C', chatId: null, position: 42 }), byRule('看不到', null)];
  show(tags);
  fireEvent.click(screen.getByRole('button', { name: '看得到' }));
  expect(screen.getByRole('link', { name: '看这条消息' }).getAttribute('href')).toBe('#42');
  fireEvent.click(screen.getByRole('button', { name: '看不到' }));
  const why = screen.getByText(/说到「价格」,规则「问价」\(第 2 版\)打上/).textContent;
  expect(why, 'the moment is said once').toMatch(/^1970年1月1日的消息/);
  expect(screen.queryByRole('link', { name: '看这条消息' })).toBeNull();
});
