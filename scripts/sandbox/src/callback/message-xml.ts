/** The inner message of a callback: one flat document, texts in CDATA, numbers plain (doc 92130 samples). */
export type XmlFields = Record<string, string | number | Plain | XmlNested>;
interface XmlNested {
  [name: string]: string | number | Plain | Plain[];
}

/** A text the samples show without CDATA (MemChangeList, LastMemVer, CurMemVer). */
export class Plain {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

export function toMessageXml(fields: XmlFields): string {
  return `<xml>${elements(fields)}</xml>`;
}

function elements(fields: XmlFields | XmlNested): string {
  let xml = '';
  for (const [name, value] of Object.entries(fields)) {
    // A list repeats its element.
    for (const one of Array.isArray(value) ? value : [value]) xml += `<${name}>${content(one)}</${name}>`;
  }
  return xml;
}

function content(value: string | number | Plain | XmlNested): string {
  if (typeof value === 'number') return String(value);
  if (typeof value === 'string') return cdata(value);
  if (value instanceof Plain) return value.text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  return elements(value);
}

/** `]]>` would end the section early, so it is split over two. */
export function cdata(text: string): string {
  return `<![CDATA[${text.replaceAll(']]>', ']]]]><![CDATA[>')}]]>`;
}
