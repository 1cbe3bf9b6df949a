import type { FieldKind, FilterField, KindRules } from '../field.ts';
import { choice } from './choice.ts';
import { count } from './count.ts';
import { date } from './date.ts';
import { number } from './number.ts';
import { set } from './set.ts';
import { text } from './text.ts';

const rules = { choice, set, date, number, text, count };

/** The rules of a field's kind. Each rule only ever sees fields and facts of its own kind. */
// oxlint-disable-next-line typescript/no-explicit-any -- existential type, checked where each kind is defined
export const rulesOf = (field: FilterField): KindRules<any, any> => rules[field.kind satisfies FieldKind];
