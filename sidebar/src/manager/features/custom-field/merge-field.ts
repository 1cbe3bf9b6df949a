import type { CustomFieldView } from '@zhike/shared/contracts/custom-field';
import type { CustomFieldDraft } from './api/change-custom-fields.ts';

type Option = CustomFieldDraft['options'][number];

/** What is sent of a field opened as `opened` that is `now` by now: wherever this form changed nothing, colleagues' changes stay. */
export function mergeField(draft: CustomFieldDraft, opened: CustomFieldView, now: CustomFieldView): CustomFieldDraft {
  return {
    name: draft.name === opened.name ? now.name : draft.name,
    unit: draft.unit === opened.unit ? now.unit : draft.unit,
    options: mergeOptions(draft.options, inUse(opened), inUse(now)),
    departmentIds: isSame(draft.departmentIds, opened.departmentIds) ? now.departmentIds : draft.departmentIds,
  };
}

const inUse = ({ options }: CustomFieldView): Option[] =>
  options.filter(({ isRetired }) => !isRetired).map(({ id, label }) => ({ id, label }));

const isSame = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);

/** An option that is left out is retired: what a colleague has added meanwhile must not be. */
function mergeOptions(mine: Option[], opened: Option[], now: Option[]): Option[] {
  if (isSame(mine, opened)) return now;
  const find = (options: Option[], id: string) => options.find((one) => one.id === id);
  const added = now.filter(({ id }) => !find(opened, id!));
  const kept = mine.flatMap((option) => {
    // Both have written the same word: it is one option.
    if (option.id === undefined) return [added.find(({ label }) => label === option.label) ?? option];
    if (find(opened, option.id)?.label !== option.label) return [option];
    return find(now, option.id) ?? [];
  });
  return [...kept, ...added.filter(({ id }) => !find(kept, id!))];
}
