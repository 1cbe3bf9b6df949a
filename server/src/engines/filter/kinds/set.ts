import type { KindRules, SetField } from '../field.ts';

export const set: KindRules<SetField, ReadonlySet<string>> = {
  operators: ['any', 'all', 'none', 'empty', 'present'],
  sql(field, condition, place) {
    switch (condition.op) {
      case 'any':
        return field.has(place, condition.values);
      case 'all': {
        const every = condition.values.map((value) => field.has(place, [value]));
        return { sql: every.map((one) => one.sql).join(' AND '), values: every.flatMap((one) => one.values) };
      }
      case 'none':
      case 'empty': {
        const has = field.has(place, condition.op === 'none' ? condition.values : null);
        return { sql: `NOT (${has.sql})`, values: has.values };
      }
      default:
        return field.has(place, null);
    }
  },
  matches(_field, condition, fact = new Set()) {
    switch (condition.op) {
      case 'any':
        return condition.values.some((value) => fact.has(value));
      case 'all':
        return condition.values.every((value) => fact.has(value));
      case 'none':
        return !condition.values.some((value) => fact.has(value));
      case 'empty':
        return fact.size === 0;
      default:
        return fact.size > 0;
    }
  },
};
