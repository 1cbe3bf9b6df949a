import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseXml, XmlNotUnderstood } from './xml.ts';

test('text, CDATA, nesting and repetition come out as strings, objects and lists', () => {
  expect(parseXml('<xml><A>1</A><B><![CDATA[<&]]></B><C><Item>x</Item><Item><D>y</D></Item></C><E/></xml>')).toEqual({
    A: '1',
    B: '<&',
    C: { Item: ['x', { D: 'y' }] },
    E: '',
  });
});

test('CDATA and plain text mean the same, and spaces between elements mean nothing', () => {
  expect(parseXml('\n<xml>\n <A><![CDATA[1]]></A>\n <B>1</B>\n</xml>\n')).toEqual({ A: '1', B: '1' });
});

test('the predefined entities are decoded, all others are refused', () => {
  expect(parseXml('<xml><A>&lt;&#65;&#x4e2d;&amp;</A></xml>')).toEqual({ A: '<A中&' });
  expect(() => parseXml('<xml><A>&company;</A></xml>')).toThrow(XmlNotUnderstood);
});

test.each([
  ['a document type with entities', '<!DOCTYPE xml [<!ENTITY a "aaaa">]><xml><A>&a;</A></xml>'],
  ['a document type inside', '<xml><!DOCTYPE x><A>1</A></xml>'],
  ['a processing instruction', '<?xml version="1.0"?><xml><A>1</A></xml>'],
  ['attributes', '<xml><A b="c">1</A></xml>'],
  ['an open end', '<xml><A>1</A>'],
  ['crossed tags', '<xml><A><B></A></B></xml>'],
  ['another root', '<html><A>1</A></html>'],
  ['something after the root', '<xml><A>1</A></xml><xml/>'],
  ['endless nesting', `<xml>${'<A>'.repeat(10_000)}`],
  ['nothing', ''],
])('%s is refused', (_, text) => {
  expect(() => parseXml(text)).toThrow(XmlNotUnderstood);
});

test('an element called __proto__ is only a name', () => {
  const parsed = parseXml('<xml><__proto__><polluted>1</polluted></__proto__></xml>');
  expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  expect(Object.keys(parsed)).toEqual(['__proto__']);
});

test('random text is parsed or refused with the one error of this parser', () => {
  const pieces = fc.constantFrom(
    '<xml>',
    '</xml>',
    '<A>',
    '</A>',
    '<![CDATA[',
    ']]>',
    '&amp;',
    '&',
    '&#',
    ';',
    '中',
    ' ',
    '\0',
    '<',
    '>',
    '/',
    '<!',
    '<?',
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.array(pieces, { maxLength: 40 }).map((list) => list.join('')),
      ),
      (text) => {
        try {
          parseXml(text);
        } catch (error) {
          expect(error).toBeInstanceOf(XmlNotUnderstood);
        }
      },
    ),
    { numRuns: 5_000 },
  );
});
