import type { QualityWordGroupView } from '@zhike/shared/contracts/quality';
import { type ReactNode, useState } from 'react';
import { Input } from 'tdesign-react/es/input';
import { Textarea } from 'tdesign-react/es/textarea';
import { Confirm } from '../../components/confirm.tsx';
import { FilterChips } from '../../components/filter-chips.tsx';
import { Switch } from '../../components/switch.tsx';
import { useChangeWordGroups, type WordGroupDraft } from './api/word-groups.ts';
import { interceptNames, levelNames, speakerNames, splitWords } from './say-quality.ts';
import './quality.css';

const MAX_WORDS = 300;
const LONGEST = 32;

export const levelOptions = (['high', 'middle', 'low'] as const).map((value) => ({ value, label: levelNames[value] }));
const speakerOptions = (['member', 'customer', 'both'] as const).map((value) => ({
  value,
  label: speakerNames[value],
}));

const interceptOptions = (['off', 'warn', 'block'] as const).map((value) => ({
  value,
  label: interceptNames[value],
}));

interface WordGroupDialogProps {
  group?: QualityWordGroupView;
  pickDepartments(value: readonly number[], onChange: (ids: number[]) => void): ReactNode;
  onClose(): void;
}

export function WordGroupDialog({ group, pickDepartments, onClose }: WordGroupDialogProps) {
  const { create, update } = useChangeWordGroups();
  const [draft, setDraft] = useState<Omit<WordGroupDraft, 'words'>>({
    name: group?.name ?? '',
    level: group?.level ?? 'middle',
    speaker: group?.speaker ?? 'member',
    departmentIds: group?.departmentIds ?? [],
    isOn: group?.isOn ?? true,
    intercept: group?.intercept ?? 'off',
  });
  const [text, setText] = useState(group?.words.join('\n') ?? '');
  const change = (part: Partial<typeof draft>) => setDraft({ ...draft, ...part });
  const words = splitWords(text);
  const tooLong = words.find((word) => [...word].length > LONGEST);
  const problem = tooLong
    ? `「${tooLong.slice(0, 12)}…」超过 ${LONGEST} 个字`
    : words.length > MAX_WORDS
      ? `最多 ${MAX_WORDS} 个词,请分成几组`
      : null;
  const save = () => {
    const body = { ...draft, name: draft.name.trim(), words };
    return group
      ? update.mutateAsync({ ...body, groupId: group.id, version: group.version })
      : create.mutateAsync(body);
  };
  return (
    <Confirm
      title={group ? '修改敏感词组' : '新建敏感词组'}
      action="保存"
      disabled={draft.name.trim() === '' || words.length === 0 || problem !== null}
      closeOnOverlayClick={false}
      onConfirm={save}
      onClose={onClose}
    >
      <div className="dialog-column">
        <label>
          名称
          <Input value={draft.name} onChange={(name) => change({ name })} maxlength={20} placeholder="例如:承诺类" />
        </label>
        <label>
          敏感词(每行一个,或用逗号隔开)
          <Textarea value={text} onChange={setText} autosize={{ minRows: 4, maxRows: 10 }} placeholder={'返现\n保本'} />
          <span className={problem ? 'fine danger' : 'fine'}>{problem ?? `${words.length} / ${MAX_WORDS} 个词`}</span>
        </label>
        <div>
          <p>风险等级</p>
          <FilterChips
            label="风险等级"
            options={levelOptions}
            value={draft.level}
            onChange={(level) => change({ level })}
          />
        </div>
        <div>
          <p>检查谁的话</p>
          <FilterChips
            label="检查谁的话"
            options={speakerOptions}
            value={draft.speaker}
            onChange={(speaker) => change({ speaker })}
          />
        </div>
        {draft.speaker === 'customer' ? null : (
          <div>
            <p>员工发出前,由企业微信拦截</p>
            <FilterChips
              label="由企业微信拦截"
              options={interceptOptions}
              value={draft.intercept}
              onChange={(intercept) => change({ intercept })}
            />
          </div>
        )}
        <div>
          <p>检查哪些部门的会话</p>
          {pickDepartments(draft.departmentIds, (departmentIds) => change({ departmentIds }))}
        </div>
        <label className="row">
          <Switch value={draft.isOn} onChange={(isOn) => change({ isOn })} />
          启用
        </label>
      </div>
    </Confirm>
  );
}
