import { notifyDone } from '../../components/notify.ts';
import { Confirm } from '../../components/confirm.tsx';
import { useChangeChannel } from './api/change-channel.ts';
import type { ChannelAct } from './channel-table.tsx';
import { DeleteDialog } from './delete-dialog.tsx';
import type { ChannelPickers } from './editor/pickers.ts';
import { PauseDialog } from './pause-dialog.tsx';
import { QrDialog } from './qr-dialog.tsx';

interface ChannelActsProps {
  act: ChannelAct;
  channel: { id: string; name: string; qrUrl: string | null };
  pickMember: ChannelPickers['members'];
  onDeleted?: () => void;
  onClose(): void;
}

/** The dialog of what is about to be done with a channel code. */
export function ChannelActs({ act, channel, pickMember, onDeleted, onClose }: ChannelActsProps) {
  const { resume } = useChangeChannel(channel.id);
  switch (act) {
    case 'qr':
      return <QrDialog channel={channel} onClose={onClose} />;
    case 'pause':
      return <PauseDialog channelId={channel.id} name={channel.name} pickMember={pickMember} onClose={onClose} />;
    case 'delete':
      return (
        <DeleteDialog channelId={channel.id} name={channel.name} onDeleted={() => onDeleted?.()} onClose={onClose} />
      );
    default:
      return (
        <Confirm
          title={`恢复「${channel.name}」`}
          action="恢复接待"
          onConfirm={async () => {
            await resume.mutateAsync();
            notifyDone('已恢复,员工按设置继续接待');
          }}
          onClose={onClose}
        >
          接待员工会按原来的排班和上限继续接待扫码的客户。
        </Confirm>
      );
  }
}
