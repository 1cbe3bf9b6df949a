import { createHash } from 'node:crypto';
import { getJsApiSignature } from '@wecom/crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { onePixel, startTestSandbox, type TestSandbox } from '../test/start-test-sandbox.ts';

let running: TestSandbox;
let externalUserId: string;
const page = 'http://127.0.0.1:3000/sidebar/?member=zhangsan';
const apis = [
  'getContext',
  'getCurExternalContact',
  'getCurExternalChat',
  'sendChatMessage',
  'shareToExternalContact',
  'shareToExternalChat',
  'shareToExternalMoments',
  'closeWindow',
  'openEnterpriseChat',
  'somethingNew',
];

beforeEach(async () => {
  running = await startTestSandbox({ appUrl: 'http://127.0.0.1:3000' });
  await running.member();
  externalUserId = await running.customer();
  await running.control('POST /control/friends/add', { body: { externalUserId, userId: 'zhangsan' } });
});
afterEach(() => running.close());

const invoke = async (name: string, params: Record<string, unknown> = {}, more: Record<string, unknown> = {}) =>
  running.control('POST /control/client/invoke', {
    body: { member: 'zhangsan', chat: { externalUserId }, url: page, name, params, ...more },
  });
const ticketOf = async (path: string, query = {}) => String((await running.api.get(path, query)).ticket);
const appTicket = () => ticketOf('/cgi-bin/ticket/get', { type: 'agent_config' });

/** As a server signs, written out by the rule and not with the sandbox's own function. */
function sign(ticket: string, url: string) {
  const timestamp = '1700000000';
  const nonceStr = 'N';
  const text = `jsapi_ticket=${ticket}&noncestr=${nonceStr}&timestamp=${timestamp}&url=${url}`;
  return { timestamp, nonceStr, signature: createHash('sha1').update(text).digest('hex') };
}

const configure = async (ticket: string, url = page, more: Record<string, unknown> = {}) =>
  invoke('agentConfig', {
    corpid: running.credentials.corpId,
    agentid: String(running.credentials.agentId),
    jsApiList: apis,
    ...sign(ticket, url),
    ...more,
  });

test('the signature rule gives the published vectors', () => {
  const published = {
    ticket: 'sM4AOVdWfPE4DxkXGEs8VMCPGGVi4C3VM0P37wVUCFvkVAy_90u5h9nbSlYy3-Sl-HhTdfl2fzFy1AOcHKP7qg',
    nonceStr: 'Wm3WZYTPz0wzccnW',
    timestamp: 1414587457,
    url: 'http://mp.weixin.qq.com?params=value',
  };
  expect(getJsApiSignature(published).signature).toBe('0f9de62fce790f9a083d5c99e95740ceb90c27ed');
  const ours = { ticket: 'T', nonceStr: 'N', timestamp: 1700000000, url: 'https://crm.example.com/sidebar?x=1' };
  expect(getJsApiSignature(ours).signature).toBe('9916c668379f7ef36c57fdae217f6a13585566fe');
});

