import { inList } from '../../../platform/database/sql.ts';
import type { ChoiceField, KindRules } from '../field.ts';

export const choice: KindRules<ChoiceField, string> = {
  operators: ['any', 'none', 'empty', 'present'],
  sql(field, condition, place) {
    const column = field.sql(place);
    switch (condition.op) {
      case 'any':
      case 'none': {
        const values = field.stored === 'int' ? condition.values.map(Number) : condition.values;
        const any = `${column} ${inList(values)}`;
        return { sql: condition.op === 'any' ? any : `(${any}) IS NOT TRUE`, values };
      }
      case 'empty':
        return { sql: `${column} IS NULL`, values: [] };
      default:
        return { sql: `${column} IS NOT NULL`, values: [] };
    }
  },
  matches(_field, condition, fact) {
    switch (condition.op) {
      case 'any':
        return fact !== undefined && condition.values.includes(fact);
      case 'none':
        return fact === undefined || !condition.values.includes(fact);
      case 'empty':
        return fact === undefined;
      default:
        return fact !== undefined;
    }
  },
};
