import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { readMessageContent } from './read-content.ts';

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
