const NAMED = 2;

/** 「王芳、李娜等 3 位同事发完《报价单》后最常发这条(12 次)」 */
export function sayWhyNext(names: readonly string[], title: string, times: number): string {
  const who = names.length > NAMED ? `${names.slice(0, NAMED).join('、')}等 ${names.length} 位同事` : names.join('、');
  return `${who}发完《${title}》后最常发这条(${times} 次)`;
}
