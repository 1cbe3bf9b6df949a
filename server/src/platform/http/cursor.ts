import { InvalidInput } from '../errors.ts';

/** The values of the last row's ordering columns, opaque to clients. */
export function encodeCursor(values: (string | number)[]): string {
  return Buffer.from(JSON.stringify(values)).toString('base64url');
}

/** Throws InvalidInput when the cursor is not one of ours of `length` values. */
export function decodeCursor(text: string, length: number): (string | number)[] {
  try {
    const values: unknown = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
    if (
      Array.isArray(values) &&
      values.length === length &&
      values.every((value) => typeof value === 'string' || typeof value === 'number')
    )
      return values;
  } catch {
    // Falls through: whatever is wrong with it, the answer is the same.
  }
  throw new InvalidInput({ issues: [{ path: 'cursor', message: 'is not a cursor of this list' }] });
}
