import { InvalidInput } from '../errors.ts';

/** The values of the last row's ordering columns, opaque to clients. */
export function encodeCursor(values: (string | number)[]): string {
  return Buffer.from(JSON.stringify(values)).toString('base64url');
}

type Values<Kinds extends readonly ('number' | 'string')[]> = {
  -readonly [Index in keyof Kinds]: Kinds[Index] extends 'number' ? number : string;
};

/** The values by their kinds; throws InvalidInput when the cursor is not one of a list with such columns. */
export function decodeCursor<const Kinds extends readonly ('number' | 'string')[]>(
  text: string,
  kinds: Kinds,
): Values<Kinds> {
  try {
    const values: unknown = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
    if (
      Array.isArray(values) &&
      values.length === kinds.length &&
      // JSON can write numbers that are none for a database (1e999).
      values.every(
        (value, index) => typeof value === kinds[index] && (typeof value === 'string' || Number.isFinite(value)),
      )
    )
      return values as Values<Kinds>;
  } catch {
    // Falls through: whatever is wrong with it, the answer is the same.
  }
  throw new InvalidInput({ issues: [{ path: 'cursor', message: 'is not a cursor of this list' }] });
}
