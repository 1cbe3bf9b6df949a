import { useNavigate, useParams } from 'react-router';
import { Failed } from '../../shared/states/failed.tsx';
import { Skeleton } from '../../shared/states/skeleton.tsx';
import { useViewer } from '../app/viewer.ts';
import { notifyDone } from '../components/notify.ts';
import { Page } from '../components/page.tsx';
import { useChannel } from '../features/channel/api/get-channel.ts';
import { ChannelEditor } from '../features/channel/editor/channel-editor.tsx';
import type { ChannelPickers } from '../features/channel/editor/pickers.ts';
import { useChannelDirectory } from './channel-directory.ts';
import { DepartmentsSelect } from '../features/corp/departments-select.tsx';
import { MemberPicker } from '../features/corp/member-picker.tsx';
import { StageSelect } from '../features/stage/stage-select.tsx';
import { TagsDialog } from '../features/tag/tags-dialog.tsx';

const pickers: ChannelPickers = {
  members: (options) => <MemberPicker {...options} />,
  departments: (options) => <DepartmentsSelect {...options} placeholder="选择部门" />,
  tags: (options) => <TagsDialog title="选择要打的标签" {...options} />,
  stage: (options) => <StageSelect {...options} placeholder="保持默认阶段" />,
};

export function ChannelEditPage() {
  const { channelId } = useParams();
  const viewer = useViewer();
  const navigate = useNavigate();
  const channel = useChannel(channelId);
  const directory = useChannelDirectory();
  const back = channelId ? { to: `/channels/${channelId}`, label: '返回渠道' } : { to: '/channels', label: '渠道活码' };

  if (channelId && !channel.data)
    return channel.error ? (
      <Failed error={channel.error} onRetry={() => void channel.refetch()} />
    ) : (
      <Skeleton lines={8} />
    );
  return (
    <Page
      title={channelId ? '编辑渠道活码' : '新建渠道活码'}
      back={back}
      hint={channelId ? '已经印出去的二维码不变,保存后按新设置接待。' : undefined}
    >
      <ChannelEditor
        key={channelId ?? 'new'}
        channel={channel.data}
        ownerUserId={viewer.userId}
        pickers={pickers}
        directory={directory}
        onSaved={(saved) => {
          notifyDone(channelId ? '已保存,正在同步到企业微信' : '已创建,二维码马上就好');
          void navigate(`/channels/${saved.id}`, { replace: true });
        }}
        onCancel={() => void navigate(back.to)}
      />
    </Page>
  );
}
