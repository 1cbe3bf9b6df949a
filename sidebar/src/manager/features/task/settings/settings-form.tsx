import type { TaskSettingsView } from '@zhike/shared/contracts/task-settings';
import { sayTaskSettings } from '@zhike/shared/texts/task-texts';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { ApiError } from '../../../../shared/api/api-error.ts';
import { Button } from '../../../components/button.tsx';
import { ConflictNotice } from '../../../components/conflict-notice.tsx';
import { EditorFrame } from '../../../components/editor-frame.tsx';
import { notifyDone, notifyFailed, notifyWarning } from '../../../components/notify.ts';
import { Card } from '../../../components/page.tsx';
import { showProblems } from '../../../components/show-problems.ts';
import { useFormDraft } from '../../../components/use-form-draft.ts';
import { useSaveTaskSettings } from '../api/task-settings.ts';
import { EscalationCard } from './escalation-card.tsx';
import { parseDays } from './parse-days.ts';
import { RemindersCard } from './reminders-card.tsx';
import { draftOf, problemsOf } from './settings-draft.ts';
import { WorkTimeCard } from './work-time-card.tsx';
import './settings-form.css';

interface SettingsFormProps {
  view: TaskSettingsView;
  /** Whose draft this is. */
  viewerId: string;
  /** Reads what somebody else has saved meanwhile. */
  readAgain(): Promise<void>;
  pickMembers(value: readonly string[], onChange: (userIds: string[]) => void): ReactNode;
  onLeave(): void;
}

/** When people work and how they are reminded; beside it the same in plain words. */
export function SettingsForm({ view, viewerId, readAgain, pickMembers, onLeave }: SettingsFormProps) {
  const save = useSaveTaskSettings();
  const draft = useFormDraft(`task-settings:2:${viewerId}`, draftOf(view));
  const { form, change, isChanged, startOver } = draft;
  const isBehind = form.version < view.version;
  const latest = useRef(form);
  latest.current = form;
  useEffect(() => {
    // Nothing of one's own is lost: who has changed nothing sees what others have saved.
    if (isBehind && !isChanged) startOver(draftOf(view));
  });
  const [isTried, setTried] = useState(false);
  const { daysText, version: _version, ...settings } = form;
  const days = parseDays(daysText);
  const problems = problemsOf(settings, days);
  const isReadOnly = !view.can.edit;
  const submit = (version = form.version) => {
    setTried(true);
    if (!('days' in days) || Object.keys(problems).length > 0) return showProblems(problems);
    save.mutate(
      { settings: { ...settings, days: days.days }, version },
      {
        onSuccess: (saved) => {
          // What has been typed since goes on, based on what is saved now.
          if (latest.current === form) startOver(draftOf(saved));
          else change({ version: saved.version });
          notifyDone('已保存,从下一次提醒开始生效');
        },
        onError: (error) => {
          if (!(error instanceof ApiError) || error.code !== 'task.settings_changed') return notifyFailed(error);
          notifyWarning('还没有保存:设置刚被其他管理员修改,请选择用谁的');
          void readAgain();
        },
      },
    );
  };
  // A line that cannot be read is told while it is typed, the rest when it is saved.
  const told: Record<string, string> = 'problem' in days ? { days: days.problem } : {};
  const card = { form, change, problems: isTried ? problems : told };
  return (
    <EditorFrame
      draft={draft}
      isSaving={save.isPending}
      onLeave={onLeave}
      saves={
        isReadOnly ? null : (
          <Button theme="primary" loading={save.isPending} onClick={() => submit()}>
            保存
          </Button>
        )
      }
      notice={
        isReadOnly ? (
          <p className="fine">只有管理员可以修改</p>
        ) : isBehind && isChanged ? (
          <ConflictNotice
            isSaving={save.isPending}
            onOverwrite={() => submit(view.version)}
            onGiveUp={() => startOver(draftOf(view))}
          >
            有同事在你修改期间保存了这些设置。
          </ConflictNotice>
        ) : null
      }
      sideLabel="这样设置的效果"
      side={
        <Card title="这样设置的效果">
          <ul className="settings-said">
            {sayTaskSettings({ ...settings, days: 'days' in days ? days.days : [] }).map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </Card>
      }
    >
      <fieldset className="settings-fields" disabled={isReadOnly}>
        <WorkTimeCard {...card} holidaysKnownUntil={view.holidaysKnownUntil} />
        <RemindersCard {...card} />
        <EscalationCard {...card} pickMembers={pickMembers} />
      </fieldset>
    </EditorFrame>
  );
}
