import { useMutation, useQueryClient } from '@tanstack/react-query';
import type {
  CustomFieldKind,
  createCustomField,
  reorderCustomFields,
  restoreCustomField,
  retireCustomField,
  updateCustomField,
} from '@zhike/shared/contracts/custom-field';
import { call } from '../../../../shared/api/call.ts';

export interface CustomFieldDraft {
  name: string;
  unit: string | null;
  options: { id?: string; label: string }[];
  departmentIds: number[];
}

/** What knows the fields by name: lists of them, filters and rules. */
const stale = [['custom-fields'], ['filter-fields'], ['automation-parts'], ['customer']];

export function useChangeCustomFields() {
  const client = useQueryClient();
  const onSettled = () => Promise.all(stale.map((queryKey) => client.invalidateQueries({ queryKey })));
  return {
    create: useMutation({
      mutationFn: (body: CustomFieldDraft & { kind: CustomFieldKind }) =>
        call<typeof createCustomField>('createCustomField', { body }),
      onSettled,
    }),
    update: useMutation({
      mutationFn: ({ fieldId, ...body }: CustomFieldDraft & { fieldId: string }) =>
        call<typeof updateCustomField>('updateCustomField', { params: { fieldId }, body }),
      onSettled,
    }),
    reorder: useMutation({
      mutationFn: (fieldIds: string[]) =>
        call<typeof reorderCustomFields>('reorderCustomFields', { body: { fieldIds } }),
      onSettled,
    }),
    retire: useMutation({
      mutationFn: (fieldId: string) => call<typeof retireCustomField>('retireCustomField', { params: { fieldId } }),
      onSettled,
    }),
    restore: useMutation({
      mutationFn: (fieldId: string) => call<typeof restoreCustomField>('restoreCustomField', { params: { fieldId } }),
      onSettled,
    }),
  };
}
