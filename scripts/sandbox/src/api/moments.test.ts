import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { onePixel, startTestSandbox, type TestSandbox } from '../test/start-test-sandbox.ts';

let running: TestSandbox;
let lin: string;
let gu: string;

beforeEach(async () => {
  running = await startTestSandbox({ settings: { momentJobMs: 0 } });
  await running.member('lina', { name: '李娜' });
  await running.member('zhangwei', { name: '张伟' });
  lin = await running.customer('林晓雨');
  gu = await running.customer('顾言');
  for (const externalUserId of [lin, gu])
    await running.control('POST /control/friends/add', { body: { userId: 'lina', externalUserId } });
});
afterEach(() => running.close());

const call = (name: string, body: Record<string, unknown>) =>
  running.api.post(`/cgi-bin/externalcontact/${name}`, body);
const create = (more: Record<string, unknown> = {}) =>
  call('add_moment_task', { text: { content: '春季新品到店' }, ...more });
const resultOf = (jobid: unknown) =>
  running.api.get('/cgi-bin/externalcontact/get_moment_task_result', { jobid: String(jobid) });
const created = async (more: Record<string, unknown> = {}) => {
  const { jobid } = await create(more);
  const { result } = await resultOf(jobid);
  return String((result as { moment_id: string }).moment_id);
};
const publish = (userId: string, momentId: string) =>
  running.control('POST /control/members/:userId/moments/:momentId/publish', { params: { userId, momentId } });
const seenBy = async (externalUserId: string) =>
  (await running.control('GET /control/customers/:externalUserId/moments', { params: { externalUserId } })).items;
const upload = async (more: Record<string, string> = {}, bytes: Uint8Array = onePixel, filename = 'a.png') =>
  running.api.upload(
    '/cgi-bin/media/upload_attachment',
    { media_type: 'image', attachment_type: '1', ...more },
    filename,
    bytes,
  );