describe('agentConfig', () => {
  test('accepts the app ticket for exactly this URL, and says which APIs exist', async () => {
    const { result } = await configure(await appTicket());
    expect(result).toMatchObject({ err_msg: 'agentConfig:ok', checkResult: { getContext: true, somethingNew: false } });
  });

  test('refuses the corp ticket, another URL, another corp or app, and an expired ticket', async () => {
    const wrong = async (answer: Promise<{ result: Record<string, unknown> }>) => (await answer).result;
    const ticket = await appTicket();
    expect(await wrong(configure(await ticketOf('/cgi-bin/get_jsapi_ticket')))).toMatchObject({
      err_msg: 'agentConfig:fail_invalid signature',
      err_code: 40093,
    });
    expect(await wrong(configure(ticket, `${page}&x=1`))).toMatchObject({ err_code: 40093 });
    expect(await wrong(configure(ticket, page, { corpid: 'ww0' }))).toMatchObject({ err_code: 40013 });
    expect(await wrong(configure(ticket, page, { agentid: '7' }))).toMatchObject({ err_code: 40056 });
    await running.control('POST /control/settings', { body: { trustedDomains: ['crm.example.com'] } });
    expect(await wrong(configure(ticket))).toMatchObject({ err_code: 50001 });
    await running.control('POST /control/settings', { body: { trustedDomains: [] } });
    await running.control('POST /control/clock', { body: { advanceMs: 7_200_000 } });
    expect(await wrong(configure(ticket))).toMatchObject({ err_code: 40093 });
  });

  test('corp identity uses the corp ticket and does not open the chat', async () => {
    const { timestamp, nonceStr, signature } = sign(await ticketOf('/cgi-bin/get_jsapi_ticket'), page);
    const { result } = await invoke('preVerifyJSAPI', {
      appId: running.credentials.corpId,
      verifyJsApiList: apis,
      verifyTimestamp: timestamp,
      verifyNonceStr: nonceStr,
      verifySignature: signature,
    });
    expect(result.err_msg).toBe('preVerifyJSAPI:ok');
    expect((await invoke('getContext')).result).toMatchObject({ err_msg: 'getContext:ok' });
    expect((await invoke('getCurExternalContact')).result.err_msg).toBe('getCurExternalContact:fail no permission');
  });
});

