import type { RuleTriggerView } from '@zhike/shared/contracts/automation';
import type { EventCondition } from '@zhike/shared/contracts/automation-rule';
import { Select } from 'tdesign-react/es/select';
import { Button } from '../../../components/button.tsx';
import { Named } from '../../../components/named.tsx';
import { Icon } from '../../../components/icon.tsx';
import { pickableFields } from '../rule-parts.ts';
import { type HappeningForm, isSpeech } from './form.ts';
import { WordsFields } from './message-section.tsx';
import type { EditorKit, Picked } from './pickers.ts';
import { emptyWords, type WordsForm } from './words-form.ts';

interface HappeningEditorProps {
  /** For those who do not see what stands beside it. */
  label: string;
  value: HappeningForm;
  kit: EditorKit;
  /** Whether something said in a single chat can be chosen too. */
  withSaid?: boolean;
  problem?: string;
  onChange(value: HappeningForm): void;
}

const said = [
  { value: 'said:customer', label: '客户在单聊里发言' },
  { value: 'said:rep', label: '员工在单聊里发言' },
];

/** Something that happens, and what it must say of itself. */
export function HappeningEditor({ label, value, kit, withSaid = false, problem, onChange }: HappeningEditorProps) {
  const trigger = kit.parts.triggers.find(({ key }) => key === value.what);
  const events = kit.parts.triggers.map(({ key, label: name }) => ({ value: key, label: name }));
  const put = (index: number, condition: EventCondition | null) =>
    onChange({
      ...value,
      conditions: value.conditions.flatMap((one, at) => (at === index ? (condition ?? []) : one)),
    });
  const words: WordsForm = value.words ?? { ...emptyWords, match: 'whatever' };
  const left = (trigger?.conditions ?? []).filter(({ key }) => !value.conditions.some((one) => one.key === key));
  return (
    <div className="rule-happening" role="group" aria-label={label}>
      <Select
        className="rule-select"
        value={value.what}
        options={[...(withSaid ? said : []), ...events]}
        onChange={(what) => typeof what === 'string' && onChange({ ...value, what, conditions: [] })}
        filterable
        placeholder="选择事件"
      />
      {isSpeech(value.what) ? (
        <WordsFields
          form={words}
          change={(part) => onChange({ ...value, words: { ...words, ...part } })}
          problems={{}}
        />
      ) : null}
      {value.conditions.map((condition, index) => (
        <ConditionRow
          key={condition.key}
          condition={condition}
          trigger={trigger}
          kit={kit}
          onChange={(next) => put(index, next)}
          onRemove={() => put(index, null)}
        />
      ))}
      {left.length > 0 && value.conditions.length < 5 ? (
        <div className="row">
          {left.map((condition) => (
            <Button
              key={condition.key}
              variant="text"
              theme="primary"
              icon={<Icon name="plus" size={16} />}
              onClick={() =>
                onChange({ ...value, conditions: [...value.conditions, { key: condition.key, values: [] }] })
              }
            >
              限定{condition.label}
            </Button>
          ))}
        </div>
      ) : null}
      {problem ? (
        <p className="field-problem" role="alert">
          {problem}
        </p>
      ) : null}
    </div>
  );
}

interface ConditionRowProps {
  condition: EventCondition;
  trigger: RuleTriggerView | undefined;
  kit: EditorKit;
  onChange(condition: EventCondition): void;
  onRemove(): void;
}

function ConditionRow({ condition, trigger, kit, onChange, onRemove }: ConditionRowProps) {
  const asked = trigger?.conditions.find(({ key }) => key === condition.key);
  const input = asked?.input;
  const label = asked?.label ?? condition.key;
  const isField = input === 'custom_field';
  const Picker = input && input !== 'options' && !isField ? kit.pickers[input] : null;
  const options = isField
    ? pickableFields(kit.parts, condition.values, (id) => kit.nameOf('custom_field', id))
    : (asked?.options ?? []);
  return (
    <div className="rule-condition">
      <span>{label}是</span>
      {Picker && input ? (
        <Picker
          label={label}
          value={condition.values}
          nameOf={(id) => kit.nameOf(input, id)}
          onChange={(picked: Picked[]) => {
            kit.remember(input, picked);
            onChange({ ...condition, values: picked.map(({ id }) => id) });
          }}
        />
      ) : (
        <Named label={label}>
          <Select
            multiple
            className="rule-select"
            value={condition.values}
            options={options}
            onChange={(values) => onChange({ ...condition, values: Array.isArray(values) ? values.map(String) : [] })}
            placeholder={`选择${label}`}
          />
        </Named>
      )}
      <button type="button" className="plain-button" aria-label={`删除条件${label}`} onClick={onRemove}>
        <Icon name="close" size={16} />
      </button>
    </div>
  );
}
