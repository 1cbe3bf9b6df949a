/** Repeated elements become arrays; text and CDATA become strings; elements become objects. */
export interface XmlElement {
  [name: string]: XmlValue | XmlValue[];
}
export type XmlValue = string | XmlElement;

export class XmlNotUnderstood extends Error {}

const MAX_DEPTH = 16;
const NAME = /[A-Za-z_][\w.-]*/y;
const PREDEFINED: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

/**
 * Parses the small dialect WeCom sends: one `<xml>` root, elements without attributes, text and CDATA, nested and repeated elements.
 * Document types, entity declarations and processing instructions are refused, so no entity can expand. Linear in the length.
 */
export function parseXml(text: string): XmlElement {
  let at = 0;
  const fail = (what: string): never => {
    throw new XmlNotUnderstood(`${what} at ${at}`);
  };
  const skipSpace = () => {
    while (at < text.length && text.charCodeAt(at) <= 32) at++;
  };
  const name = (): string => {
    NAME.lastIndex = at;
    const found = NAME.exec(text)?.[0] ?? fail('name expected');
    at += found.length;
    return found;
  };
  const decodeText = (raw: string): string =>
    raw.replace(/&(#x?[0-9A-Fa-f]+|\w+);?/g, (whole, body: string) => {
      if (body.startsWith('#')) {
        const code = body[1] === 'x' ? Number.parseInt(body.slice(2), 16) : Number.parseInt(body.slice(1), 10);
        return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : fail('character reference');
      }
      return whole.endsWith(';') && Object.hasOwn(PREDEFINED, body) ? PREDEFINED[body]! : fail('entity');
    });

  const element = (depth: number): [string, XmlValue] => {
    if (depth > MAX_DEPTH) fail('nesting too deep');
    if (text[at] !== '<') fail('element expected');
    at++;
    const tag = name();
    skipSpace();
    if (text.startsWith('/>', at)) {
      at += 2;
      return [tag, ''];
    }
    if (text[at] !== '>') fail('attributes are not part of this dialect');
    at++;
    let content = '';
    let children: XmlElement | null = null;
    for (;;) {
      const next = text.indexOf('<', at);
      if (next < 0) fail('element not closed');
      content += decodeText(text.slice(at, next));
      at = next;
      if (text.startsWith('<![CDATA[', at)) {
        const end = text.indexOf(']]>', at + 9);
        if (end < 0) fail('CDATA not closed');
        content += text.slice(at + 9, end);
        at = end + 3;
      } else if (text.startsWith('</', at)) {
        at += 2;
        if (name() !== tag) fail('closing tag does not match');
        skipSpace();
        if (text[at] !== '>') fail('closing tag');
        at++;
        return [tag, children ?? content];
      } else if (text[at + 1] === '!' || text[at + 1] === '?') {
        fail('declarations are not accepted');
      } else {
        const [childName, value] = element(depth + 1);
        // No prototype: an element called `__proto__` or `constructor` is just a name.
        children ??= Object.create(null) as XmlElement;
        const before = children[childName];
        if (before === undefined) children[childName] = value;
        else if (Array.isArray(before)) before.push(value);
        else children[childName] = [before, value];
      }
    }
  };

  skipSpace();
  const [root, value] = element(0);
  if (root !== 'xml' || typeof value === 'string') fail('root must be <xml> with elements');
  skipSpace();
  if (at !== text.length) fail('content after the root');
  return value as XmlElement;
}
