import type { FilterFieldView } from '@zhike/shared/contracts/filter-field';
import { Select } from 'tdesign-react/es/select';
import { Button } from '../button.tsx';
import { Icon } from '../icon.tsx';
import { ConditionEditor, type ValueInputs } from './condition-editor.tsx';
import { changePart, type GroupDraft, isGroup, type Join, newCondition, newGroup, type PartDraft } from './draft.ts';
import { offeredFields, operatorsOf } from './operators.ts';

interface GroupEditorProps {
  group: GroupDraft;
  fields: readonly FilterFieldView[];
  inputs: ValueInputs;
  nameOf(field: string, value: string): string | undefined;
  depth: number;
  onChange(group: GroupDraft): void;
  onRemove?(): void;
}

const joins: { value: Join; label: string }[] = [
  { value: 'all', label: '满足以下全部条件' },
  { value: 'any', label: '满足以下任意一条' },
  { value: 'none', label: '以下条件都不满足' },
  { value: 'not_all', label: '以下条件不全满足' },
];
/** Deeper than this nobody can read it any more. */
const MAX_DEPTH = 3;
const MAX_PARTS = 20;

export function GroupEditor({ group, fields, inputs, nameOf, depth, onChange, onRemove }: GroupEditorProps) {
  const put = (part: PartDraft) => onChange(changePart(group, part.key, () => part));
  const remove = (part: PartDraft) => onChange(changePart(group, part.key, () => null));
  const add = (part: PartDraft) => onChange({ ...group, parts: [...group.parts, part] });
  const firstCondition = () => {
    const field = offeredFields(fields)[0]!;
    return newCondition(field.name, operatorsOf(field, field.input in inputs)[0]!.value);
  };
  const isFull = group.parts.length >= MAX_PARTS;
  return (
    <div className={`filter-group${depth > 1 ? ' filter-group-inner' : ''}`} role="group" aria-label="条件组">
      <div className="filter-group-head">
        <Select
          className="filter-join"
          value={group.join}
          options={joins}
          onChange={(join) => onChange({ ...group, join: join as Join })}
          placeholder="条件之间的关系"
        />
        {onRemove ? (
          <button type="button" className="plain-button" aria-label="删除条件组" onClick={onRemove}>
            <Icon name="close" size={16} />
          </button>
        ) : null}
      </div>
      {group.parts.map((part) =>
        isGroup(part) ? (
          <GroupEditor
            key={part.key}
            group={part}
            fields={fields}
            inputs={inputs}
            nameOf={nameOf}
            depth={depth + 1}
            onChange={put}
            onRemove={() => remove(part)}
          />
        ) : (
          <ConditionEditor
            key={part.key}
            condition={part}
            fields={fields}
            inputs={inputs}
            nameOf={nameOf}
            onChange={put}
            onRemove={() => remove(part)}
          />
        ),
      )}
      <div className="filter-group-foot">
        <Button
          variant="text"
          theme="primary"
          icon={<Icon name="plus" size={16} />}
          disabled={isFull}
          onClick={() => add(firstCondition())}
        >
          添加条件
        </Button>
        {depth < MAX_DEPTH ? (
          <Button
            variant="text"
            icon={<Icon name="plus" size={16} />}
            disabled={isFull}
            onClick={() => add(newGroup([firstCondition()], 'any'))}
          >
            添加条件组
          </Button>
        ) : null}
      </div>
    </div>
  );
}
