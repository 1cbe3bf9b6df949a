import { type QueryClient, useMutation, useQueryClient } from '@tanstack/react-query';
import type { FieldValue } from '@zhike/shared/contracts/custom-field';
import type { CustomerFieldView } from '@zhike/shared/contracts/customer';
import type { changeCustomerField } from '@zhike/shared/contracts/customer-changes';
import { ApiError, phraseOf } from '../../../../shared/api/api-error.ts';
import { call } from '../../../../shared/api/call.ts';
import { isSameValue } from '../../../../shared/fields/field-draft.ts';
import { cachedProfile, patchProfile, refreshCustomer } from '../../../cache/profile.ts';
import { notify } from '../../../components/notice.tsx';
import { changeFieldKey, type FieldChange } from './fields-on-screen.ts';

type SaveField = (change: FieldChange, more?: { onSaved?(): void; isUndo?: boolean }) => Promise<void>;

/** Fills in a field or empties it: on screen at once, back again when the server refuses; one tap more takes it back. */
export function useChangeField(customerId: string): SaveField {
  const client = useQueryClient();
  const mutationKey = changeFieldKey(customerId);
  const change = useMutation({
    mutationKey,
    scope: { id: `fields.${customerId}` },
    mutationFn: async ({ field, to }: FieldChange) => {
      // Earlier changes have been answered by now: what is taken back becomes what the server had.
      const before = confirmedValue(client, customerId, field);
      const { fieldId } = field;
      const { fields } = await call<typeof changeCustomerField>('changeCustomerField', {
        params: { customerId, fieldId },
        body: { value: to },
      });
      return { before, saved: fields.find((one) => one.fieldId === fieldId) };
    },
    // Only this one of the answer: the others may be older than what live news have brought.
    onSuccess: ({ saved }) => {
      if (!saved) return;
      patchProfile(client, customerId, ({ fields }) => ({
        fields: fields.map((one) => (one.fieldId === saved.fieldId ? saved : one)),
      }));
    },
    onSettled: () => {
      if (client.isMutating({ mutationKey }) === 1) refreshCustomer(client, customerId);
    },
  });
  const save: SaveField = async ({ field, to }, { onSaved, isUndo = false } = {}) => {
    const name = `「${field.name}」`;
    try {
      const { before } = await change.mutateAsync({ field, to });
      onSaved?.();
      const canUndo = !isUndo && !isSameValue(before, to) && !holdsRetired(field, before);
      const undo = () => void save({ field, to: before }, { isUndo: true });
      notify(isUndo ? `${name}已恢复` : `${name}${to ? '已保存' : '已清空'}`, {
        action: canUndo ? { label: '撤销', run: undo } : undefined,
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

function confirmedValue(client: QueryClient, customerId: string, { fieldId, value }: CustomerFieldView) {
  const cached = cachedProfile(client, customerId)?.fields.find((one) => one.fieldId === fieldId);
  return cached ? cached.value : value;
}

/** Retired options are not given to anybody any more, not even back. */
function holdsRetired({ options }: CustomerFieldView, value: FieldValue | null): boolean {
  return value?.kind === 'choice' && options.some(({ id, isRetired }) => isRetired && value.optionIds.includes(id));
}
