import type { KindRules, TextField } from '../field.ts';

export const text: KindRules<TextField, readonly string[]> = {
  operators: ['contains', 'equals', 'empty', 'present'],
  sql(field, condition, place) {
    if (condition.op === 'contains' || condition.op === 'equals') return field.sql(place, condition.op, condition.text);
    const there = field.isThere(place);
    return { sql: condition.op === 'present' ? there : `(${there}) IS NOT TRUE`, values: [] };
  },
  matches(field, condition, fact = []) {
    if (condition.op === 'contains' || condition.op === 'equals')
      return field.matches(fact, condition.op, condition.text);
    return fact.length > 0 === (condition.op === 'present');
  },
};
