import { expect, test } from 'vitest';
import { indentXml } from './indent-xml.ts';

test('nested elements are indented and texts stay on their line', () => {
  const xml = '<xml><Event><![CDATA[a<b]]></Event><List><Item>1</Item><Item>2</Item></List><Empty/></xml>';
  expect(indentXml(xml)).toBe(
    [
      '<xml>',
      '  <Event><![CDATA[a<b]]></Event>',
      '  <List>',
      '    <Item>1</Item>',
      '    <Item>2</Item>',
      '  </List>',
      '  <Empty/>',
      '</xml>',
    ].join('\n'),
  );
});
