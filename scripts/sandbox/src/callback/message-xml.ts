/** The inner message of a callback: one flat document, texts in CDATA, numbers plain (doc 92130 samples). */
export type XmlFields = Record<string, string | number | XmlNested>;
interface XmlNested {
  [name: string]: string | number;
}

export function toMessageXml(fields: XmlFields): string {
  return `<xml>${elements(fields)}</xml>`;
}

function elements(fields: XmlFields): string {
  let xml = '';
  for (const [name, value] of Object.entries(fields)) {
    if (typeof value === 'object') xml += `<${name}>${elements(value)}</${name}>`;
    else xml += `<${name}>${typeof value === 'number' ? value : cdata(value)}</${name}>`;
  }
  return xml;
}

/** `]]>` would end the section early, so it is split over two. */
export function cdata(text: string): string {
  return `<![CDATA[${text.replaceAll(']]>', ']]]]><![CDATA[>')}]]>`;
}
