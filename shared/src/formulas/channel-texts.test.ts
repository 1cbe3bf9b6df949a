import { expect, test } from 'vitest';
import { applyRemarkRule } from './remark-rule.ts';
import { cutToUtf8Bytes, utf8Bytes } from './utf8-bytes.ts';
import { chooseWelcome, fillWelcomeText } from './welcome-text.ts';

const values = { nickname: '林晓雨', channelName: '春季展会', day: '2026-03-08' };

test('a remark is made of the nickname, the channel and the day', () => {
  expect(applyRemarkRule('{昵称}-{渠道}', values)).toBe('林晓雨-春季展会');
  expect(applyRemarkRule('{日期} {昵称}', values)).toBe('0308 林晓雨');
});

test('a long nickname gives way so that the channel stays readable', () => {
  const remark = applyRemarkRule('{昵称}-{渠道}', { ...values, nickname: '一个名字特别特别特别长的微信用户朋友' });
  expect(remark).toBe('一个名字特别特别特别长的微信用-春季展会');
  expect(remark.length).toBe(20);
});

test('a remark never ends in half an emoji', () => {
  const remark = applyRemarkRule('{昵称}-{渠道}', { ...values, nickname: '🌸'.repeat(20) });
  expect(remark).toBe(`${'🌸'.repeat(7)}-春季展会`);
});

test('dollar signs in a name are taken as they are', () => {
  expect(applyRemarkRule('{昵称}', { ...values, nickname: "$&$'" })).toBe("$&$'");
});

test('the welcome fits the time of day', () => {
  const welcome = {
    text: '你好',
    attachments: [],
    byTimeOfDay: [{ from: '22:00', to: '08:00', text: '夜深了', attachments: [] }],
  };
  expect(chooseWelcome(welcome, 23 * 60).text).toBe('夜深了');
  expect(chooseWelcome(welcome, 12 * 60).text).toBe('你好');
});

test('names are filled in, with a friendly word where the name is not known', () => {
  const text = 'Hi {客户昵称},我是{员工姓名}';
  expect(fillWelcomeText(text, { nickname: '林晓雨', memberName: '张伟' })).toBe('Hi 林晓雨,我是张伟');
  expect(fillWelcomeText(text, { nickname: null, memberName: '张伟' })).toBe('Hi 朋友,我是张伟');
});

test('a filled text stays within the bytes WeCom takes', () => {
  const text = `${'好'.repeat(1330)}{客户昵称}`;
  const filled = fillWelcomeText(text, { nickname: '🌸🌸🌸🌸', memberName: '' });
  expect(utf8Bytes(filled)).toBeLessThanOrEqual(4000);
  expect(filled.endsWith('🌸🌸')).toBe(true);
  expect(utf8Bytes('aé好🌸')).toBe(Buffer.byteLength('aé好🌸'));
  expect(cutToUtf8Bytes('好🌸', 6)).toBe('好');
});
