import { z } from 'zod';
import { Empty, Id } from './common.ts';
import { endpoint } from './endpoint.ts';

/** Custom fields (自定义字段): what a company wants to know of its customers beside what WeCom knows. */

export const CustomFieldKind = z.enum(['text', 'number', 'date', 'single_choice', 'multiple_choice']);
export type CustomFieldKind = z.infer<typeof CustomFieldKind>;

export const MAX_FIELD_TEXT = 500;
export const MAX_FIELD_CHOICES = 20;
const DECIMALS = 4;

/** A day in somebody's life: birthdays reach back further than our own books. */
export const FieldDay = z.iso
  .date()
  .refine((day) => day >= '1900-01-01' && day <= '2999-12-31', 'between 1900-01-01 and 2999-12-31');

/** At most four decimals and no more digits than a number holds exactly. */
export const FieldNumber = z
  .number()
  .min(-1e11)
  .max(1e11)
  .refine((number) => Number(number.toFixed(DECIMALS)) === number, `at most ${DECIMALS} decimals`);

/** What a customer's field holds; `choice` of fields with one choice and with many. */
export const FieldValue = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('text'), text: z.string().trim().min(1).max(MAX_FIELD_TEXT) }),
  z.strictObject({ kind: z.literal('number'), number: FieldNumber }),
  z.strictObject({ kind: z.literal('date'), day: FieldDay }),
  z.strictObject({ kind: z.literal('choice'), optionIds: z.array(Id).min(1).max(MAX_FIELD_CHOICES) }),
]);
export type FieldValue = z.infer<typeof FieldValue>;

export const FieldOption = z.object({
  id: Id,
  label: z.string(),
  /** Customers who have it keep it; nobody is given it any more. */
  isRetired: z.boolean(),
});
export type FieldOption = z.infer<typeof FieldOption>;

export const CustomFieldView = z.object({
  id: Id,
  name: z.string(),
  kind: CustomFieldKind,
  /** Of numbers: 元, ㎡ … */
  unit: z.string().nullable(),
  /** Of choices, in their order; retired ones last. */
  options: z.array(FieldOption),
  /** The field is for members of these departments and all below them; empty: for everybody. */
  departmentIds: z.array(z.int()),
  /** For the viewer's department, so that it stands on her customers' pages. */
  isMine: z.boolean(),
  /** Out of use: what customers have is kept, and filters that ask for it still work. */
  isRetired: z.boolean(),
});
export type CustomFieldView = z.infer<typeof CustomFieldView>;

const draft = {
  name: z.string().trim().min(1, '请填写名称').max(20),
  unit: z.string().trim().min(1).max(8).nullable().default(null),
  /** Known ones by id, new ones without; one that is left out is retired. */
  options: z
    .array(z.strictObject({ id: Id.optional(), label: z.string().trim().min(1, '请填写选项').max(30) }))
    .max(100)
    .default([]),
  departmentIds: z.array(z.int().positive()).max(100).default([]),
};
const fieldParams = z.object({ fieldId: Id });

export const listCustomFields = endpoint({
  method: 'GET',
  path: '/api/custom-fields',
  audience: 'member',
  summary: 'Custom fields in their order, those out of use last',
  response: z.object({ items: z.array(CustomFieldView), can: z.object({ edit: z.boolean() }) }),
});

export const createCustomField = endpoint({
  method: 'POST',
  path: '/api/custom-fields',
  audience: 'member',
  roles: ['admin'],
  summary: 'Add a custom field at the end',
  body: z.object({ kind: CustomFieldKind, ...draft }),
  response: CustomFieldView,
});

export const updateCustomField = endpoint({
  method: 'PUT',
  path: '/api/custom-fields/:fieldId',
  audience: 'member',
  roles: ['admin'],
  summary: 'Change name, unit, options and departments of a field; its kind stays',
  params: fieldParams,
  body: z.object(draft),
  response: CustomFieldView,
});

export const reorderCustomFields = endpoint({
  method: 'PUT',
  path: '/api/custom-field-order',
  audience: 'member',
  roles: ['admin'],
  summary: 'Put all fields in use in this order',
  body: z.object({ fieldIds: z.array(Id).min(1).max(50) }),
  response: z.object({ items: z.array(CustomFieldView) }),
});

export const retireCustomField = endpoint({
  method: 'POST',
  path: '/api/custom-fields/:fieldId/retire',
  audience: 'member',
  roles: ['admin'],
  summary: 'Take a field out of use; what customers have is kept',
  params: fieldParams,
  response: Empty,
});

export const restoreCustomField = endpoint({
  method: 'POST',
  path: '/api/custom-fields/:fieldId/restore',
  audience: 'member',
  roles: ['admin'],
  summary: 'Bring a field back into use, at the end',
  params: fieldParams,
  response: CustomFieldView,
});
