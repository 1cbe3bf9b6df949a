import type { XmlElement } from './xml.ts';

/** Text of a field; '' when absent or not text. */
export function textOf(xml: XmlElement, name: string): string {
  const value = xml[name];
  return typeof value === 'string' ? value : '';
}

/** Every text of a repeated field. */
export function textsOf(xml: XmlElement, name: string): string[] {
  const value = xml[name];
  if (value === undefined) return [];
  return (Array.isArray(value) ? value : [value]).filter((item) => typeof item === 'string');
}
