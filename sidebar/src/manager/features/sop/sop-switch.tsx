import type { SopRow } from '@zhike/shared/contracts/sop';
import { useState } from 'react';
import { Confirm } from '../../components/confirm.tsx';
import { Pill } from '../../components/pill.tsx';
import { Switch } from '../../components/switch.tsx';
import { useChangeSop } from './api/sops.ts';

/** On or off, asked before it counts. */
export function SopSwitch({
  sop,
  mayEdit,
}: {
  sop: Pick<SopRow, 'id' | 'name' | 'isOn' | 'counts'>;
  mayEdit: boolean;
}) {
  const { switchTo } = useChangeSop(sop.id);
  const [asking, setAsking] = useState<boolean | null>(null);
  if (!mayEdit) return <Pill tone={sop.isOn ? 'good' : 'plain'}>{sop.isOn ? '已启用' : '未启用'}</Pill>;
  return (
    <>
      <Switch label={`启用${sop.name}`} value={sop.isOn} onChange={setAsking} />
      {asking === null ? null : (
        <Confirm
          title={`${asking ? '启用' : '停用'}「${sop.name}」`}
          action={asking ? '从现在启用' : '停用'}
          onConfirm={() => switchTo(asking)}
          onClose={() => setAsking(null)}
        >
          {asking
            ? '从现在起客户开始加入,到时的步骤会成为员工的待办。停用期间到时的步骤会跳过。'
            : `${sop.counts ? `${sop.counts.active} 位` : ''}进行中的客户会停在原处,不再产生待办。`}
        </Confirm>
      )}
    </>
  );
}
