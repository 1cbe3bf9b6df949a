import type { KeyboardEvent } from 'react';

/** Whether a key belongs to a Chinese keyboard at work: Enter takes a candidate over, Esc puts them away. */
export function isComposing({ nativeEvent }: KeyboardEvent): boolean {
  // Safari ends composing before it tells the key, and marks it by this code alone.
  return nativeEvent.isComposing || nativeEvent.keyCode === 229;
}
