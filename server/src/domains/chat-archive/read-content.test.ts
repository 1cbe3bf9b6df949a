import { createHash } from 'node:crypto';
import { filesOf } from '@zhike/shared/chat-content';
import { expect, test } from 'vitest';
import { readMessageContent } from './read-content.ts';
import { readMessage } from './read-message.ts';

const digestOf = (fileId: string) => createHash('sha256').update(fileId).digest('base64url');
const json = (value: unknown) => JSON.stringify(value);

test('of a type nobody has heard of everything is kept, and every file in it is known, however deep it lies', () => {
  const hologram = {
    scene: 7,
    sdkfileid: 'file 1',
    layers: [{ sdkfileid: 'file 2', filename: '客厅', fileext: 'holo', filesize: 12, md5sum: 'A'.repeat(32) }],
    more: json({ picture: { sdkfileid: 'file 3' } }),
  };
  const { content, files } = readMessageContent('hologram', {
    msgid: '1',
    action: 'send',
    from: 'lina',
    tolist: ['wm1'],
    roomid: '',
    msgtime: 1,
    msgtype: 'hologram',
    hologramid: 'h1',
    hologram,
  });
  expect(content).toEqual({
    kind: 'unknown',
    msgType: 'hologram',
    text: '',
    files: [
      { mediaId: digestOf('file 1'), name: '', size: null },
      { mediaId: digestOf('file 2'), name: '客厅.holo', size: 12 },
      { mediaId: digestOf('file 3'), name: '', size: null },
    ],
    body: { hologramid: 'h1', hologram },
  });
  expect(files.map(({ fileId }) => fileId)).toEqual(['file 1', 'file 2', 'file 3']);
  expect(files[1]).toMatchObject({ kind: 'file', md5: 'a'.repeat(32) });
});

test.each([
  ['mixed', { mixed: { item: [{ type: 'hologram', content: json({ scene: 7, sdkfileid: 'file 1' }) }] } }],
  [
    'chatrecord',
    { chatrecord: { item: [{ type: 'ChatRecordHologram', content: json({ scene: 7, sdkfileid: 'file 1' }) }] } },
  ],
  ['note', { info: { items: [{ msg_type: 'hologram', content: json({ scene: 7, sdkfileid: 'file 1' }) }] } }],
])('an unknown part of a %s message is kept as it came, with its file', (msgtype, message) => {
  const { content, files } = readMessageContent(msgtype, message);
  const [item] = (content as { items: unknown[] }).items;
  expect(msgtype === 'chatrecord' ? (item as { content: unknown }).content : item).toMatchObject({
    kind: 'unknown',
    msgType: 'hologram',
    body: { scene: 7, sdkfileid: 'file 1' },
    files: [{ mediaId: digestOf('file 1') }],
  });
  expect(files.map(({ fileId }) => fileId)).toEqual(['file 1']);
});

test('records within records are read; however deep they lie, no file of theirs is lost', () => {
  const within = (body: unknown, type: string) => ({ item: [{ type, content: json(body) }] });
  let body: unknown = { sdkfileid: 'file 1' };
  for (let depth = 0; depth < 9; depth += 1)
    body = within(body, depth === 0 ? 'ChatRecordImage' : 'ChatRecordChatRecord');
  const { content, files } = readMessageContent('chatrecord', { chatrecord: body });
  expect(files.map(({ fileId }) => fileId)).toEqual(['file 1']);
  expect(filesOf(content)).toEqual([{ mediaId: digestOf('file 1'), name: '', size: null }]);
});

/** What the archive tells of each kind beyond its words (wecom-callbacks 3.8). */
const documented: [type: string, message: object, kept: object][] = [
  [
    'weapp',
    { weapp: { title: '选房', username: 'gh_1', displayname: '明远', appid: 'wx1', pagepath: 'pages/room.html?id=3' } },
    { appId: 'wx1', username: 'gh_1', pagePath: 'pages/room.html?id=3' },
  ],
  ['meeting_notification', { info: { meeting_id: '12', notification_type: 1 } }, { meetingId: '12', what: 'joined' }],
  ['vote', { votetitle: '哪天', voteitem: ['周六'], voteid: 'v1' }, { voteId: 'v1', title: '哪天' }],
  ['voip_doc_share', { voipid: 'p1', voip_doc_share: { filename: 'a.pdf' } }, { voipId: 'p1' }],
  ['collect', { collect: { title: '需求', create_time: '2026-03-01 09:00:00' } }, { createdAt: '2026-03-01 09:00:00' }],
  [
    'meeting_voice_call',
    {
      voiceid: 'o1',
      meeting_voice_call: {
        endtime: 100,
        demofiledata: [{ filename: 'a.docx', demooperator: 'lina', starttime: 1, endtime: 2 }],
        sharescreendata: [{ share: 'zhangwei', starttime: 3, endtime: 4 }],
      },
    },
    {
      voiceId: 'o1',
      files: ['a.docx'],
      demos: [{ userId: 'lina', startAt: 1_000, endAt: 2_000 }],
      screens: [{ userId: 'zhangwei', startAt: 3_000, endAt: 4_000 }],
    },
  ],
];

test.each(documented)('of a %s message the documented ids, pages and people are kept', (type, message, kept) => {
  expect(readMessageContent(type, message as Record<string, unknown>).content).toMatchObject(kept);
});

test('a meeting id of 64 bits keeps all its digits; what somebody wrote stays as it is', () => {
  const meeting = '{"topic":"说好 \\"id\\":1234567890123456789,","meetingid":9876543210987654321}';
  const message = `{"msgid":"1","from":"lina","msgtype":"meeting","msgtime":1000,"meeting":${meeting}}`;
  expect(readMessage(message, { msgId: '1', receivedAt: 0 }).content).toMatchObject({
    topic: '说好 "id":1234567890123456789,',
    meetingId: '9876543210987654321',
  });
});
