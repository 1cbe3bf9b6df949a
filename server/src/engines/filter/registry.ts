import type { FilterFieldView } from '@zhike/shared/contracts/filter-field';
import { FilterFieldUnknown } from './errors.ts';
import type { FilterField } from './field.ts';
import { rulesOf } from './kinds/index.ts';

/** The fields of all domains, brought together above them (server/src/filter-fields.ts). */
export class FilterFields {
  private readonly byName = new Map<string, FilterField>();

  constructor(fields: readonly FilterField[]) {
    for (const field of fields) {
      if (this.byName.has(field.name)) throw new Error(`two filter fields are called "${field.name}"`);
      this.byName.set(field.name, field);
    }
  }

  find(name: string): FilterField | undefined {
    return this.byName.get(name);
  }

  get(name: string): FilterField {
    const field = this.byName.get(name);
    if (!field) throw new FilterFieldUnknown({ field: name });
    return field;
  }

  present(): FilterFieldView[] {
    return [...this.byName.values()].map((field) => ({
      name: field.name,
      label: field.label,
      kind: field.kind,
      input: field.input,
      operators: [...operatorsOf(field)],
      options: 'options' in field ? [...(field.options ?? [])] : [],
    }));
  }
}

export const operatorsOf = (field: FilterField) => field.operators ?? rulesOf(field).operators;
