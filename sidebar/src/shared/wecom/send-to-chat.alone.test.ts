import type { OpenChat } from './client.ts';
import type { SdkError } from './sdk-error.ts';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';

/** What the client does with the message that it is given. */
let client: (message: object) => Promise<unknown>;
let opened: { entry: string; id: string };
let registered: { jsApiList: string[] } | null;

vi.mock('@wecom/jssdk', () => ({
  register(options: { jsApiList: string[] }) {
    registered = options;
  },
  getContext: async () => ({ entry: opened.entry }),
  getCurExternalContact: async () => ({ userId: opened.id }),
  getCurExternalChat: async () => ({ chatId: opened.id }),
  sendChatMessage: (message: object) => client(message),
}));

beforeEach(() => {
  vi.resetModules();
  registered = null;
  opened = { entry: 'single_chat_tools', id: 'wm1' };
  const signed = { timestamp: 1, nonceStr: 'n', signature: 's' };
  vi.stubGlobal('fetch', async () => Response.json({ corpId: 'ww1', agentId: '1000002', corp: signed, app: signed }));
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const message = { msgtype: 'text', text: { content: '您好' } } as const;
const hers: OpenChat = { where: 'single_chat', externalUserId: 'wm1' };
const send = async (meant: OpenChat = hers, onLate?: () => void) =>
  (await import('./client.ts')).sendToChat(message, meant, onLate);
/** The failure as the books call it, and its words. */
const failed = async (work: Promise<unknown>) => {
  const error = await work.then(
    () => null,
    (reason: unknown) => reason,
  );
  const { sayNotSent, sendFailureOf } = await import('./send-failure.ts');
  const failure = sendFailureOf(error);
  return [failure, failure && sayNotSent(error as SdkError)];
};
const refusing = (errMsg: string) => {
  client = () => Promise.reject({ errMsg, errCode: -1 });
};

test('a message reaches the client as it is, and the page has asked for the right to send', async () => {
  const given: object[] = [];
  client = async (one) => given.push(one);
  await send();
  expect(given).toEqual([message]);
  expect(registered?.jsApiList).toContain('sendChatMessage');
});

test.each([
  ['sendChatMessage:fail no permission', 'no_permission', /权限配置/],
  ['sendChatMessage:fail without context of external contact', 'no_chat', /重新打开侧边栏/],
  ['sendChatMessage:fail invalid imgUrl', 'bad_picture', /换一张封面/],
  ['sendChatMessage:cancel', 'cancelled', /已取消/],
  ['sendChatMessage:function not exist', 'too_old', /更新/],
  ['sendChatMessage:fail', 'other', /告诉管理员/],
])('%s is told with what to do', async (errMsg, failure, words) => {
  refusing(errMsg);
  expect(await failed(send())).toEqual([failure, expect.stringMatching(words)]);
});

test('a client that never answers is given up, and nobody is told that nothing was sent', async () => {
  vi.useFakeTimers();
  client = () => new Promise(() => undefined);
  const waiting = failed(send());
  await vi.advanceTimersByTimeAsync(31_000);
  expect(await waiting).toEqual(['timeout', expect.stringMatching(/是否已经发出/)]);
});

test('what arrives after all is told late', async () => {
  vi.useFakeTimers();
  let arrive: (value: unknown) => void = () => undefined;
  client = () => new Promise((resolve) => (arrive = resolve));
  const late = vi.fn();
  const waiting = failed(send(hers, late));
  await vi.advanceTimersByTimeAsync(31_000);
  expect((await waiting)[0]).toBe('timeout');
  expect(late).not.toHaveBeenCalled();
  arrive(undefined);
  await vi.advanceTimersByTimeAsync(0);
  expect(late).toHaveBeenCalledOnce();
});

test.each<[string, string, OpenChat, RegExp]>([
  ['single_chat_tools', 'wm2', hers, /现在打开的不是 TA 的聊天,请先打开再发/],
  ['group_chat_tools', 'wm1', hers, /现在打开的不是 TA 的聊天/],
  ['normal', '', hers, /现在打开的不是 TA 的聊天/],
  ['group_chat_tools', 'wr2', { where: 'group_chat', chatId: 'wr1' }, /不是这个群的聊天/],
])('beside %s of %s nothing goes into a chat that is not the one meant', async (entry, id, meant, words) => {
  opened = { entry, id };
  const given: object[] = [];
  client = async (one) => given.push(one);
  expect(await failed(send(meant))).toEqual(['no_chat', expect.stringMatching(words)]);
  expect(given).toEqual([]);
});

test('a client that does not even say which chat is open was given nothing', async () => {
  vi.useFakeTimers();
  const sdk = await import('@wecom/jssdk');
  vi.spyOn(sdk, 'getContext').mockReturnValue(new Promise(() => undefined));
  const waiting = failed(send());
  await vi.advanceTimersByTimeAsync(31_000);
  expect(await waiting).toEqual(['other', expect.stringMatching(/^没有发送/)]);
});

test('what our own server refuses is not called a failure of the client', async () => {
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('Failed to fetch')));
  client = async () => undefined;
  expect(await failed(send())).toEqual([null, null]);
});
