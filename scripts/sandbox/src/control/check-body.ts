import { ActError } from '../acts/act-error.ts';

/** `?` = may be missing. `object` is checked by its endpoint. */
type Kind = 'text' | 'number' | 'flag' | 'texts' | 'numbers' | 'object' | 'text|null';
export type FieldKind = Kind | `${Kind}?`;

/** One kind for every field of a body, or `free` when the endpoint checks it itself (partial settings). */
export type Shape<Body> = 'free' | { [Field in keyof Required<Body>]: FieldKind };

const names: Record<Kind, string> = {
  text: '文本',
  number: '数字',
  flag: 'true 或 false',
  texts: '文本列表',
  numbers: '数字列表',
  object: '对象',
  'text|null': '文本或 null',
};

/** Throws with the field's name when a body is not of its shape; unknown fields are refused, since they are usually typing errors. */
export function checkBody(body: unknown, shape: Shape<Record<string, unknown>>): Record<string, unknown> {
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    throw new ActError('invalid', '请求体必须是 JSON 对象');
  const fields = body as Record<string, unknown>;
  if (shape === 'free') return fields;
  for (const name of Object.keys(fields)) {
    if (!Object.hasOwn(shape, name)) throw new ActError('invalid', `不认识的字段 ${name}`, name);
  }
  for (const [name, kindText] of Object.entries(shape)) {
    const optional = kindText.endsWith('?');
    const kind = (optional ? kindText.slice(0, -1) : kindText) as Kind;
    const value = fields[name];
    if (value === undefined) {
      if (optional) continue;
      throw new ActError('invalid', `缺少字段 ${name}`, name);
    }
    if (!isOf(kind, value)) throw new ActError('invalid', `字段 ${name} 应为${names[kind]}`, name);
  }
  return fields;
}

function isOf(kind: Kind, value: unknown): boolean {
  switch (kind) {
    case 'text':
      return typeof value === 'string';
    case 'text|null':
      return value === null || typeof value === 'string';
    case 'number':
      return typeof value === 'number' && Number.isFinite(value);
    case 'flag':
      return typeof value === 'boolean';
    case 'texts':
      return Array.isArray(value) && value.every((item) => typeof item === 'string');
    case 'numbers':
      return Array.isArray(value) && value.every((item) => typeof item === 'number' && Number.isFinite(item));
    case 'object':
      return typeof value === 'object' && value !== null && !Array.isArray(value);
  }
}
