/** What texts of a poster can name, with the value that editors show in its place. */
export const posterVariables = {
  客户昵称: '林晓雨',
  员工姓名: '张伟',
  员工职位: '客户顾问',
  企业名称: '知客科技',
  日期: '2026年11月28日',
  农历日期: '十月二十',
  节日: '中秋节',
  岁数: '30',
  周年: '3',
} as const satisfies Record<string, string>;
export type PosterVariable = keyof typeof posterVariables;

/** What is known for one poster. `link` is what codes lead to. */
export interface PosterValues {
  texts: Partial<Record<PosterVariable, string>>;
  link?: string;
}

/** How a customer is called whose name is unknown, or none that a poster can show. */
export const NAMELESS_ON_POSTER = '朋友';

const PLACEHOLDER = /\{([^{}\n]{1,20})\}/g;

export const isPosterVariable = (name: string): name is PosterVariable => Object.hasOwn(posterVariables, name);

/** The names in braces, each once, known or not. */
export function namedVariables(content: string): string[] {
  return [...new Set([...content.matchAll(PLACEHOLDER)].map(([, name]) => name!))];
}

/** Every variable has a value here; see `missingVariables`. A value is put in as it is: braces in a name name nothing. */
export function fillPosterText(content: string, texts: PosterValues['texts']): string {
  return content.replaceAll(PLACEHOLDER, (whole, name: string) =>
    isPosterVariable(name) ? (texts[name] ?? (name === '客户昵称' ? NAMELESS_ON_POSTER : '')) : whole,
  );
}

interface WithVariables {
  elements: readonly { kind: string; content?: string; of?: string; value?: { kind: string } }[];
}

/** What the texts of a design name, and whose first letter stands in for a missing avatar. Each once, in the order of the list above. */
export function usedVariables({ elements }: WithVariables): PosterVariable[] {
  const named = new Set(elements.flatMap(({ content }) => (content === undefined ? [] : namedVariables(content))));
  for (const { kind, of } of elements) {
    if (kind === 'avatar') named.add(of === 'customer' ? '客户昵称' : '员工姓名');
  }
  return (Object.keys(posterVariables) as PosterVariable[]).filter((name) => named.has(name));
}

/** What must be known before the poster says something sensible; a customer without a name is called 朋友. */
export function missingVariables(design: WithVariables, texts: PosterValues['texts']): PosterVariable[] {
  const inTexts = { elements: design.elements.filter(({ kind }) => kind === 'text') };
  return usedVariables(inTexts).filter((name) => texts[name] === undefined && name !== '客户昵称');
}

/** Whether the design has a code that leads to `link`. */
export function needsLink({ elements }: WithVariables): boolean {
  return elements.some(({ value }) => value?.kind === 'link');
}
