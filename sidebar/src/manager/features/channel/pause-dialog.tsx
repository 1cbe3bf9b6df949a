import type { ChannelView } from '@zhike/shared/contracts/channel';
import { useState } from 'react';
import { Skeleton } from '../../../shared/states/skeleton.tsx';
import { Button } from '../../components/button.tsx';
import { Confirm } from '../../components/confirm.tsx';
import { notifyDone } from '../../components/notify.ts';
import { useChangeChannel } from './api/change-channel.ts';
import { useChannel } from './api/get-channel.ts';
import type { FormPerson } from './editor/form.ts';
import type { ChannelPickers } from './editor/pickers.ts';

interface PauseDialogProps {
  channelId: string;
  name: string;
  pickMember: ChannelPickers['members'];
  onClose(): void;
}

/** WeCom has no way to switch a code off: somebody must receive whoever still scans. */
export function PauseDialog({ channelId, name, pickMember, onClose }: PauseDialogProps) {
  const channel = useChannel(channelId);
  const { pause } = useChangeChannel(channelId);
  const [standIn, setStandIn] = useState<FormPerson | null>(null);
  const [picking, setPicking] = useState(false);
  if (picking)
    return pickMember({
      title: '暂停期间由谁接待',
      chosen: standIn ? [standIn] : [],
      single: true,
      onChange: ([person]) => setStandIn(person ?? null),
      onClose: () => setPicking(false),
    });
  const spare = channel.data ? spareOf(channel.data) : null;
  return (
    <Confirm
      title={`暂停「${name}」`}
      action="暂停"
      disabled={!channel.data || (!spare && !standIn)}
      onConfirm={async () => {
        await pause.mutateAsync(standIn?.userId ?? null);
        notifyDone('已暂停,随时可以恢复');
      }}
      onClose={onClose}
    >
      {channel.data ? (
        <>
          <p>
            {channel.data.members.filter(({ isSpare }) => !isSpare).length}{' '}
            位员工将停止接待。企业微信的二维码不能停用,已经印出去的仍可扫,扫码的客户由
            {standIn || spare ? <strong> {standIn?.name ?? spare} </strong> : '下面这位员工'}
            接待。
          </p>
          <p style={{ marginTop: 12 }}>
            <Button variant="outline" onClick={() => setPicking(true)}>
              {standIn || spare ? '换一位接待' : '选择接待员工'}
            </Button>
          </p>
        </>
      ) : (
        <Skeleton lines={2} />
      )}
    </Confirm>
  );
}

const spareOf = ({ members }: ChannelView) => members.find(({ isSpare }) => isSpare)?.name ?? null;
