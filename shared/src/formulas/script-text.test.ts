import { expect, test } from 'vitest';
import { fillScript, unknownVariables } from './script-text.ts';

const values = {
  客户昵称: '林晓雨',
  客户备注: null,
  员工姓名: '张伟',
  员工职位: null,
  企业名称: '示范公司',
  今天日期: '11月28日',
};

test('names are filled in; without a remark the nickname stands in, without both a friendly word', () => {
  expect(fillScript('{客户备注}您好,我是{企业名称}{员工职位}{员工姓名}', values)).toBe('林晓雨您好,我是示范公司张伟');
  expect(fillScript('{客户备注}您好', { ...values, 客户昵称: ' ' })).toBe('朋友您好');
});

test('a nickname that looks like a variable is not filled in again', () => {
  expect(fillScript('{客户昵称}', { ...values, 客户昵称: '{员工姓名}' })).toBe('{员工姓名}');
});

test('misspelt variables are told, braces in other languages are left alone', () => {
  expect(unknownVariables('{客户名}您好 {name} {客户昵称} {客户名}')).toEqual(['客户名']);
});
