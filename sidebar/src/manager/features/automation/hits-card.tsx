import type { MessagePlace } from '@zhike/shared/contracts/common';
import type { RuleHitView, RulePartsView } from '@zhike/shared/contracts/automation';
import { Link } from 'react-router';
import { useNow } from '../../../shared/clock/business-clock.ts';
import { exactTime } from '../../../shared/format/time.ts';
import { StateView } from '../../../shared/states/state-view.tsx';
import { EndlessList } from '../../components/endless-list.tsx';
import { Moment } from '../../components/figures.tsx';
import { notifyFailed } from '../../components/notify.ts';
import { Card } from '../../components/page.tsx';
import { Pill } from '../../components/pill.tsx';
import { useReadHit, useRuleHits } from './api/rule-history.ts';
import { sayCause } from './say/say-cause.ts';
import { sayOutcome } from './say/say-outcome.ts';
import { Whom } from './whom.tsx';
import '../../components/table.css';

interface HitsCardProps {
  ruleId: string;
  parts: RulePartsView;
  /** Of one version only; null: of all. */
  version: number | null;
  onAll(): void;
  /** Where an archived message can be read. */
  messagePath(place: MessagePlace): string;
}

/** What a rule did: for whom, when, why, and what became of it. */
export function HitsCard({ ruleId, parts, version, onAll, messagePath }: HitsCardProps) {
  const hits = useRuleHits(ruleId, version);
  return (
    <Card
      flush
      title="执行记录"
      extra={
        version === null ? null : (
          <button type="button" className="plain-button" onClick={onAll}>
            只看第 {version} 版 · 看全部
          </button>
        )
      }
    >
      <EndlessList
        query={hits}
        empty={<StateView title="还没有执行过" hint="启用以后,每次执行都会在这里写明对谁做了什么、为什么。" />}
      >
        {(items) => (
          <table className="table">
            <thead>
              <tr>
                <th>客户</th>
                <th>为什么</th>
                <th>做了什么</th>
                <th>时间</th>
              </tr>
            </thead>
            <tbody>
              {items.map((hit) => (
                <Hit key={hit.id} hit={hit} parts={parts} messagePath={messagePath} />
              ))}
            </tbody>
          </table>
        )}
      </EndlessList>
    </Card>
  );
}

type HitProps = { hit: RuleHitView } & Pick<HitsCardProps, 'parts' | 'messagePath'>;

function Hit({ hit, parts, messagePath }: HitProps) {
  const read = useReadHit();
  const now = useNow();
  const mayHaveText = hit.customer !== null && (hit.cause.kind === 'message' || hit.cause.kind === 'absence');
  return (
    <tr>
      <td data-label="客户">
        <Whom {...hit} />
      </td>
      <td data-label="为什么">
        <div>
          <span title={exactTime(hit.cause.at)}>{sayCause(hit.cause, now)}</span>
          {hit.isLate ? ' · 事后补做' : ''}
          {read.data ? (
            <p className="soft">
              {read.data.text === null ? '原话看不到:客户没有同意存档、已撤回,或不是文字' : `「${read.data.text}」`}
              {read.data.place ? (
                <>
                  {' '}
                  <Link to={messagePath(read.data.place)}>在聊天里看</Link>
                </>
              ) : null}
            </p>
          ) : mayHaveText ? (
            <button
              type="button"
              className="plain-button"
              disabled={read.isPending}
              onClick={() => read.mutate(hit.id, { onError: notifyFailed })}
            >
              看原话
            </button>
          ) : null}
        </div>
      </td>
      <td data-label="做了什么">
        <ul>
          {hit.actions.map((action, index) => (
            <li key={index}>{sayOutcome(action, parts)}</li>
          ))}
        </ul>
      </td>
      <td data-label="时间">
        <div>
          <Moment at={hit.at} />
          <span className="fine"> 第 {hit.version} 版</span> {hit.undoneAt === null ? null : <Pill>已撤回</Pill>}
        </div>
      </td>
    </tr>
  );
}
