import type { RulePartsView, RuleView } from '@zhike/shared/contracts/automation';
import { useState } from 'react';
import { Input } from 'tdesign-react/es/input';
import { ApiError } from '../../../../shared/api/api-error.ts';
import { Button } from '../../../components/button.tsx';
import { Field } from '../../../components/field.tsx';
import { FilterChips } from '../../../components/filter-chips.tsx';
import { notifyFailed, notifyWarning } from '../../../components/notify.ts';
import { Card } from '../../../components/page.tsx';
import { useFormDraft } from '../../../components/use-form-draft.ts';
import { readRule, useSaveRule } from '../api/save-rule.ts';
import { nameOfList } from '../say/name-of.ts';
import { ActionsSection } from './actions-section.tsx';
import { draftName } from './draft-name.ts';
import { findProblems, type Problems } from './find-problems.ts';
import { formOf, type RuleForm, settingsOf } from './form.ts';
import { LimitsSection } from './limits-section.tsx';
import type { EditorKit, RulePickers } from './pickers.ts';
import { problemsOf } from './server-problems.ts';
import { WhenSection } from './when-section.tsx';
import { RuleSummary } from './rule-summary.tsx';
import './rule-editor.css';

interface RuleEditorProps {
  /** Absent: a new rule. */
  rule?: RuleView;
  /** What a new rule begins with. */
  start: RuleForm;
  parts: RulePartsView;
  /** Whose draft this is. */
  ownerUserId: string;
  mayAddWebhooks: boolean;
  pickers: RulePickers;
  /** `next`: where the person wants to go on. */
  onSaved(rule: RuleView, next: 'rule' | 'trial'): void;
  onCancel(): void;
}

/** All of a rule on one page: left 当 · 如果 · 就 · 限制, right what they say. */
export function RuleEditor(props: RuleEditorProps) {
  const { rule, parts, ownerUserId, mayAddWebhooks, pickers, onSaved, onCancel } = props;
  const [start] = useState(() => (rule ? formOf(rule) : props.start));
  const draft = useFormDraft(draftName(ownerUserId, rule?.id), start);
  const { form, change } = draft;
  const save = useSaveRule(rule?.id);
  // Nobody is scolded before the first attempt to save.
  const [tried, setTried] = useState(false);
  const [refused, setRefused] = useState<{ form: RuleForm; problems: Problems } | null>(null);
  const [conflicted, setConflicted] = useState(false);
  const found = findProblems(form);
  // What the server said belongs to what was sent: a change takes it away.
  const problems = { ...(refused?.form === form ? refused.problems : {}), ...(tried ? found : {}) };
  const isStale = rule !== undefined && form.seenVersion !== undefined && rule.version !== form.seenVersion;
  const nameOf = nameOfList(form.names);
  const kit: EditorKit = {
    parts,
    pickers,
    nameOf,
    mayAddWebhooks,
    remember: (kind, picked) => {
      const rest = form.names.filter((one) => one.kind !== kind || !picked.some(({ id }) => id === one.id));
      change({ names: [...rest, ...picked.map(({ id, name }) => ({ kind, id, name }))] });
    },
  };
  const settings = settingsOf(form);
  const show = (wrong: Problems) => {
    notifyWarning(`还有 ${Object.keys(wrong).length} 处需要修改:${Object.values(wrong)[0]}`);
    requestAnimationFrame(() =>
      document.querySelector('.field-problem')?.scrollIntoView({ block: 'center', behavior: 'smooth' }),
    );
  };

  const submit = async (next: 'rule' | 'trial', seenVersion = form.seenVersion) => {
    setTried(true);
    if (Object.keys(found).length > 0) return show(found);
    try {
      const saved = await save.mutateAsync({ body: settings, seenVersion });
      draft.forget();
      onSaved(saved, next);
    } catch (error) {
      if (error instanceof ApiError && error.code === 'automation.changed_meanwhile') return setConflicted(true);
      const wrong = problemsOf(error, form);
      if (!wrong) return notifyFailed(error);
      setRefused({ form, problems: wrong });
      show(wrong);
    }
  };
  const overwrite = async () => {
    try {
      const { version } = await readRule(rule!.id);
      change({ seenVersion: version });
      setConflicted(false);
      await submit('rule', version);
    } catch (error) {
      notifyFailed(error);
    }
  };
  const FilterBuilder = pickers.filter;
  const FilterInWords = pickers.filterInWords;
  const section = { form, change, problems, kit };

  return (
    <div className="rule-editor">
      <div className="rule-editor-form">
        {draft.isRestored ? (
          <p className="rule-editor-notice" role="status">
            已恢复上次没有保存的内容
            <button type="button" className="plain-button" onClick={draft.giveUp}>
              放弃草稿
            </button>
          </p>
        ) : null}
        {conflicted || isStale ? (
          <div className="rule-editor-notice" role="alert">
            <span>这条规则在你修改期间被保存了新的版本。</span>
            <span className="row">
              <a href={`#/automation/${rule?.id}`} target="_blank" rel="noreferrer">
                查看新版本
              </a>
              <button type="button" className="plain-button" onClick={() => void overwrite()}>
                用我的内容覆盖
              </button>
              <button type="button" className="plain-button" onClick={() => (draft.forget(), onCancel())}>
                放弃我的修改
              </button>
            </span>
          </div>
        ) : null}
        <Card>
          <Field label="规则名称" problem={problems.name}>
            <Input
              value={form.name}
              onChange={(name) => change({ name })}
              placeholder="例如:提到价格打标签"
              maxlength={40}
              showLimitNumber
            />
          </Field>
        </Card>
        <Card title="当">
          <WhenSection {...section} />
        </Card>
        <Card title="如果">
          <Field label="哪些客户" problem={problems.filter}>
            <FilterChips
              label="哪些客户"
              value={form.filterOn ? 'some' : 'all'}
              options={[
                { value: 'all', label: '所有客户' },
                { value: 'some', label: '符合条件的客户' },
              ]}
              onChange={(whom) => change({ filterOn: whom === 'some' })}
            />
            {form.filterOn ? <FilterBuilder value={form.filter} onChange={(filter) => change({ filter })} /> : null}
          </Field>
        </Card>
        <Card title="就">
          <ActionsSection
            actions={form.actions}
            onChange={(actions) => change({ actions })}
            problems={problems}
            kit={kit}
          />
        </Card>
        <Card title="限制">
          <LimitsSection form={form} change={change} problems={problems} />
        </Card>
        <div className="rule-editor-bar">
          <Button theme="primary" loading={save.isPending} onClick={() => void submit('rule')}>
            保存
          </Button>
          <Button theme="primary" variant="outline" disabled={save.isPending} onClick={() => void submit('trial')}>
            保存并试运行
          </Button>
          <Button variant="text" disabled={save.isPending} onClick={onCancel}>
            {draft.isChanged ? '先离开,草稿会保留' : '返回'}
          </Button>
        </div>
      </div>
      <aside className="rule-editor-side" aria-label="规则的意思">
        <Card title="这条规则的意思">
          <FilterInWords filter={settings.filter}>
            {(sentence) => <RuleSummary definition={settings} parts={parts} nameOf={nameOf} filter={sentence} />}
          </FilterInWords>
        </Card>
      </aside>
    </div>
  );
}
