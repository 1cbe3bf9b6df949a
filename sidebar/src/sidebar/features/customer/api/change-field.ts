import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { FieldValue } from '@zhike/shared/contracts/custom-field';
import type { CustomerFieldView } from '@zhike/shared/contracts/customer';
import type { changeCustomerField } from '@zhike/shared/contracts/customer-changes';
import { ApiError, phraseOf } from '../../../../shared/api/api-error.ts';
import { call } from '../../../../shared/api/call.ts';
import { patchProfile, refreshCustomer } from '../../../cache/profile.ts';
import { notify } from '../../../components/notice.tsx';

interface FieldChange {
  /** As it was on screen before. */
  field: CustomerFieldView;
  to: FieldValue | null;
}

type SaveField = (change: FieldChange, more?: { onSaved?(): void; isUndo?: boolean }) => Promise<void>;

/** Fills in a field or empties it: on screen at once, back again when the server refuses; one tap more takes it back. */
export function useChangeField(customerId: string): SaveField {
  const client = useQueryClient();
  const mutationKey = ['change-field', customerId];
  const show = (shown: Pick<CustomerFieldView, 'fieldId' | 'value' | 'origin'>) =>
    patchProfile(client, customerId, ({ fields }) => ({
      fields: fields.map((one) => (one.fieldId === shown.fieldId ? { ...one, ...shown } : one)),
    }));
  const change = useMutation({
    mutationKey,
    scope: { id: `fields.${customerId}` },
    mutationFn: ({ field: { fieldId }, to }: FieldChange) =>
      call<typeof changeCustomerField>('changeCustomerField', { params: { customerId, fieldId }, body: { value: to } }),
    onMutate: ({ field: { fieldId }, to }) => show({ fieldId, value: to, origin: null }),
    // Only this one of the answer: another may already show what is still on its way.
    onSuccess: ({ fields }, { field }) => {
      const saved = fields.find(({ fieldId }) => fieldId === field.fieldId);
      if (saved) show(saved);
    },
    onError: (_error, { field: { fieldId, value, origin } }) => show({ fieldId, value, origin }),
    onSettled: () => {
      if (client.isMutating({ mutationKey }) === 1) refreshCustomer(client, customerId);
    },
  });
  const save: SaveField = async ({ field, to }, { onSaved, isUndo = false } = {}) => {
    const name = `「${field.name}」`;
    try {
      await change.mutateAsync({ field, to });
      onSaved?.();
      const undo = () => void save({ field: { ...field, value: to, origin: null }, to: field.value }, { isUndo: true });
      notify(isUndo ? `${name}已恢复` : `${name}${to ? '已保存' : '已清空'}`, {
        action: isUndo || holdsRetired(field) ? undefined : { label: '撤销', run: undo },
      });
    } catch (error) {
      // What the server has refused, it refuses again.
      const isRefused = error instanceof ApiError && error.status < 500;
      notify(`${name}没有保存:${phraseOf(error)}`, {
        tone: 'problem',
        action: isRefused ? undefined : { label: '重试', run: () => void save({ field, to }, { onSaved, isUndo }) },
      });
    }
  };
  return save;
}

/** Retired options are not given to anybody any more, not even back. */
function holdsRetired({ value, options }: CustomerFieldView): boolean {
  return value?.kind === 'choice' && options.some(({ id, isRetired }) => isRetired && value.optionIds.includes(id));
}
