import { Confirm } from '../../components/confirm.tsx';
import { notifyDone } from '../../components/notify.ts';
import { useChangeChannel } from './api/change-channel.ts';
import { useChannelStats } from './api/get-channel-stats.ts';
import { lastDays } from '../../../shared/format/last-days.ts';

interface DeleteDialogProps {
  channelId: string;
  name: string;
  onDeleted(): void;
  onClose(): void;
}

/** Deleting cannot be undone: says how many customers came through the code. */
export function DeleteDialog({ channelId, name, onDeleted, onClose }: DeleteDialogProps) {
  const { remove } = useChangeChannel(channelId);
  const stats = useChannelStats(channelId, lastDays(365));
  return (
    <Confirm
      title={`删除「${name}」`}
      action="永久删除"
      danger
      onConfirm={async () => {
        await remove.mutateAsync();
        notifyDone('已删除');
        onDeleted();
      }}
      onClose={onClose}
    >
      <p>
        二维码会永久失效,<strong>印出去的也不能再扫,无法恢复</strong>。
        {stats.data ? `近一年通过它添加的 ${stats.data.total.added} 次记录和统计会保留。` : '已有客户和统计会保留。'}
      </p>
      <p className="soft" style={{ marginTop: 8 }}>
        只是暂时不用?可以改为「暂停」。
      </p>
    </Confirm>
  );
}
