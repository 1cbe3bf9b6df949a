import type { RuleRecipients } from '@zhike/shared/contracts/automation-rule';
import { Input } from 'tdesign-react/es/input';
import { Textarea } from 'tdesign-react/es/textarea';
import { FilterChips } from '../../../components/filter-chips.tsx';
import { HoursInput } from '../../../components/hours-input.tsx';
import type { ActionForm } from './form.ts';
import type { EditorKit } from './pickers.ts';
import { SetFieldEditor } from './set-field-editor.tsx';
import { WebhookField } from './webhook-field.tsx';

interface ActionEditorProps {
  action: ActionForm;
  kit: EditorKit;
  onChange(action: ActionForm): void;
}

/** The settings of one action. */
export function ActionEditor({ action, kit, onChange }: ActionEditorProps) {
  const { tag: Tags, stage: Stages, sop: Sops } = kit.pickers;
  switch (action.kind) {
    case 'tag':
    case 'untag':
      return (
        <Tags
          label="标签"
          value={action.tagIds}
          nameOf={(id) => kit.nameOf('tag', id)}
          onChange={(picked) => {
            kit.remember('tag', picked);
            onChange({ ...action, tagIds: picked.map(({ id }) => id) });
          }}
        />
      );
    case 'set_stage':
      return (
        <Stages
          single
          label="阶段"
          value={action.stageId === '' ? [] : [action.stageId]}
          nameOf={(id) => kit.nameOf('stage', id)}
          onChange={(picked) => {
            kit.remember('stage', picked);
            onChange({ ...action, stageId: picked[0]?.id ?? '' });
          }}
        />
      );
    case 'set_field':
      return <SetFieldEditor action={action} kit={kit} onChange={(part) => onChange({ ...action, ...part })} />;
    case 'assign':
      return (
        <>
          <Members kit={kit} value={action.userIds} onChange={(userIds) => onChange({ ...action, userIds })} />
          <p className="fine">选多位时轮流分配;同一位客户总是轮到同一位员工。</p>
        </>
      );
    case 'notify':
      return (
        <>
          <Recipients kit={kit} value={action.to} onChange={(to) => onChange({ ...action, to })} />
          <Textarea
            value={action.text}
            onChange={(text) => onChange({ ...action, text })}
            maxlength={200}
            autosize={{ minRows: 2, maxRows: 5 }}
            placeholder="通知内容,例如:客户在问价格,请尽快回复"
          />
        </>
      );
    case 'create_task':
      return (
        <>
          <Recipients kit={kit} value={action.to} onChange={(to) => onChange({ ...action, to })} />
          <Input
            value={action.title}
            onChange={(title) => onChange({ ...action, title })}
            maxlength={60}
            showLimitNumber
            placeholder="待办内容,例如:回访报价"
          />
          <div className="row">
            <FilterChips
              label="期限"
              value={action.dueInHours === null ? 'today' : 'later'}
              options={[
                { value: 'today', label: '当天下班前' },
                { value: 'later', label: '一段时间内' },
              ]}
              onChange={(due) => onChange({ ...action, dueInHours: due === 'today' ? null : 24 })}
            />
            {action.dueInHours === null ? null : (
              <HoursInput
                label="期限"
                value={action.dueInHours}
                onChange={(dueInHours) => onChange({ ...action, dueInHours })}
              />
            )}
          </div>
        </>
      );
    case 'enrol_sop':
      return (
        <>
          <Sops
            single
            label="SOP"
            value={action.sopId === '' ? [] : [action.sopId]}
            nameOf={(id) => kit.nameOf('sop', id)}
            onChange={(picked) => {
              kit.remember('sop', picked);
              onChange({ ...action, sopId: picked[0]?.id ?? '' });
            }}
          />
          <p className="fine">SOP 停用、客户已在里面或没有员工服务时不会加入,原因写在执行记录里。</p>
        </>
      );
    case 'webhook':
      return (
        <WebhookField
          value={action.webhookId}
          nameOf={(id) => kit.nameOf('webhook', id)}
          mayAdd={kit.mayAddWebhooks}
          onChange={(picked) => {
            kit.remember('webhook', [picked]);
            onChange({ ...action, webhookId: picked.id });
          }}
        />
      );
  }
}

function Members({ kit, value, onChange }: { kit: EditorKit; value: string[]; onChange(userIds: string[]): void }) {
  const Picker = kit.pickers.member;
  return (
    <Picker
      label="员工"
      value={value}
      nameOf={(id) => kit.nameOf('member', id)}
      onChange={(picked) => {
        kit.remember('member', picked);
        onChange(picked.map(({ id }) => id));
      }}
    />
  );
}

/** Her owner, or certain people. */
function Recipients({
  kit,
  value,
  onChange,
}: {
  kit: EditorKit;
  value: RuleRecipients;
  onChange(to: RuleRecipients): void;
}) {
  return (
    <>
      <FilterChips
        label="给谁"
        value={value.kind}
        options={[
          { value: 'owner', label: '客户的负责人' },
          { value: 'members', label: '指定员工' },
        ]}
        onChange={(kind) => onChange(kind === 'owner' ? { kind } : { kind, userIds: [] })}
      />
      {value.kind === 'members' ? (
        <Members kit={kit} value={value.userIds} onChange={(userIds) => onChange({ kind: 'members', userIds })} />
      ) : null}
    </>
  );
}
