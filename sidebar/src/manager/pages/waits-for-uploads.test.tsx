import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import type { MeView } from '@zhike/shared/contracts/session';
import type { ReactElement } from 'react';
import { MemoryRouter } from 'react-router';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ViewerContext } from '../app/viewer.ts';
import { ChannelEditPage } from './channel-edit-page.tsx';
import { GroupWelcomePage } from './group-welcome-page.tsx';
import { MomentEditPage } from './moment-edit-page.tsx';

let arrive: () => void;

beforeEach(() => {
  localStorage.clear();
  arrive = () => undefined;
  // The file is on its way until the test lets it arrive.
  class Upload {
    upload = {};
    onload?: () => void;
    status = 200;
    responseText = JSON.stringify({ id: '01ARZ3NDEKTSV4RRFFQ69G5FAV' });
    open = () => undefined;
    setRequestHeader = () => undefined;
    abort = () => undefined;
    send = () => {
      arrive = () => this.onload?.();
    };
  }
  vi.stubGlobal('XMLHttpRequest', Upload);
  vi.stubGlobal(
    'fetch',
    vi.fn(async (url: string) =>
      Response.json(
        url.startsWith('/api/media/') ? { id: '01A', name: '报价.xlsx', size: 20 } : { items: [], nextCursor: null },
      ),
    ),
  );
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

function open(page: ReactElement) {
  render(
    <MemoryRouter>
      <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}>
        <ViewerContext.Provider
          value={{ userId: 'chen', role: 'admin', scope: { kind: 'all' }, can: {} } as unknown as MeView}
        >
          {page}
        </ViewerContext.Provider>
      </QueryClientProvider>
    </MemoryRouter>,
  );
}
const choose = (name: string) =>
  fireEvent.change(document.querySelector('input[type=file]')!, {
    target: { files: [new File(['x'.repeat(20)], name)] },
  });
const isOff = async (name: string) => (await screen.findByRole<HTMLButtonElement>('button', { name })).disabled;

test('a moment is published when its pictures have arrived, not before', async () => {
  open(<MomentEditPage />);
  fireEvent.change(screen.getByPlaceholderText('客户在朋友圈看到的文字'), { target: { value: '春季新品' } });
  expect(await isOff('请员工发表')).toBe(false);
  choose('门店.jpg');
  expect(await isOff('等待上传完成')).toBe(true);
  arrive();
  expect(await isOff('请员工发表')).toBe(false);
});

test('a channel code waits for the files of its greeting', async () => {
  open(<ChannelEditPage />);
  fireEvent.click(await screen.findByRole('button', { name: '文件' }));
  choose('报价.xlsx');
  expect(await isOff('等待上传完成')).toBe(true);
  arrive();
  expect(await isOff('创建渠道活码')).toBe(false);
});

test('a greeting of groups waits for its file; a file that is given up is waited for no more', async () => {
  open(<GroupWelcomePage />);
  fireEvent.click(await screen.findByRole('button', { name: '文件' }));
  choose('报价.xlsx');
  expect(await isOff('等待上传完成')).toBe(true);
  fireEvent.click(screen.getByRole('button', { name: '无附件' }));
  expect(await isOff('保存')).toBe(false);
});
