import { expect, test } from 'vitest';
import { readPastedScripts } from './read-pasted-scripts.ts';

test('two columns of a table, or lines with a comma, become scripts', () => {
  expect(readPastedScripts('开场白\t{客户昵称}您好,我是{员工姓名}\n报价,收到了吗?\n\n')).toEqual({
    scripts: [
      { title: '开场白', text: '{客户昵称}您好,我是{员工姓名}' },
      { title: '报价', text: '收到了吗?' },
    ],
    problems: [],
  });
});

test('a cell in quotes keeps its line breaks, commas and quotes', () => {
  expect(readPastedScripts('"价格,优惠","第一行\n第二行说""好"""\r\n结束\t好\\n的').scripts).toEqual([
    { title: '价格,优惠', text: '第一行\n第二行说"好"' },
    { title: '结束', text: '好\n的' },
  ]);
});

test('what would be refused is said by its line, before anything is saved', () => {
  const { scripts, problems } = readPastedScripts(`只有标题\n${'长'.repeat(41)},好\n错,{客户昵你}\n对,好`);
  expect(scripts).toEqual([{ title: '对', text: '好' }]);
  expect(problems).toEqual(['第 1 条要有标题和内容两列', '第 2 条标题超过 40 个字', '第 3 条没有「客户昵你」这个变量']);
  expect(readPastedScripts(Array(201).fill('标题,好').join('\n')).problems).toEqual(['一次最多 200 条']);
});
