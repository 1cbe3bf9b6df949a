/** Names as people type them in a row: 高意向,低意向 待定. Each once. */
export function splitNames(text: string): string[] {
  return [...new Set(text.split(/[\s,,、;;]+/).filter(Boolean))];
}
