import type { ScriptView } from '@zhike/shared/contracts/script';
import { scriptVariables } from '@zhike/shared/formulas/script-text';

/** What is read in lists and sent unless changed: filled in where it is known for whom. */
export const shownText = ({ filled, text }: ScriptView) => filled ?? text;

/** Variables that would reach the customer as written. */
export const unfilledIn = (words: string) => scriptVariables.filter((name) => words.includes(`{${name}}`));

/** 我发过 3 次 · 共 12 次 */
export function sayUse({ sent, mySent }: Pick<ScriptView, 'sent' | 'mySent'>): string {
  if (sent === 0) return '还没有人发过';
  return mySent > 0 ? `我发过 ${mySent} 次 · 共 ${sent} 次` : `共发过 ${sent} 次`;
}
