import { expect, test } from 'vitest';
import { fittedSize, needsFitting } from '../../../components/media/fit-image.ts';
import { titleOf, whatFileMakes } from './what-file-makes.ts';

const MIB = 1024 * 1024;

test('a file becomes the kind that shows it best', () => {
  expect(whatFileMakes({ name: '样板间.JPG', size: MIB })).toEqual({ kind: 'image', asset: 'image', title: '样板间' });
  expect(whatFileMakes({ name: '参观.mp4', size: MIB })).toEqual({ kind: 'video', asset: 'video', title: '参观' });
  expect(whatFileMakes({ name: '2026 产品手册.v2.pdf', size: MIB })).toEqual({
    kind: 'brochure',
    asset: 'file',
    title: '2026 产品手册.v2',
  });
  expect(whatFileMakes({ name: '报价.xlsx', size: MIB })).toMatchObject({ kind: 'file', asset: 'file' });
  expect(titleOf('很'.repeat(90) + '.pdf')).toHaveLength(60);
});

test('what cannot be sent is refused with what helps', () => {
  expect(whatFileMakes({ name: 'setup.exe', size: MIB })).toEqual({
    refusal: '为了安全,不接收 .exe 这类可以运行的程序',
  });
  expect(whatFileMakes({ name: '资料.zip', size: MIB })).toHaveProperty('refusal');
  expect(whatFileMakes({ name: '报价.xlsm', size: MIB })).toEqual({
    refusal: '文件带有宏,请另存为不带宏的格式后再上传',
  });
  expect(whatFileMakes({ name: '图纸.dwg', size: MIB })).toHaveProperty('refusal');
  expect(whatFileMakes({ name: '参观.mov', size: MIB })).toEqual({ refusal: '视频只支持 MP4,请转换格式后再上传' });
  expect(whatFileMakes({ name: '参观.mp4', size: 30 * MIB })).toMatchObject({
    refusal: expect.stringContaining('最大 10 MB'),
  });
  expect(whatFileMakes({ name: '全集.pdf', size: 21 * MIB })).toEqual({ refusal: '文件有 21 MB,最大 20 MB' });
  expect(whatFileMakes({ name: '空.docx', size: 0 })).toEqual({ refusal: '文件是空的' });
});

test('pictures that WeCom would refuse are made to fit instead', () => {
  expect(whatFileMakes({ name: '大图.png', size: 25 * MIB })).toMatchObject({ kind: 'image' });
  expect(whatFileMakes({ name: '动图.webp', size: MIB })).toMatchObject({ kind: 'image' });
  expect(whatFileMakes({ name: '巨图.png', size: 80 * MIB })).toHaveProperty('refusal');
  expect([needsFitting({ name: 'a.jpg', size: MIB }), needsFitting({ name: 'a.webp', size: MIB })]).toEqual([
    false,
    true,
  ]);
  expect(fittedSize(5120, 2560)).toEqual({ width: 2560, height: 1280 });
  expect(fittedSize(300, 200)).toEqual({ width: 300, height: 200 });
});
