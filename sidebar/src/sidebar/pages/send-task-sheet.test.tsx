import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import type { ChatMessage } from '@zhike/shared/contracts/material-send';
import type { TaskView } from '@zhike/shared/contracts/task';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { exampleMaterial, exampleScript } from '../sending/example-material.ts';
import SendTaskSheet from './send-task-sheet.tsx';
import { json, openWith } from './sending-kit.tsx';

let given: string[];
vi.mock('../../shared/wecom/client.ts', () => ({
  sendToChat: async (message: ChatMessage) => {
    given.push(
      message.msgtype === 'text' ? message.text.content : message.msgtype === 'news' ? message.news.title : '',
    );
  },
}));

const photos = exampleMaterial({ id: '01PHOTOS', title: '门店照片' });
const offer = exampleMaterial({ id: '01OFFER', title: '报价单' });
const old = exampleMaterial({ id: '01OLD', title: '旧活动', state: 'expired' });
const task = { id: '01TASK', title: '发报价', status: 'open' } as TaskView;
let stop: () => void = () => undefined;

beforeEach(() => {
  localStorage.clear();
  given = [];
});
afterEach(() => {
  cleanup();
  stop();
  vi.unstubAllGlobals();
});

function open(script: ReturnType<typeof exampleScript>, materialIds: string[]) {
  const material = (one: typeof photos) => ({
    [`GET /api/materials/${one.id}`]: () =>
      json({ ...one, content: { kind: 'link', url: 'https://a.example' }, asset: null }),
    [`POST /api/materials/${one.id}/send`]: () =>
      json({
        sendId: `send${one.id}`,
        message: { msgtype: 'news', news: { link: '', title: one.title, desc: '', imgUrl: '' } },
      }),
    [`POST /api/sends/send${one.id}/outcome`]: () => json({}),
  });
  const opened = openWith(
    <SendTaskSheet
      task={task}
      action={{ kind: 'send', materialIds, scriptId: script.id }}
      target={{ customerId: '01CUSTOMER', externalUserId: 'wm1' }}
      onClose={() => undefined}
    />,
    {
      [`GET /api/scripts/${script.id}`]: () => json(script),
      [`POST /api/scripts/${script.id}/send`]: () =>
        json({ sendId: 'words', message: { msgtype: 'text', text: { content: '您好' } } }),
      'POST /api/sends/words/outcome': () => json({}),
      ...material(photos),
      ...material(offer),
    },
  );
  ({ stop } = opened);
  return opened;
}
const tap = async () => {
  const button = await screen.findByRole<HTMLButtonElement>('button', { name: '发送并完成待办' });
  await waitFor(() => expect(button.disabled).toBe(false));
  fireEvent.click(button);
};

test('a script is sent with its own materials, then what the task asks for; with the last of it the task is done', async () => {
  const { of } = open(exampleScript({ materials: [photos, offer] }), [offer.id]);
  await tap();
  await screen.findByRole('button', { name: '完成' });
  // What both name goes out once.
  expect(given).toEqual(['您好', '门店照片', '报价单']);
  expect(of(`POST /api/materials/${offer.id}/send`)[0]!.body).toMatchObject({ taskId: task.id });
  expect(of(`POST /api/materials/${photos.id}/send`)[0]!.body).not.toHaveProperty('taskId');
});

test('what a script brings and cannot be sent now is left out and named; the task can be done all the same', async () => {
  const { of } = open(exampleScript({ materials: [old, photos] }), []);
  await screen.findByText('话术自带的「旧活动」现在不能发送(已过期),这次不发');
  await tap();
  await screen.findByRole('button', { name: '完成' });
  expect(given).toEqual(['您好', '门店照片']);
  expect(of(`POST /api/materials/${photos.id}/send`)[0]!.body).toMatchObject({ taskId: task.id });
});
