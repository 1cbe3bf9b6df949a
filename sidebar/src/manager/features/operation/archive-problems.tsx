import type { ArchiveProblemsView } from '@zhike/shared/contracts/operation';
import { Button } from '../../components/button.tsx';
import { Count, Moment } from '../../components/figures.tsx';
import { Loaded } from '../../components/loaded.tsx';
import { notifyDone, notifyFailed } from '../../components/notify.ts';
import { Card } from '../../components/page.tsx';
import { useArchiveProblems, useRetryArchiveProblem } from './api/archive-problems.ts';
import { sayProblem } from './say-failure.ts';
import './failure-list.css';

/** What keeps archived messages closed, each with its number and one button for all of them. */
export function ArchiveProblems() {
  const found = useArchiveProblems();
  return (
    <Loaded query={found}>
      {({ problems, unknownTypes }) => (
        <>
          {problems.length > 0 ? (
            <Card title="按原因" flush>
              <ul>
                {problems.map((one) => (
                  <Problem key={`${one.problem} ${one.keyVersion}`} problem={one} />
                ))}
              </ul>
            </Card>
          ) : null}
          {unknownTypes.length > 0 ? <UnknownTypes types={unknownTypes} /> : null}
        </>
      )}
    </Loaded>
  );
}

function Problem({
  problem: { problem, keyVersion, count, oldestAt },
}: {
  problem: ArchiveProblemsView['problems'][number];
}) {
  const retry = useRetryArchiveProblem();
  return (
    <li className="failure">
      <div className="failure-words">
        <strong>
          <Count value={count} /> 条:{sayProblem(problem) ?? problem}
        </strong>
        <span className="fine">
          公钥版本 {keyVersion} · 最早收到于 <Moment at={oldestAt} />
        </span>
      </div>
      <Button
        variant="outline"
        theme="primary"
        loading={retry.isPending}
        onClick={() =>
          retry.mutate(
            { problem, keyVersion },
            { onSuccess: (done) => notifyDone(`已重新安排 ${done.count} 条,成功后不再出现`), onError: notifyFailed },
          )
        }
      >
        全部重试
      </Button>
    </li>
  );
}

/** Nothing to repair: they are kept, and shown as far as they can be. */
function UnknownTypes({ types }: { types: ArchiveProblemsView['unknownTypes'] }) {
  return (
    <Card title="不认识的消息类型">
      <p className="fine">这些消息已原样保存,更新版本后可以正常显示。</p>
      <ul>
        {types.map(({ type, count, lastAt }) => (
          <li key={type}>
            {type} · <Count value={count} /> 条 · 最近 <Moment at={lastAt} />
          </li>
        ))}
      </ul>
    </Card>
  );
}
