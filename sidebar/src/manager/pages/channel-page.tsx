import { useState } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import { Failed } from '../../shared/states/failed.tsx';
import { Skeleton } from '../../shared/states/skeleton.tsx';
import { Button } from '../components/button.tsx';
import { Card, Page } from '../components/page.tsx';
import { useChannel } from '../features/channel/api/get-channel.ts';
import { ChannelActs } from '../features/channel/channel-acts.tsx';
import { ChannelStatusPill } from '../features/channel/channel-status.tsx';
import type { ChannelAct } from '../features/channel/channel-table.tsx';
import { ChannelSummary } from '../features/channel/editor/channel-summary.tsx';
import { formOf } from '../features/channel/editor/form.ts';
import { QrPicture } from '../features/channel/qr-dialog.tsx';
import { ReceivingCard } from '../features/channel/receiving-card.tsx';
import { StatsPanel } from '../features/channel/stats-panel.tsx';
import { MemberPicker } from '../features/corp/member-picker.tsx';
import { useChannelDirectory } from './channel-directory.ts';

export function ChannelPage() {
  const { channelId = '' } = useParams();
  const navigate = useNavigate();
  const query = useChannel(channelId);
  const directory = useChannelDirectory();
  const [act, setAct] = useState<ChannelAct | null>(null);
  const channel = query.data;
  if (!channel)
    return query.error ? <Failed error={query.error} onRetry={() => void query.refetch()} /> : <Skeleton lines={8} />;

  return (
    <Page
      title={
        <>
          {channel.name}
          <ChannelStatusPill status={channel.status} problem={channel.problem} />
        </>
      }
      hint={channel.group?.name}
      back={{ to: '/channels', label: '渠道活码' }}
      actions={
        <>
          {channel.can.edit ? (
            <Button theme="primary" onClick={() => void navigate(`/channels/${channel.id}/edit`)}>
              编辑
            </Button>
          ) : null}
          {channel.can.pause ? (
            <Button variant="outline" onClick={() => setAct('pause')}>
              暂停
            </Button>
          ) : null}
          {channel.can.resume ? (
            <Button variant="outline" onClick={() => setAct('resume')}>
              恢复
            </Button>
          ) : null}
          {channel.can.delete ? (
            <Button variant="outline" theme="danger" onClick={() => setAct('delete')}>
              删除
            </Button>
          ) : null}
        </>
      }
    >
      <div className="channel-overview">
        <div>
          <ReceivingCard channel={channel} />
          <Card title="设置说明" extra={<Link to={`/customers?channel=${channel.id}`}>查看来自这里的客户</Link>}>
            <ChannelSummary form={formOf(channel)} directory={directory} />
          </Card>
        </div>
        <Card title="二维码">
          <QrPicture channel={channel} />
        </Card>
      </div>
      <StatsPanel channelId={channel.id} />
      {act ? (
        <ChannelActs
          act={act}
          channel={channel}
          pickMember={(options) => <MemberPicker {...options} />}
          onDeleted={() => void navigate('/channels', { replace: true })}
          onClose={() => setAct(null)}
        />
      ) : null}
    </Page>
  );
}
