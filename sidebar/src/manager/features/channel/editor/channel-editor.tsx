import type { ChannelView } from '@zhike/shared/contracts/channel';
import { useState } from 'react';
import { Input } from 'tdesign-react/es/input';
import { Select } from 'tdesign-react/es/select';
import { ApiError } from '../../../../shared/api/api-error.ts';
import { Button } from '../../../components/button.tsx';
import { EditorFrame } from '../../../components/editor-frame.tsx';
import { notifyFailed, notifyWarning } from '../../../components/notify.ts';
import { BusyFields, useBusyFields } from '../../../components/media/use-tell-busy.ts';
import { Card } from '../../../components/page.tsx';
import { showProblems } from '../../../components/show-problems.ts';
import { useFormDraft } from '../../../components/use-form-draft.ts';
import { useChannelGroups } from '../api/list-channel-groups.ts';
import { useSaveChannel } from '../api/save-channel.ts';
import { AfterScanSection } from './after-scan-section.tsx';
import { ChannelSummary } from './channel-summary.tsx';
import { DutySection } from './duty-section.tsx';
import { Field } from '../../../components/field.tsx';
import { findProblems } from './find-problems.ts';
import { emptyForm, formOf, settingsOf } from './form.ts';
import { PhonePreview } from './phone-preview.tsx';
import type { ChannelDirectory, ChannelPickers } from './pickers.ts';
import { ReceptionSection } from './reception-section.tsx';
import { WelcomeSection } from './welcome-section.tsx';

interface ChannelEditorProps {
  /** Absent: a new code. */
  channel?: ChannelView;
  /** Whose draft this is. */
  ownerUserId: string;
  pickers: ChannelPickers;
  directory: ChannelDirectory;
  onSaved(channel: ChannelView): void;
  onCancel(): void;
}

/** All of a channel code on one page: left the settings, right what they will do. */
export function ChannelEditor({ channel, ownerUserId, pickers, directory, onSaved, onCancel }: ChannelEditorProps) {
  const [start] = useState(() => (channel ? formOf(channel) : emptyForm()));
  const draft = useFormDraft(`channel-draft:1:${ownerUserId}:${channel?.id ?? 'new'}`, start);
  const { form, change } = draft;
  const save = useSaveChannel(channel?.id);
  const groups = useChannelGroups();
  // Nobody is scolded before the first attempt to save.
  const [tried, setTried] = useState(false);
  const found = findProblems(form);
  const problems = tried ? found : {};
  const { isBusy, onBusy } = useBusyFields();
  const section = { form, change, problems, pickers, directory };

  const submit = async () => {
    setTried(true);
    if (isBusy) return notifyWarning('还有文件或图片在上传,请等待上传完成后再保存');
    if (Object.keys(found).length > 0) return showProblems(found);
    try {
      const saved = await save.mutateAsync({ body: settingsOf(form), seenUpdatedAt: form.seenUpdatedAt });
      draft.forget();
      onSaved(saved);
    } catch (error) {
      const issue = firstIssue(error);
      if (issue) notifyWarning(issue);
      else notifyFailed(error);
    }
  };

  return (
    <EditorFrame
      draft={draft}
      isSaving={save.isPending}
      onLeave={onCancel}
      saves={
        <Button theme="primary" loading={save.isPending} disabled={isBusy} onClick={() => void submit()}>
          {isBusy ? '等待上传完成' : channel ? '保存' : '创建渠道活码'}
        </Button>
      }
      sideLabel="效果预览"
      side={
        <>
          <Card title="这样设置后">
            <ChannelSummary form={form} directory={directory} />
          </Card>
          <PhonePreview form={form} />
        </>
      }
    >
      <Card title="基本信息">
        <Field label="渠道名称" problem={problems.name} hint="只有你们自己看得到,用来区分客户从哪里来。">
          <Input
            value={form.name}
            onChange={(name) => change({ name })}
            placeholder="例如:春季展会"
            maxlength={30}
            showLimitNumber
          />
        </Field>
        <Field label="分组(可选)">
          <Select
            value={form.groupId ?? undefined}
            onChange={(id) => change({ groupId: typeof id === 'string' && id !== '' ? id : null })}
            options={(groups.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }))}
            placeholder="不分组"
            clearable
          />
        </Field>
      </Card>
      <Card title="谁来接待">
        <ReceptionSection {...section} />
        <DutySection {...section} />
      </Card>
      <Card title="添加后自动做什么">
        <AfterScanSection {...section} />
      </Card>
      <Card title="欢迎语">
        <BusyFields.Provider value={onBusy}>
          <WelcomeSection {...section} />
        </BusyFields.Provider>
      </Card>
    </EditorFrame>
  );
}

/** The server's own sentence about a setting, where it is one for people. */
function firstIssue(error: unknown): string | null {
  if (!(error instanceof ApiError) || !Array.isArray(error.details.issues)) return null;
  const message: unknown = (error.details.issues[0] as { message?: unknown } | undefined)?.message;
  return typeof message === 'string' && /[\u4e00-\u9fff]/.test(message) ? message : null;
}
