import type { SopView } from '@zhike/shared/contracts/sop';
import { useState } from 'react';
import { Progress } from 'tdesign-react/es/progress';
import { useNow } from '../../../shared/clock/business-clock.ts';
import { Button } from '../../components/button.tsx';
import { Confirm } from '../../components/confirm.tsx';
import { Moment } from '../../components/figures.tsx';
import { useChangeSop } from './api/sops.ts';
import './sop.css';

const SHOWN_AFTER_END_MS = 10 * 60_000;

/** Customers under way by earlier versions: how many, and how far they are on their way to the newest one. */
export function MoveStrip({ sop }: { sop: SopView }) {
  const { onEarlier, move, version, can } = sop;
  const { moveToNewest } = useChangeSop(sop.id);
  const [asking, setAsking] = useState(false);
  const now = useNow();
  if (move?.status === 'running')
    return (
      <div className="sop-move" role="status">
        <span>
          正在让客户改按第 {move.version} 版:{move.moved.toLocaleString('zh-CN')}/{move.total.toLocaleString('zh-CN')}{' '}
          位,可以离开这个页面
        </span>
        <Progress percentage={Math.min(100, Math.floor((move.moved / move.total) * 100))} size="small" />
      </div>
    );
  const ended = move?.finishedAt != null && now - move.finishedAt < SHOWN_AFTER_END_MS ? move : null;
  return (
    <>
      {ended ? (
        <p role="status">
          {ended.status === 'done'
            ? `${ended.moved.toLocaleString('zh-CN')} 位客户已改按第 ${ended.version} 版`
            : `改按第 ${ended.version} 版没有完成,已改 ${ended.moved.toLocaleString('zh-CN')} 位,可以再试`}{' '}
          <span className="fine">
            · <Moment at={ended.finishedAt!} />
          </span>
        </p>
      ) : null}
      {onEarlier > 0 ? (
        <p className="row">
          {onEarlier.toLocaleString('zh-CN')} 位客户仍按以前的版本进行
          {can.edit ? (
            <Button variant="outline" onClick={() => setAsking(true)}>
              让他们改按新版
            </Button>
          ) : null}
        </p>
      ) : null}
      {asking ? (
        <Confirm title="改按新版" action="改按新版" onConfirm={moveToNewest} onClose={() => setAsking(false)}>
          {onEarlier.toLocaleString('zh-CN')} 位客户以后按第 {version} 版进行,做过的步骤不会重来。
        </Confirm>
      ) : null}
    </>
  );
}
