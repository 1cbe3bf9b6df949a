import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { decideMime, sniffMime } from './file-type.ts';

const folder = mkdtempSync(join(tmpdir(), 'zhike-file-type-'));
afterAll(() => rmSync(folder, { recursive: true }));

const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0]);
const JPG = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 0, 0, 0]);
const MP4 = Buffer.from('\0\0\0\x20ftypisom', 'latin1');
const ZIP = Buffer.from('PK\x03\x04 word/document.xml', 'latin1');
const OLE = Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 1, 2, 3]);
const PDF = Buffer.from('%PDF-1.7 …');

async function mimeOf(kind: 'image' | 'video' | 'file', name: string, bytes: Buffer) {
  const path = join(folder, 'upload');
  writeFileSync(path, bytes);
  return decideMime({ kind, name }, { head: bytes.subarray(0, 16), size: bytes.length, path });
}
const refused = (why: string) =>
  expect.objectContaining({ code: 'media.type_not_allowed', details: expect.objectContaining({ why }) });

test('the type is told by the content', () => {
  expect([PNG, JPG, MP4, Buffer.from('<svg onload=…>')].map(sniffMime)).toEqual([
    'image/png',
    'image/jpeg',
    'video/mp4',
    null,
  ]);
});

test('a picture that is none is refused, and so is a picture sent as a video', async () => {
  await expect(mimeOf('image', 'a.png', Buffer.from('<html><script>'))).rejects.toThrow('media.wrong_format');
  await expect(mimeOf('video', 'a.mp4', PNG)).rejects.toThrow('media.wrong_format');
});

test('documents are taken by what they are', async () => {
  expect(await mimeOf('file', '产品手册.PDF', PDF)).toBe('application/pdf');
  expect(await mimeOf('file', '报价.docx', ZIP)).toContain('wordprocessingml');
  expect(await mimeOf('file', '报价.xls', OLE)).toBe('application/vnd.ms-excel');
  expect(await mimeOf('file', '名单.csv', Buffer.from('姓名,城市\n'))).toBe('text/csv');
  expect(await mimeOf('file', '照片.png', PNG)).toBe('image/png');
});

test('what runs when it is opened is refused, whatever it calls itself', async () => {
  for (const name of [
    'setup.exe',
    'page.html',
    'code.js',
    'x.docm',
    'archive.zip',
    'noending',
    '.pdf',
    'constructor',
    'a.constructor',
  ])
    await expect(mimeOf('file', name, PDF), name).rejects.toEqual(refused('unknown'));
  await expect(mimeOf('file', 'a.pdf', Buffer.from('<html>%PDF-1.7'))).rejects.toEqual(refused('disguised'));
  await expect(mimeOf('file', 'a.docx', Buffer.from('MZ\x90\0\x03\0\0\0'))).rejects.toEqual(refused('disguised'));
  await expect(mimeOf('file', 'a.txt', Buffer.from('MZ\x90\0\x03\0\0\0'))).rejects.toEqual(refused('disguised'));
});

test('documents with macros are refused', async () => {
  await expect(mimeOf('file', 'a.xlsx', Buffer.concat([ZIP, Buffer.from('xl/vbaProject.bin')]))).rejects.toEqual(
    refused('macros'),
  );
  await expect(mimeOf('file', 'a.doc', Buffer.concat([OLE, Buffer.from('_VBA_PROJECT', 'utf16le')]))).rejects.toEqual(
    refused('macros'),
  );
});

test('WeCom takes nothing of 5 bytes or less', async () => {
  await expect(mimeOf('file', 'a.txt', Buffer.from('12345'))).rejects.toThrow('media.empty');
});
