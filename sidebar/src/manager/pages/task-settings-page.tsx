import { useNavigate } from 'react-router';
import { useViewer } from '../app/viewer.ts';
import { Loaded } from '../components/loaded.tsx';
import { Page } from '../components/page.tsx';
import { MemberSelect } from '../features/corp/member-select.tsx';
import { useTaskSettings } from '../features/task/api/task-settings.ts';
import { SettingsForm } from '../features/task/settings/settings-form.tsx';

/** Working time, reminders and whom to tell of what is overdue. */
export function TaskSettingsPage() {
  const settings = useTaskSettings();
  const viewer = useViewer();
  const navigate = useNavigate();
  return (
    <Page
      title="工作时间与提醒"
      hint="公司什么时候上班,待办什么时候提醒,逾期通知谁。所有人共用一份设置。"
      back={{ to: '/tasks', label: '待办' }}
    >
      <Loaded query={settings} lines={8}>
        {(view) => (
          <SettingsForm
            view={view}
            viewerId={viewer.userId}
            readAgain={async () => void (await settings.refetch())}
            pickMembers={(chosen, onChange) => (
              <MembersField
                chosen={chosen}
                nameOf={(userId) => view.escalateTo.find((one) => one.userId === userId)?.name}
                onChange={onChange}
              />
            )}
            onLeave={() => void navigate('/tasks')}
          />
        )}
      </Loaded>
    </Page>
  );
}

interface MembersFieldProps {
  chosen: readonly string[];
  nameOf(userId: string): string | undefined;
  onChange(userIds: string[]): void;
}

/** Several members, added one by one. */
function MembersField({ chosen, nameOf, onChange }: MembersFieldProps) {
  return (
    <div className="settings-times">
      {chosen.map((userId) => (
        <span key={userId} className="row">
          {nameOf(userId) ?? userId}
          <button
            type="button"
            className="plain-button"
            aria-label={`去掉${nameOf(userId) ?? userId}`}
            onClick={() => onChange(chosen.filter((one) => one !== userId))}
          >
            去掉
          </button>
        </span>
      ))}
      <div style={{ width: 180 }}>
        <MemberSelect
          value={null}
          onChange={(userId) => userId && !chosen.includes(userId) && onChange([...chosen, userId])}
          placeholder="添加成员"
        />
      </div>
    </div>
  );
}
