import type { ChannelListItem } from '@zhike/shared/contracts/channel';
import { Dialog } from 'tdesign-react/es/dialog';
import { StateView } from '../../../shared/states/state-view.tsx';
import './qr-dialog.css';

interface QrDialogProps {
  channel: Pick<ChannelListItem, 'name' | 'qrUrl'>;
  onClose(): void;
}

/** The picture large enough to be scanned from the screen, and as a file. */
export function QrDialog({ channel, onClose }: QrDialogProps) {
  return (
    <Dialog
      visible
      header={channel.name}
      footer={false}
      width="min(380px, calc(100vw - 32px))"
      placement="center"
      onClose={onClose}
    >
      <QrPicture channel={channel} />
    </Dialog>
  );
}

export function QrPicture({ channel }: Pick<QrDialogProps, 'channel'>) {
  if (!channel.qrUrl) return <StateView title="二维码还在生成" hint="已保存,企业微信返回后自动出现" />;
  return (
    <div className="qr">
      <img src={channel.qrUrl} alt={`渠道活码「${channel.name}」的二维码`} width={240} height={240} />
      <a className="qr-download" href={`${channel.qrUrl}?download=1`} download>
        下载 PNG
      </a>
      <p className="fine">印刷后也能随时改接待员工和欢迎语,二维码不变</p>
    </div>
  );
}
