import type { FilterFieldView } from '@zhike/shared/contracts/filter-field';
import type { Tx } from '../../platform/database/tx.ts';
import { type Family, findInFamilies } from '../family.ts';
import { FilterFieldUnknown } from './errors.ts';
import type { FilterField } from './field.ts';
import { rulesOf } from './kinds/index.ts';

/** The fields of all domains, brought together above them (server/src/filter-fields.ts). */
export class FilterFields {
  private readonly byName = new Map<string, FilterField>();
  private readonly families: readonly Family<FilterField>[];

  constructor(fields: readonly FilterField[], families: readonly Family<FilterField>[] = []) {
    for (const field of fields) {
      if (this.byName.has(field.name)) throw new Error(`two filter fields are called "${field.name}"`);
      this.byName.set(field.name, field);
    }
    this.families = families;
  }

  async find(tx: Tx, name: string): Promise<FilterField | undefined> {
    return this.byName.get(name) ?? findInFamilies(tx, this.families, name);
  }

  async get(tx: Tx, name: string): Promise<FilterField> {
    const field = await this.find(tx, name);
    if (!field) throw new FilterFieldUnknown({ field: name });
    return field;
  }

  /** Those that are always there first. */
  async list(tx: Tx): Promise<FilterField[]> {
    const made: FilterField[] = [];
    for (const family of this.families) made.push(...(await family.list(tx)));
    return [...this.byName.values(), ...made];
  }

  async present(tx: Tx): Promise<FilterFieldView[]> {
    return (await this.list(tx)).map((field) => ({
      name: field.name,
      label: field.label,
      kind: field.kind,
      input: field.input,
      unit: field.kind === 'number' ? field.unit : null,
      isRetired: field.isRetired ?? false,
      operators: [...operatorsOf(field)],
      options: 'options' in field ? [...(field.options ?? [])] : [],
    }));
  }
}

export const operatorsOf = (field: FilterField) => field.operators ?? rulesOf(field).operators;