describe('commands', () => {
  test('need a configuration of the page’s URL', async () => {
    expect((await invoke('getContext')).result.err_msg).toBe('getContext:fail_permission denied');
    await configure(await appTicket());
    expect((await invoke('getContext', {}, { url: 'http://127.0.0.1:3000/other' })).result.err_msg).toBe(
      'getContext:fail_permission denied',
    );
    expect((await invoke('getContext', {}, { url: `${page}#/profile` })).result.err_msg).toBe('getContext:ok');
  });

  test('tell entry and customer of the open chat, or that there is none', async () => {
    await configure(await appTicket());
    expect((await invoke('getContext')).result).toEqual({ entry: 'single_chat_tools', err_msg: 'getContext:ok' });
    expect((await invoke('getCurExternalContact')).result).toEqual({
      userId: externalUserId,
      err_msg: 'getCurExternalContact:ok',
    });
    expect((await invoke('getContext', {}, { chat: undefined })).result).toMatchObject({ entry: 'normal' });
    expect((await invoke('getCurExternalContact', {}, { chat: {} })).result.err_msg).toBe(
      'getCurExternalContact:fail without context of external contact',
    );
    await running.control('POST /control/members/:userId', {
      params: { userId: 'zhangsan' },
      body: { customerContact: false },
    });
    expect((await invoke('getCurExternalContact')).result.err_msg).toBe('getCurExternalContact:fail no permission');
  });

  test('sendChatMessage writes into the chat as the member', async () => {
    await configure(await appTicket());
    const upload = await running.api.upload('/cgi-bin/media/upload', { type: 'image' }, 'a.png', onePixel);
    const sent = await invoke('sendChatMessage', { msgtype: 'text', text: { content: '报价已发' } });
    expect(sent).toMatchObject({
      result: { err_msg: 'sendChatMessage:ok' },
      effect: { kind: 'message_sent', message: { from: 'member', via: 'sidebar' } },
    });
    await invoke('sendChatMessage', { msgtype: 'news', news: { link: 'http://x', title: '手册' } });
    await invoke('sendChatMessage', { msgtype: 'image', image: { mediaid: upload.media_id } });
    const chat = await running.control('GET /control/chats/:userId/:externalUserId/messages', {
      params: { userId: 'zhangsan', externalUserId },
    });
    expect(chat.items.slice(1).map((message) => message.content.kind)).toEqual(['text', 'link', 'image']);
    const refused = { msgtype: 'miniprogram', miniprogram: { appid: 'wx1', title: 't', page: 'p.html', imgUrl: 'x' } };
    expect((await invoke('sendChatMessage', refused)).result.err_msg).toBe('sendChatMessage:fail invalid imgUrl');
  });

  test('beside a group they tell the group, and write into it as the member', async () => {
    const { group } = await running.control('POST /control/groups', {
      body: { owner: 'zhangsan', name: '福利群', customers: [externalUserId] },
    });
    await configure(await appTicket());
    const chat = { chat: { chatId: group.chatId } };
    expect((await invoke('getContext', {}, chat)).result).toMatchObject({ entry: 'group_chat_tools' });
    expect((await invoke('getCurExternalChat', {}, chat)).result).toEqual({
      chatId: group.chatId,
      err_msg: 'getCurExternalChat:ok',
    });
    expect((await invoke('getCurExternalChat')).result.err_msg).toBe(
      'getCurExternalChat:fail without context of external contact',
    );
    const sent = await invoke('sendChatMessage', { msgtype: 'text', text: { content: '大家好' } }, chat);
    expect(sent.effect).toMatchObject({
      kind: 'group_message_sent',
      chatId: group.chatId,
      message: { via: 'sidebar' },
    });
    expect((await invoke('openEnterpriseChat', { chatId: group.chatId })).effect).toMatchObject({
      kind: 'open_chat',
      chatId: group.chatId,
    });
    expect((await invoke('openEnterpriseChat', { chatId: 'wrnone' })).result.err_msg).toMatch('fail');
    await running.control('POST /control/members/:userId', {
      params: { userId: 'zhangsan' },
      body: { customerContact: false },
    });
    expect((await invoke('getCurExternalChat', {}, chat)).result.err_msg).toBe('getCurExternalChat:fail no permission');
  });

  test('sharing to customers waits in the mass-message assistant until the member sends it', async () => {
    await configure(await appTicket());
    const upload = await running.api.upload('/cgi-bin/media/upload', { type: 'image' }, 'a.png', onePixel);
    const other = await running.customer('顾言');
    await running.control('POST /control/friends/add', { body: { externalUserId: other, userId: 'zhangsan' } });
    const attachments = [
      { msgtype: 'image', image: { mediaid: upload.media_id } },
      { msgtype: 'link', link: { title: '手册', url: 'http://127.0.0.1:3000/v/1' } },
    ];
    const share = { text: { content: '新品到店' }, attachments, externalUserIds: `${externalUserId};wmstranger` };
    const { effect } = await invoke('shareToExternalContact', share);
    const params = { userId: 'zhangsan' };
    const tasks = () => running.control('GET /control/members/:userId/mass-tasks', { params });
    const { items } = await tasks();
    expect(effect).toEqual({ kind: 'mass_prepared', msgId: items[0]?.msgId });
    expect(items).toMatchObject([{ creator: 'zhangsan', status: 'waiting', receivers: [{ id: externalUserId }] }]);
    const sent = await running.control('POST /control/members/:userId/mass-tasks/:msgId/send', {
      params: { ...params, msgId: items[0]?.msgId ?? '' },
      body: {},
    });
    expect(sent).toMatchObject({ status: 'sent', receivers: [{ status: 1 }] });
    // The old form, for everybody.
    await invoke('shareToExternalContact', { title: '手册', desc: '', link: 'http://127.0.0.1:3000/v/1', imgUrl: '' });
    expect((await tasks()).items[0]).toMatchObject({ receiverCount: 2, contents: [{ kind: 'link', title: '手册' }] });
    const keyword = async (name: string, given: Record<string, unknown>) => (await invoke(name, given)).result.err_msg;
    expect(await keyword('shareToExternalContact', {})).toBe('shareToExternalContact:fail_invalid content');
    const picture = { attachments: [{ msgtype: 'image', image: { imgUrl: 'x' } }] };
    expect(await keyword('shareToExternalContact', picture)).toBe('shareToExternalContact:fail invalid imgUrl');
    expect(await keyword('shareToExternalChat', share)).toBe('shareToExternalChat:fail_invalid receivers');
    const { group } = await running.control('POST /control/groups', { body: { owner: 'zhangsan', name: '福利群' } });
    await invoke('shareToExternalChat', { text: { content: '大家好' } });
    expect((await tasks()).items[0]).toMatchObject({ chatType: 'group', receivers: [{ id: group.chatId }] });
  });

  test('sharing to the moments waits until the member publishes it', async () => {
    await configure(await appTicket());
    const image = { msgtype: 'image', image: { imgUrl: 'http://127.0.0.1:3000/a.png' } };
    const { effect } = await invoke('shareToExternalMoments', {
      text: { content: '新品' },
      attachments: [image, image],
    });
    const { items } = await running.control('GET /control/members/:userId/moments', { params: { userId: 'zhangsan' } });
    expect(effect).toEqual({ kind: 'moment_prepared', momentId: items[0]?.momentId });
    expect(items).toMatchObject([{ creator: 'zhangsan', status: 'waiting', images: { length: 2 }, customerCount: 1 }]);
    const link = { msgtype: 'link', link: { title: '手册', url: 'http://127.0.0.1:3000/' } };
    const mixed = await invoke('shareToExternalMoments', { attachments: [image, link] });
    expect(mixed.result.err_msg).toBe('shareToExternalMoments:fail_invalid attachments');
  });

  test('fail as the fault switch says, as often as it says, and only where something is sent', async () => {
    await configure(await appTicket());
    const faults = (failNext: unknown[]) =>
      running.control('POST /control/faults', { body: { client: { failNext: failNext as [] } } });
    const send = () => invoke('sendChatMessage', { msgtype: 'text', text: { content: '报价已发' } });
    const sent = async () => {
      const params = { userId: 'zhangsan', externalUserId };
      const { items } = await running.control('GET /control/chats/:userId/:externalUserId/messages', { params });
      return items.filter((message) => message.via === 'sidebar').length;
    };
    const wordings = {
      no_permission: 'sendChatMessage:fail no permission',
      no_context: 'sendChatMessage:fail without context of external contact',
      invalid_img_url: 'sendChatMessage:fail invalid imgUrl',
      cancel: 'sendChatMessage:cancel',
      function_not_exist: 'sendChatMessage:fail_function not exist',
    };
    for (const [failure, words] of Object.entries(wordings)) {
      await faults([{ name: 'sendChatMessage', failure, times: 1 }]);
      expect((await send()).result.err_msg).toBe(words);
      expect((await send()).result.err_msg).toBe('sendChatMessage:ok');
    }
    expect(await sent()).toBe(5);
    await faults([{ name: '*', failure: 'silence', times: 0 }]);
    expect([await send(), await send()]).toMatchObject([{ silent: true }, { silent: true }]);
    expect((await invoke('getContext')).result.err_msg).toBe('getContext:ok');
    expect(await sent()).toBe(5);
    await faults([{ name: '*', failure: 'silence', times: 1, afterEffect: true }]);
    expect(await send()).toMatchObject({ silent: true });
    expect(await sent()).toBe(6);
    await faults([{ name: '*', failure: 'function_not_exist', times: 1 }]);
    expect((await invoke('checkJsApi', { jsApiList: ['sendChatMessage'] })).result.checkResult).toEqual({
      sendChatMessage: false,
    });
    for (const wrong of [
      { name: 'getContext', failure: 'cancel', times: 1 },
      { name: '*', failure: 'rain', times: 1 },
      { name: '*', failure: 'cancel', times: -1 },
      { name: '*', failure: 'cancel', times: 1, afterEffect: true },
    ])
      await expect(faults([wrong])).rejects.toThrow();
  });

  test('what the client does not know is said in the words pages test for', async () => {
    await configure(await appTicket());
    expect((await invoke('somethingNew')).result.err_msg).toBe('somethingNew:fail_function not exist');
    expect((await invoke('checkJsApi', { jsApiList: ['getContext', 'somethingNew'] })).result.checkResult).toEqual({
      getContext: true,
      somethingNew: false,
    });
    expect((await invoke('closeWindow')).effect).toEqual({ kind: 'close_window' });
    expect((await invoke('openEnterpriseChat', { externalUserIds: `${externalUserId};wm2` })).effect).toMatchObject({
      kind: 'open_chat',
      externalUserIds: [externalUserId, 'wm2'],
    });
  });
});
