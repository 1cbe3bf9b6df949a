import { ActError } from '../acts/act-error.ts';

/**
 * Writes the given fields into `target` and nothing else; every value must be of the kind that is there. Checked as a whole
 * before anything is written. `open` names records whose keys are free (perApi) and fields that may be null.
 */
export function applyPatch<T extends object>(
  target: T,
  patch: Record<string, unknown>,
  open: readonly string[] = [],
): T {
  check(target as Record<string, unknown>, patch, '', open);
  write(target as Record<string, unknown>, patch, '', open);
  return target;
}

function check(
  target: Record<string, unknown>,
  patch: Record<string, unknown>,
  at: string,
  open: readonly string[],
): void {
  for (const [name, value] of Object.entries(patch)) {
    const path = at ? `${at}.${name}` : name;
    if (!Object.hasOwn(target, name)) throw new ActError('invalid', `不认识的字段 ${path}`, path);
    if (open.includes(path)) continue;
    const present = target[name];
    if (isRecord(present)) {
      if (!isRecord(value)) throw new ActError('invalid', `字段 ${path} 应为对象`, path);
      check(present, value, path, open);
    } else if (Array.isArray(present)) {
      if (!Array.isArray(value)) throw new ActError('invalid', `字段 ${path} 应为列表`, path);
    } else if (typeof value !== typeof present) {
      throw new ActError('invalid', `字段 ${path} 的类型不对`, path);
    } else if (typeof value === 'number' && (!Number.isFinite(value) || value < 0)) {
      throw new ActError('invalid', `字段 ${path} 不能小于 0`, path);
    }
  }
}

function write(
  target: Record<string, unknown>,
  patch: Record<string, unknown>,
  at: string,
  open: readonly string[],
): void {
  for (const [name, value] of Object.entries(patch)) {
    const path = at ? `${at}.${name}` : name;
    if (isRecord(target[name]) && isRecord(value) && !open.includes(path)) write(target[name], value, path, open);
    else target[name] = structuredClone(value);
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
