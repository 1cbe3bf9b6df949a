import { useMutation, useQueryClient } from '@tanstack/react-query';
import type {
  CustomFieldKind,
  CustomFieldView,
  createCustomField,
  listCustomFields,
  reorderCustomFields,
  restoreCustomField,
  retireCustomField,
  updateCustomField,
} from '@zhike/shared/contracts/custom-field';
import type { EndpointResponse } from '@zhike/shared/contracts/endpoint';
import { call } from '../../../../shared/api/call.ts';

export interface CustomFieldDraft {
  name: string;
  unit: string | null;
  options: { id?: string; label: string }[];
  departmentIds: number[];
}

/** What knows the fields by name: lists of them, filters and rules. */
const stale = [['custom-fields'], ['filter-fields'], ['automation-parts'], ['customer']];

const order = ['custom-field-order'];

type CustomFields = EndpointResponse<typeof listCustomFields>;

/** Those that are not in the order are out of use and stay last. */
function inOrder(items: readonly CustomFieldView[], fieldIds: readonly string[]): CustomFieldView[] {
  const ordered = fieldIds.flatMap((id) => items.find((field) => field.id === id) ?? []);
  return [...ordered, ...items.filter(({ id }) => !fieldIds.includes(id))];
}

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
      mutationKey: order,
      // One after the other, so that the last order is the one that stays.
      scope: { id: order.join() },
      onMutate: async (fieldIds) => {
        await client.cancelQueries({ queryKey: ['custom-fields'] });
        client.setQueryData<CustomFields>(
          ['custom-fields'],
          (now) => now && { ...now, items: inOrder(now.items, fieldIds) },
        );
      },
      // While the next move is under way the server knows only of this one.
      onSettled: () => (client.isMutating({ mutationKey: order }) > 1 ? undefined : onSettled()),
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
