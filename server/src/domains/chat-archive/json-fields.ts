/** Reads what WeCom's JSON holds without believing it: whatever is missing or of another kind is empty. */
export type Json = Record<string, unknown>;

/** Digits beyond 2^53 (meeting ids) would be lost by `JSON.parse`: they become texts before. Quotes inside texts have a backslash before them. */
const LONG_NUMBER = /(?<!\\)(":\s*)(\d{16,20})(?=\s*[,}])/g;
export const parseJson = (json: string): unknown => JSON.parse(json.replace(LONG_NUMBER, '$1"$2"'));

export const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
export const objectOf = (value: unknown): Json => (isObject(value) ? value : {});
export const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

export const text = (json: Json, name: string): string => {
  const value = json[name];
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';
};

export const number = (json: Json, name: string): number | null => {
  const value = json[name];
  const read =
    typeof value === 'number' ? value : typeof value === 'string' && value !== '' ? Number(value) : Number.NaN;
  return Number.isFinite(read) ? read : null;
};

/** Epoch ms; WeCom gives seconds in most bodies. */
export const seconds = (json: Json, name: string): number | null => {
  const value = number(json, name);
  return value === null || value <= 0 ? null : Math.round(value * 1000);
};

/** A JSON text inside JSON (mixed, chatrecord, note); some senders give the object itself. */
export function nested(value: unknown): Json {
  if (typeof value !== 'string') return objectOf(value);
  try {
    return objectOf(parseJson(value));
  } catch {
    // Not JSON after all: then it is what somebody wrote.
    return { content: value };
  }
}

/** Deeper than anything WeCom sends. */
const MAX_DEPTH = 32;

/** Every object in a body, also those inside JSON texts. */
export function eachObject(value: unknown, visit: (object: Json) => void, depth = 0): void {
  if (depth > MAX_DEPTH) return;
  if (typeof value === 'string') {
    if (/^\s*[[{]/.test(value)) eachObject(parsed(value), visit, depth + 1);
    return;
  }
  if (isObject(value)) visit(value);
  if (typeof value === 'object' && value !== null)
    for (const inner of Object.values(value)) eachObject(inner, visit, depth + 1);
}

function parsed(json: string): unknown {
  try {
    return parseJson(json);
  } catch {
    // What somebody wrote may begin like JSON.
    return null;
  }
}
