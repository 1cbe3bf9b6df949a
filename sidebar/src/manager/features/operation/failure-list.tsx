import type { FailureKind, FailureView } from '@zhike/shared/contracts/operation';
import { Link } from 'react-router';
import { StateView } from '../../../shared/states/state-view.tsx';
import { Button } from '../../components/button.tsx';
import { EndlessList } from '../../components/endless-list.tsx';
import { Moment } from '../../components/figures.tsx';
import { notifyDone, notifyFailed } from '../../components/notify.ts';
import { useFailures } from './api/list-failures.ts';
import { useSettleFailure } from './api/settle-failure.ts';
import { sayFailure, sayHope, sayProblem, sayRepeat } from './say-failure.ts';
import './failure-list.css';

const empty: Record<FailureKind, string> = {
  run: '业务步骤都正常完成了',
  command: '要企业微信做的事都做成了',
  callback: '收到的回调都看得懂',
  message: '存档的消息都处理好了',
  file: '会话里的图片、语音和文件都下载好了',
  archive: '存档的消息都打开了',
};

export function FailureList({ kind }: { kind: FailureKind }) {
  const failures = useFailures(kind);
  return (
    <EndlessList query={failures} empty={<StateView title="没有异常" hint={empty[kind]} />}>
      {(items) => (
        <ul>
          {items.map((failure) => (
            <Failure key={failure.id} failure={failure} />
          ))}
        </ul>
      )}
    </EndlessList>
  );
}

function Failure({ failure }: { failure: FailureView }) {
  const { replay, dismiss } = useSettleFailure();
  const target = { kind: failure.kind, id: failure.id };
  const cause = sayProblem(failure.problem);
  return (
    <li className="failure">
      <div className="failure-words">
        <strong>{sayFailure(failure)}</strong>
        {cause ? <span>{cause}</span> : null}
        <span className="fine">
          <Moment at={failure.firstAt} />
          {failure.kind === 'callback' ? '' : ` · 试了 ${failure.attempts} 次`}
          {failure.customerId ? (
            <>
              {' · '}
              <Link to={`/customers/${failure.customerId}`}>相关客户</Link>
            </>
          ) : null}
        </span>
        {sayHope(failure) ? <span className="fine">{sayHope(failure)}</span> : null}
        <details>
          <summary className="fine">详情</summary>
          <p className="fine">重试为什么没有坏处:{sayRepeat(failure)}</p>
          <pre className="failure-raw">
            {[failure.name, failure.eventType, failure.memberUserId, failure.problem].filter(Boolean).join('\n')}
          </pre>
        </details>
      </div>
      <div className="row">
        {failure.can.replay ? (
          <Button
            variant="outline"
            theme="primary"
            loading={replay.isPending}
            disabled={dismiss.isPending}
            onClick={() =>
              replay.mutate(target, { onSuccess: () => notifyDone('已重新安排,成功后不再出现'), onError: notifyFailed })
            }
          >
            重试
          </Button>
        ) : null}
        {failure.can.dismiss ? (
          <Button
            variant="text"
            loading={dismiss.isPending}
            disabled={replay.isPending}
            onClick={() => dismiss.mutate(target, { onSuccess: () => notifyDone('已忽略'), onError: notifyFailed })}
          >
            忽略
          </Button>
        ) : null}
      </div>
    </li>
  );
}
