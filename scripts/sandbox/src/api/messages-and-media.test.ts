import { afterEach, beforeEach, expect, test } from 'vitest';
import { onePixel, startTestSandbox, type TestSandbox } from '../test/start-test-sandbox.ts';

let running: TestSandbox;
beforeEach(async () => {
  running = await startTestSandbox();
});
afterEach(() => running.close());

const send = (body: Record<string, unknown>) =>
  running.api.post('/cgi-bin/message/send', { agentid: running.credentials.agentId, ...body });
const inbox = (userId: string) => running.control('GET /control/members/:userId/app-messages', { params: { userId } });
const upload = (filename = 'a.png', bytes: Uint8Array = onePixel, type = 'image') =>
  running.api.upload('/cgi-bin/media/upload', { type }, filename, bytes);

test('messages arrive at valid members; the others are named; nobody valid is 81013', async () => {
  await running.member('a');
  await running.member('hidden', { visible: false });
  const answer = await send({ touser: 'a|Nobody|hidden', msgtype: 'text', text: { content: '你好' } });
  expect(answer).toMatchObject({ errcode: 0, invaliduser: 'nobody|hidden', unlicenseduser: '' });
  expect((await inbox('a')).items).toMatchObject([
    { msgType: 'text', preview: '你好', body: { content: '你好' }, read: false },
  ]);
  expect(await send({ touser: 'nobody', msgtype: 'text', text: { content: 'x' } })).toMatchObject({ errcode: 81013 });
  expect(await send({ touser: 'a', msgtype: 'poem', poem: {} })).toMatchObject({ errcode: 40008 });
  expect(await send({ touser: 'a', msgtype: 'text', agentid: 7, text: { content: 'x' } })).toMatchObject({
    errcode: 301002,
  });
  expect(await send({ touser: 'a', msgtype: 'text', text: { content: '长'.repeat(700) } })).toMatchObject({
    errcode: 45002,
  });
  expect(await running.api.post('/cgi-bin/message/recall', { msgid: answer.msgid })).toMatchObject({ errcode: 0 });
  expect((await inbox('a')).items[0]?.recalled).toBe(true);
});

test('cards keep their body, and departments and everybody can be addressed', async () => {
  await running.member('a');
  await running.member('b');
  const card = { title: '新客户', description: '林晓雨', url: 'http://127.0.0.1/x', btntxt: '查看' };
  await send({ touser: '@all', msgtype: 'textcard', textcard: card });
  await send({ toparty: '1', msgtype: 'text', text: { content: 'x' } });
  expect((await inbox('b')).items).toMatchObject([
    { preview: 'x' },
    { msgType: 'textcard', body: card, preview: '新客户' },
  ]);
});

test('with the duplicate check a repeated call does not reach the member again within the interval', async () => {
  await running.member('a');
  const notice = {
    touser: 'a',
    msgtype: 'text',
    text: { content: '新客户' },
    enable_duplicate_check: 1,
    duplicate_check_interval: 600,
  };
  expect(await send(notice)).toMatchObject({ errcode: 0 });
  expect(await send(notice)).toMatchObject({ errcode: 0 });
  await send({ ...notice, text: { content: '另一位' } });
  expect((await inbox('a')).items.map((message) => message.preview)).toEqual(['另一位', '新客户']);
  await running.control('POST /control/clock', { body: { advanceMs: 600_000 } });
  await send(notice);
  expect((await inbox('a')).items).toHaveLength(3);
});

test('over 30 a minute to one member messages vanish without an error, and the sandbox counts them', async () => {
  await running.member('a');
  for (let index = 0; index < 32; index += 1)
    expect(await send({ touser: 'a', msgtype: 'text', text: { content: String(index) } })).toMatchObject({
      errcode: 0,
    });
  expect((await inbox('a')).items).toHaveLength(30);
  expect((await running.control('GET /control/counts')).appMessagesDropped).toBe(2);
  await running.control('POST /control/clock', { body: { advanceMs: 60_000 } });
  await send({ touser: 'a', msgtype: 'text', text: { content: 'again' } });
  expect((await inbox('a')).items).toHaveLength(31);
});