describe('a company moment', () => {
  test('is created by a job, published by the member, and then seen by her customers', async () => {
    await running.control('POST /control/settings', { body: { momentJobMs: 300 } });
    const { media_id: mediaId } = await upload();
    const { jobid } = await create({ attachments: [{ msgtype: 'image', image: { media_id: mediaId } }] });
    expect(await resultOf(jobid)).toMatchObject({ errcode: 0, status: 1, type: 'add_moment_task' });
    expect(await resultOf(jobid)).not.toHaveProperty('result');
    await expect.poll(async () => (await resultOf(jobid)).status).toBe(3);
    const { result } = await resultOf(jobid);
    const momentId = String((result as { moment_id: string }).moment_id);
    expect(result).toEqual({
      errcode: 0,
      errmsg: 'ok',
      moment_id: momentId,
      invalid_sender_list: { user_list: [], department_list: [] },
      invalid_external_contact_list: { tag_list: [] },
    });
    expect(await call('get_moment_task', { moment_id: momentId })).toMatchObject({
      task_list: [
        { userid: 'lina', publish_status: 0 },
        { userid: 'zhangwei', publish_status: 0 },
      ],
    });
    expect(await seenBy(lin)).toEqual([]);
    expect(await publish('lina', momentId)).toMatchObject({ status: 'published', visibleCount: 2 });
    await expect(publish('lina', momentId)).rejects.toThrow('已经发表');
    const [seen] = await seenBy(lin);
    expect(seen).toMatchObject({ momentId, memberName: '李娜', text: '春季新品到店' });
    expect((await fetch(seen?.images[0] ?? '')).headers.get('content-type')).toBe('image/png');
    expect(await call('get_moment_task', { moment_id: momentId })).toMatchObject({
      task_list: [{ publish_status: 1 }, { publish_status: 0 }],
    });
    expect(await call('get_moment_send_result', { moment_id: `${momentId} `, userid: 'lina' })).toMatchObject({
      customer_list: [{ external_userid: lin }, { external_userid: gu }],
    });
  });

  test('goes to chosen members and customers; wrong names come back, and who has no such customer is not asked', async () => {
    const tags = await call('add_corp_tag', { group_name: '意向', tag: [{ name: '高' }] });
    const [tag = { id: '' }] = (tags.tag_group as { tag: { id: string }[] }).tag;
    await running.control('POST /control/friends/edit', {
      body: { userId: 'lina', externalUserId: lin, addTags: [tag.id] },
    });
    const visible_range = {
      sender_list: { user_list: ['lina', 'zhangwei', 'nobody'], department_list: [99] },
      external_contact_list: { tag_list: [tag.id, 'etnothing'] },
    };
    const { jobid } = await create({ visible_range });
    const { result } = await resultOf(jobid);
    expect(result).toMatchObject({
      invalid_sender_list: { user_list: ['nobody'], department_list: [99] },
      invalid_external_contact_list: { tag_list: ['etnothing'] },
    });
    const momentId = (result as { moment_id: string }).moment_id;
    expect(await call('get_moment_task', { moment_id: momentId })).toMatchObject({ task_list: [{ userid: 'lina' }] });
    expect(await call('get_moment_customer_list', { moment_id: momentId, userid: 'lina' })).toMatchObject({
      customer_list: [{ userid: 'lina', external_userid: lin }],
    });
    await publish('lina', momentId);
    expect(await seenBy(gu)).toEqual([]);
    expect(await seenBy(lin)).toHaveLength(1);
    const nobody = await create({ visible_range: { sender_list: { user_list: ['nobody'] } } });
    expect(await resultOf(nobody.jobid)).toMatchObject({ status: 3, result: { errcode: 81013 } });
  });

  test('is stopped for whoever has not published it', async () => {
    const momentId = await created();
    await publish('lina', momentId);
    expect(await call('cancel_moment_task', { moment_id: momentId })).toMatchObject({ errcode: 0 });
    await expect(publish('zhangwei', momentId)).rejects.toThrow('已被停止');
    expect(await seenBy(lin)).toHaveLength(1);
  });

  test('is refused with more than it may hold, or with media of another upload', async () => {
    const { media_id: mediaId } = await upload();
    const image = { msgtype: 'image', image: { media_id: mediaId } };
    const link = { msgtype: 'link', link: { title: '手册', url: 'http://127.0.0.1/', media_id: mediaId } };
    const ofMessages = await running.api.upload('/cgi-bin/media/upload', { type: 'image' }, 'a.png', onePixel);
    const ofAlbum = await upload({ attachment_type: '2' });
    const pictures = (media_id: unknown) => [{ msgtype: 'image', image: { media_id } }];
    const wrong: [Record<string, unknown>, number][] = [
      [{ text: undefined }, 41089],
      [{ text: { content: '字'.repeat(1_334) } }, 40058],
      [{ attachments: Array.from({ length: 10 }, () => image) }, 41064],
      [{ attachments: [image, link] }, 41064],
      [{ attachments: [link, link] }, 41064],
      [{ attachments: [{ msgtype: 'file', file: { media_id: mediaId } }] }, 41065],
      [{ attachments: pictures(ofMessages.media_id) }, 40007],
      [{ attachments: pictures(ofAlbum.media_id) }, 41072],
      [{ attachments: [{ msgtype: 'video', video: { media_id: mediaId } }] }, 40004],
    ];
    for (const [body, errcode] of wrong) expect(await create(body), JSON.stringify(body)).toMatchObject({ errcode });
    expect(await create({ attachments: [link] })).toMatchObject({ errcode: 0 });
  });

  test('ten are made in a minute, not eleven; so many jobs run at once', async () => {
    const codes: number[] = [];
    for (let count = 0; count < 11; count += 1) codes.push((await create()).errcode);
    expect(codes).toEqual([...Array.from({ length: 10 }, () => 0), 45009]);
    await running.control('POST /control/clock', { body: { advanceMs: 60_000 } });
    await running.control('POST /control/limits', { body: { momentJobs: 1 } });
    await running.control('POST /control/settings', { body: { momentJobMs: 5_000 } });
    expect([(await create()).errcode, (await create()).errcode]).toEqual([0, 41078]);
  });

  test('its job is forgotten after 24 hours', async () => {
    await running.control('POST /control/limits', { body: { tokenSeconds: 1e9 } });
    const { corpId, agentSecret } = running.credentials;
    const { access_token: token } = await running.api.get('/cgi-bin/gettoken', {
      corpid: corpId,
      corpsecret: agentSecret,
    });
    running.api.token = String(token);
    const { jobid } = await create();
    await running.control('POST /control/token/revoke', { body: {} });
    const fresh = await running.api.get('/cgi-bin/gettoken', { corpid: corpId, corpsecret: agentSecret });
    running.api.token = String(fresh.access_token);
    await running.control('POST /control/clock', { body: { advanceMs: 24 * 3_600_000 } });
    expect(await resultOf(jobid)).toMatchObject({ errcode: 40035 });
  });
});

