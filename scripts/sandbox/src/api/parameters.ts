import { fail, type ErrorCode } from './errors.ts';

interface TextRule {
  /** Code when missing or empty; 0 = may be missing. */
  missing?: ErrorCode | 0;
  maxChars?: number;
  maxBytes?: number;
  tooLong?: ErrorCode;
}

/**
 * Reads the parameters of one call. Missing and empty are 40063, of the wrong kind 40035, too long 40058, unless an endpoint has
 * a code of its own.
 */
export class Parameters {
  readonly raw: Record<string, unknown>;

  constructor(raw: Record<string, unknown>) {
    this.raw = raw;
  }

  has(name: string): boolean {
    return this.raw[name] !== undefined && this.raw[name] !== null;
  }

  text(name: string, rule: TextRule = {}): string {
    const value = this.raw[name];
    if (value === undefined || value === null || value === '') {
      if (rule.missing) fail(rule.missing, name);
      return '';
    }
    if (typeof value === 'number' && Number.isFinite(value)) return checkLength(name, String(value), rule);
    if (typeof value !== 'string') return fail(40035, name);
    return checkLength(name, value, rule);
  }

  required(name: string, rule: TextRule = {}): string {
    return this.text(name, { missing: 40063, ...rule });
  }

  int(
    name: string,
    rule: { missing?: ErrorCode; fallback?: number; min?: number; max?: number; invalid?: ErrorCode } = {},
  ): number {
    const value = this.raw[name];
    if (value === undefined || value === null || value === '') {
      if (rule.missing) fail(rule.missing, name);
      return rule.fallback ?? 0;
    }
    // Query parameters arrive as text; bodies with numbers in quotes are accepted as well.
    const number = typeof value === 'string' && /^-?\d+$/.test(value) ? Number(value) : value;
    if (typeof number !== 'number' || !Number.isSafeInteger(number)) return fail(rule.invalid ?? 40035, name);
    if ((rule.min !== undefined && number < rule.min) || (rule.max !== undefined && number > rule.max))
      return fail(rule.invalid ?? 40058, name);
    return number;
  }

  /** JSON booleans, and 0/1 as old clients send them. */
  flag(name: string, fallback: boolean): boolean {
    const value = this.raw[name];
    if (value === undefined || value === null) return fallback;
    if (typeof value === 'boolean') return value;
    if (value === 0 || value === '0' || value === 'false') return false;
    if (value === 1 || value === '1' || value === 'true') return true;
    return fail(40035, name);
  }

  texts(name: string, rule: { max?: number; tooMany?: ErrorCode; missing?: ErrorCode } = {}): string[] {
    const list = this.list(name, rule);
    return list.map((item) => (typeof item === 'string' ? item : fail(40035, name)));
  }

  ints(name: string, rule: { max?: number } = {}): number[] {
    return this.list(name, rule).map((item) => (Number.isSafeInteger(item) ? (item as number) : fail(40035, name)));
  }

  list(name: string, rule: { max?: number; tooMany?: ErrorCode; missing?: ErrorCode } = {}): unknown[] {
    const value = this.raw[name];
    if (value === undefined || value === null) return rule.missing ? fail(rule.missing, name) : [];
    if (!Array.isArray(value)) return fail(40035, name);
    if (rule.missing && value.length === 0) fail(rule.missing, name);
    if (rule.max !== undefined && value.length > rule.max) fail(rule.tooMany ?? 40058, name);
    return value;
  }

  objects(name: string, rule: { max?: number; tooMany?: ErrorCode; missing?: ErrorCode } = {}): Parameters[] {
    return this.list(name, rule).map((item) =>
      typeof item === 'object' && item !== null && !Array.isArray(item)
        ? new Parameters(item as Record<string, unknown>)
        : fail(40035, name),
    );
  }

  object(name: string): Parameters | undefined {
    const value = this.raw[name];
    if (value === undefined || value === null) return undefined;
    if (typeof value !== 'object' || Array.isArray(value)) return fail(40035, name);
    return new Parameters(value as Record<string, unknown>);
  }
}

function checkLength(name: string, text: string, rule: TextRule): string {
  if (rule.maxChars !== undefined && [...text].length > rule.maxChars)
    fail(rule.tooLong ?? 40058, `${name} over ${rule.maxChars} characters`);
  if (rule.maxBytes !== undefined && Buffer.byteLength(text) > rule.maxBytes)
    fail(rule.tooLong ?? 40058, `${name} over ${rule.maxBytes} bytes`);
  return text;
}