test('media are kept three days, in the kind they were uploaded', async () => {
  const made = await upload();
  expect(made).toMatchObject({ errcode: 0, type: 'image' });
  expect(made.created_at).toBeTypeOf('string');
  const get = () =>
    fetch(`${running.origin}/cgi-bin/media/get?access_token=${running.api.token}&media_id=${String(made.media_id)}`);
  expect(Buffer.from(await (await get()).arrayBuffer()).equals(onePixel)).toBe(true);
  expect(await upload('a.exe', Buffer.from('123456'))).toMatchObject({ errcode: 40004 });
  expect(await upload('a.png', Buffer.from('1'))).toMatchObject({ errcode: 40006 });
  expect(await upload('a.png', Buffer.alloc(10 * 1024 * 1024 + 1))).toMatchObject({ errcode: 45001 });
  expect(await upload('a.png', onePixel, 'poem')).toMatchObject({ errcode: 40004 });
  expect(await running.api.post('/cgi-bin/media/upload', 'no file', { type: 'image' })).toMatchObject({
    errcode: 44001,
  });
  await running.control('POST /control/limits', { body: { tokenSeconds: 400_000 } });
  await running.control('POST /control/clock', { body: { advanceMs: 3 * 24 * 3_600_000 } });
  const { corpId, agentSecret } = running.credentials;
  running.api.token = String(
    (
      (await (
        await fetch(`${running.origin}/cgi-bin/gettoken?corpid=${corpId}&corpsecret=${agentSecret}`)
      ).json()) as Record<string, unknown>
    ).access_token,
  );
  expect(await (await get()).json()).toMatchObject({ errcode: 40145 });
});

test('a welcome message shows its attachments on the customer’s phone; wrong ones are refused as a whole', async () => {
  const userId = await running.member();
  const externalUserId = await running.customer();
  await running.control('POST /control/friends/add', { body: { externalUserId, userId } });
  const [callback] = await running.receiver.waitFor(1);
  const code = callback?.field('WelcomeCode');
  const { media_id: mediaId } = await upload();
  const { url } = await running.api.upload('/cgi-bin/media/uploadimg', {}, 'a.png', onePixel);
  const attachment = await running.api.upload(
    '/cgi-bin/media/upload_attachment',
    { media_type: 'image', attachment_type: 1 },
    'a.png',
    onePixel,
  );
  const welcome = (attachments: unknown[]) =>
    running.api.post('/cgi-bin/externalcontact/send_welcome_msg', {
      welcome_code: code,
      text: { content: '您好' },
      attachments,
    });
  expect(await welcome([{ msgtype: 'image', image: { media_id: attachment.media_id } }])).toMatchObject({
    errcode: 40007,
  });
  expect(await welcome([{ msgtype: 'image', image: { pic_url: 'https://elsewhere.example/a.png' } }])).toMatchObject({
    errcode: 40007,
  });
  expect(await welcome([{ msgtype: 'poem', poem: {} }])).toMatchObject({ errcode: 41065 });
  expect(await welcome([{ msgtype: 'link', link: { title: '长'.repeat(50), url: 'http://x' } }])).toMatchObject({
    errcode: 40058,
  });
  expect(
    await welcome(Array.from({ length: 10 }, () => ({ msgtype: 'link', link: { title: 'x', url: 'http://x' } }))),
  ).toMatchObject({ errcode: 41064 });
  const good = [
    { msgtype: 'image', image: { media_id: mediaId } },
    { msgtype: 'image', image: { pic_url: url } },
    { msgtype: 'link', link: { title: '手册', url: 'http://127.0.0.1/m', desc: '产品' } },
    {
      msgtype: 'miniprogram',
      miniprogram: { title: '商城', pic_media_id: mediaId, appid: 'wx1', page: 'pages/a.html' },
    },
  ];
  expect(await welcome(good)).toMatchObject({ errcode: 0 });
  const chat = await running.control('GET /control/chats/:userId/:externalUserId/messages', {
    params: { userId, externalUserId },
  });
  expect(chat.items.slice(1).map((message) => message.content.kind)).toEqual([
    'text',
    'image',
    'image',
    'link',
    'miniprogram',
  ]);
  const image = chat.items.find((message) => message.content.kind === 'image');
  const shown = await fetch(image?.content.kind === 'image' ? image.content.url : '');
  expect(shown.headers.get('content-type')).toBe('image/png');
});
