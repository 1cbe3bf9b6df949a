import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, configure, fireEvent, render, screen } from '@testing-library/react';
import { MemoryRouter, Route, Routes } from 'react-router';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { MomentEditPage } from './moment-edit-page.tsx';

const ASSET = '01HZZZZZZZZZZZZZZZZZZZZZZZ';

// An editor is large: on a busy machine it takes its time to appear.
configure({ asyncUtilTimeout: 10_000 });

let told: { text: string; idempotencyKey: string }[];
/** The first answers are lost on the way. */
let lost: number;

/** An upload that arrives when the test says so. */
class WaitingUpload extends EventTarget {
  static open: WaitingUpload[] = [];
  upload = new EventTarget();
  status = 200;
  responseText = JSON.stringify({ id: ASSET, kind: 'video', name: '展会.mp4', size: 2048 });
  response = this.responseText;
  timeout = 0;
  open() {}
  setRequestHeader() {}
  getResponseHeader = () => 'application/json';
  send() {
    WaitingUpload.open.push(this);
  }
  abort() {
    this.dispatchEvent(new Event('abort'));
  }
}

beforeEach(() => {
  told = [];
  lost = 0;
  WaitingUpload.open = [];
  vi.stubGlobal('XMLHttpRequest', WaitingUpload);
  vi.stubGlobal(
    'fetch',
    vi.fn(async (url: string, { method, body }: RequestInit) => {
      if (method === 'POST' && url === '/api/moments') {
        told.push(JSON.parse(body as string));
        if (lost-- > 0) throw new TypeError('the connection broke off');
        return new Response(JSON.stringify({ id: ASSET }));
      }
      return new Response(JSON.stringify({ items: [], id: ASSET, kind: 'video', name: '展会.mp4', size: 2048 }));
    }),
  );
  render(
    <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}>
      <MemoryRouter initialEntries={['/moments/new']}>
        <Routes>
          <Route path="/moments/new" element={<MomentEditPage />} />
          <Route path="/moments/:id" element={<p>打开了这条朋友圈</p>} />
        </Routes>
      </MemoryRouter>
    </QueryClientProvider>,
  );
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const ask = () => screen.getByRole<HTMLButtonElement>('button', { name: /^(请员工发表|等待上传完成)$/ });
const type = (text: string) =>
  fireEvent.change(screen.getByPlaceholderText('客户在朋友圈看到的文字'), { target: { value: text } });

test('while a file is on its way nothing is asked for, and the phone shows what the customer will see', async () => {
  type('展会见');
  expect(screen.getByRole('region', { name: '客户看到的样子' }).textContent).toContain('展会见');
  expect(ask().disabled).toBe(false);
  fireEvent.click(screen.getByRole('button', { name: '视频' }));
  const input = document.querySelector<HTMLInputElement>('input[type=file]')!;
  fireEvent.change(input, { target: { files: [new File(['0123456789'], '展会.mp4', { type: 'video/mp4' })] } });
  await screen.findByText('文件还在上传,传完才能继续');
  expect(ask().disabled).toBe(true);
  await vi.waitFor(() => expect(WaitingUpload.open).toHaveLength(1));
  WaitingUpload.open[0]!.dispatchEvent(new Event('load'));
  await screen.findByLabelText('视频', { selector: 'video' });
  await vi.waitFor(() => expect(ask().disabled).toBe(false));
});

test('half a link says what is missing', async () => {
  fireEvent.click(screen.getByRole('button', { name: '链接' }));
  await screen.findByText('请填写网址');
  fireEvent.change(screen.getByPlaceholderText('https://'), { target: { value: 'example.com' } });
  await screen.findByText('网址要以 http:// 或 https:// 开头');
});

test('asked again after the answer was lost, it is the same request; changed in between, another one', async () => {
  lost = 2;
  const press = async (name: string) => {
    const find = () => [...document.querySelectorAll('.t-dialog button')].find((one) => one.textContent === name);
    await vi.waitFor(() => expect(find()?.querySelector('.t-loading') ?? find()).toBe(find()));
    fireEvent.click(find()!);
  };
  const isTold = (times: number) => vi.waitFor(() => expect(told).toHaveLength(times), 10_000);
  type('第一版');
  fireEvent.click(ask());
  await press('请员工发表');
  await isTold(1);
  await vi.waitFor(async () => {
    await press('请员工发表');
    expect(told.length).toBeGreaterThan(1);
  });
  await isTold(2);
  await press('取消');
  await vi.waitFor(() => expect(document.querySelector('.t-dialog')).toBeNull());
  type('第二版');
  fireEvent.click(ask());
  await press('请员工发表');
  await screen.findByText('打开了这条朋友圈');
  expect(told.map(({ text }) => text)).toEqual(['第一版', '第一版', '第二版']);
  expect(told[1]!.idempotencyKey).toBe(told[0]!.idempotencyKey);
  expect(told[2]!.idempotencyKey).not.toBe(told[0]!.idempotencyKey);
});