describe('what people do with it', () => {
  test('likes and comments of customers are told by id and moment, without the words', async () => {
    const momentId = await created();
    const params = { userId: 'lina', momentId };
    const like = (by: string, on = true) =>
      running.control('POST /control/members/:userId/moments/:momentId/like', { params, body: { by, like: on } });
    const ask = () => call('get_moment_comments', { moment_id: momentId, userid: 'lina' });
    await expect(like(lin)).rejects.toThrow('还没有发表');
    expect(await ask()).toMatchObject({ errcode: 41062 });
    await publish('lina', momentId);
    await like(lin);
    await like(lin);
    await like(gu);
    await like(gu, false);
    for (const [by, text] of [
      [gu, '多少钱'],
      ['lina', '私信发你'],
    ] as const)
      await running.control('POST /control/members/:userId/moments/:momentId/comments', { params, body: { by, text } });
    const answer = await ask();
    expect(answer).toMatchObject({
      like_list: [{ external_userid: lin }],
      comment_list: [{ external_userid: gu }, { userid: 'lina' }],
    });
    expect(JSON.stringify(answer)).not.toContain('多少钱');
    const stranger = await running.customer('何家豪');
    await expect(like(stranger)).rejects.toThrow('看不到');
    expect(await call('get_moment_comments', { moment_id: momentId, userid: 'nobody' })).toMatchObject({
      errcode: 41061,
    });
  });

  test('moments are listed by kind and moment; a member’s own has no tasks', async () => {
    const now = Math.floor(running.sandbox.clock.now() / 1_000);
    const own = await running.control('POST /control/members/:userId/moments', {
      params: { userId: 'lina' },
      body: { text: '今天晴' },
    });
    const momentId = await created();
    const list = async (more: Record<string, unknown>) =>
      (await call('get_moment_list', { start_time: now - 60, end_time: now + 60, ...more })).moment_list;
    expect(await list({ filter_type: 0 })).toMatchObject([
      { moment_id: momentId, create_type: 0, visible_type: 1, text: { content: '春季新品到店' } },
    ]);
    expect(await list({ filter_type: 1 })).toMatchObject([
      { moment_id: own.momentId, creator: 'lina', create_type: 1 },
    ]);
    expect(await list({})).toHaveLength(2);
    expect(await call('get_moment_task', { moment_id: own.momentId })).toMatchObject({ errcode: 41067 });
    expect(await call('get_moment_task', {})).toMatchObject({ errcode: 41059 });
    expect(await call('get_moment_task', { moment_id: 'momx' })).toMatchObject({ errcode: 41060 });
    expect(await call('get_moment_list', { start_time: now - 40 * 86_400, end_time: now })).toMatchObject({
      errcode: 40058,
    });
  });
});

describe('media for moments', () => {
  /** A PNG’s head with these pixels; nobody decodes it here. */
  const png = (width: number, height: number) => {
    const bytes = Buffer.from(onePixel);
    bytes.writeUInt32BE(width, 16);
    bytes.writeUInt32BE(height, 20);
    return bytes;
  };
  /** A JPEG’s head: start, one table, frame. */
  const jpeg = (width: number, height: number) => {
    const frame = Buffer.from('ffc0001108000000000301220002110103110100', 'hex');
    frame.writeUInt16BE(height, 5);
    frame.writeUInt16BE(width, 7);
    return Buffer.concat([Buffer.from('ffd8ffdb000400ff', 'hex'), frame]);
  };
  const mp4 = (seconds: number) => {
    const header = Buffer.alloc(40);
    header.write('mvhd', 4, 'latin1');
    header.writeUInt32BE(1_000, 20);
    header.writeUInt32BE(seconds * 1_000, 24);
    return Buffer.concat([Buffer.from('\0\0\0\x18ftypmp42', 'latin1'), header]);
  };

  test('pictures too large and videos too long are refused (41081, 41082)', async () => {
    expect(await upload({}, png(10_800, 1_080))).toMatchObject({ errcode: 0 });
    expect(await upload({}, png(10_801, 1_080))).toMatchObject({ errcode: 41081 });
    expect(await upload({}, png(1_081, 1_081))).toMatchObject({ errcode: 41081 });
    expect(await upload({}, jpeg(1_080, 1_080), 'a.jpg')).toMatchObject({ errcode: 0 });
    expect(await upload({}, jpeg(2_000, 2_000), 'a.jpg')).toMatchObject({ errcode: 41081 });
    expect(await upload({ media_type: 'video' }, mp4(30), 'a.mp4')).toMatchObject({ errcode: 0 });
    expect(await upload({ media_type: 'video' }, mp4(31), 'a.mp4')).toMatchObject({ errcode: 41082 });
    // The product album has no such limit.
    expect(await upload({ attachment_type: '2' }, png(5_000, 5_000))).toMatchObject({ errcode: 0 });
  });
});
