import type { FieldOption, FieldValue } from '@zhike/shared/contracts/custom-field';
import type { CustomerFieldView } from '@zhike/shared/contracts/customer';

/** Limits of the contract, whose schemas must not be in what pages load. */
export const MAX_TEXT = 500;
export const MAX_CHOICES = 20;
export const FIRST_DAY = '1900-01-01';
export const LAST_DAY = '2999-12-31';
const MAX_NUMBER = 1e11;

export type TypedKind = 'text' | 'number' | 'date';

/** What an input holds becomes what the server is sent (null empties the field), or words on what is wrong with it. */
export type ReadDraft = { value: FieldValue | null } | { problem: string };

/** What the input of a field shows at first. */
export function draftOf({ value }: Pick<CustomerFieldView, 'value'>): string {
  switch (value?.kind) {
    case 'text':
      return value.text;
    case 'number':
      return String(value.number);
    case 'date':
      return value.day;
    default:
      return '';
  }
}

export const readDraft: Record<TypedKind, (draft: string) => ReadDraft> = {
  text: (draft) => {
    const text = draft.trim();
    return { value: text === '' ? null : { kind: 'text', text } };
  },
  number: readNumber,
  date: (day) => {
    // Browsers say the same of no day and of half a day: only 清空 empties a date.
    if (day === '') return { problem: '请选择日期' };
    if (day < FIRST_DAY || day > LAST_DAY) return { problem: '请选择 1900 年到 2999 年之间的日期' };
    return { value: { kind: 'date', day } };
  },
};

const NUMBER = /^[+-]?(?:(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.(\d*))?|\.(\d+))$/;

/** As people write numbers: 1,200 or .5, also with the wide digits and the minus sign of Chinese keyboards. */
function readNumber(draft: string): ReadDraft {
  const text = draft.normalize('NFKC').replace(/\s/g, '').replace('。', '.').replace('−', '-');
  if (text === '') return { value: null };
  const parts = NUMBER.exec(text);
  if (!parts) return { problem: '请填写数字,例如 128 或 0.5' };
  if ((parts[1] ?? parts[2] ?? '').replace(/0+$/, '').length > 4) return { problem: '最多 4 位小数' };
  // `+ 0`: there is no -0 in a company's books.
  const number = Number(text.replaceAll(',', '')) + 0;
  if (Math.abs(number) > MAX_NUMBER) return { problem: '数字太大,最大 1000 亿' };
  return { value: { kind: 'number', number } };
}

/** What may be chosen: what is in use, and retired options the customer has. */
export function offeredOptions({ options, value }: Pick<CustomerFieldView, 'options' | 'value'>): FieldOption[] {
  return options.filter(({ id, isRetired }) => !isRetired || chosenIds(value).includes(id));
}

export function chosenIds(value: FieldValue | null): readonly string[] {
  return value?.kind === 'choice' ? value.optionIds : [];
}

export function isSameValue(one: FieldValue | null, other: FieldValue | null): boolean {
  if (one?.kind === 'choice' && other?.kind === 'choice') {
    const [some, others] = [new Set(one.optionIds), new Set(other.optionIds)];
    return some.size === others.size && [...some].every((id) => others.has(id));
  }
  return one?.kind === other?.kind && draftOf({ value: one }) === draftOf({ value: other });
}
