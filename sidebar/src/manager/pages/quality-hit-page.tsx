import { Link, useParams } from 'react-router';
import { exactTime } from '../../shared/format/time.ts';
import { Loaded } from '../components/loaded.tsx';
import { Card, Page } from '../components/page.tsx';
import { chatPath } from '../features/chat/chat-links.ts';
import { useQualityHit } from '../features/quality/api/get-hit.ts';
import { DecisionForm } from '../features/quality/decision-form.tsx';
import { HitMessages } from '../features/quality/hit-messages.tsx';
import { LevelPill } from '../features/quality/pills.tsx';
import { sayHit, speakerNames } from '../features/quality/say-quality.ts';
import '../features/quality/quality.css';

export function QualityHitPage() {
  const { hitId = '' } = useParams();
  const hit = useQualityHit(hitId);
  return (
    <Page title="质检详情" back={{ to: '/quality', label: '会话质检' }} hint="查看聊天内容会留下操作记录。">
      <Loaded query={hit} lines={8}>
        {(view) => (
          <div className="quality-hit">
            <Card
              title="前后消息"
              extra={
                view.conversationId && view.hidden === null ? (
                  <Link
                    to={chatPath({
                      chat: view.conversationId,
                      around: view.messages.find(({ isHit }) => isHit)?.position,
                    })}
                  >
                    查看完整会话
                  </Link>
                ) : null
              }
            >
              <HitMessages messages={view.messages} hidden={view.hidden} />
            </Card>
            <div>
              <Card title="触发了什么" extra={<LevelPill level={view.level} />}>
                <p>
                  <strong>{sayHit(view)}</strong>
                  {view.times > 1 ? ` ${view.times} 次` : ''}
                </p>
                <p className="fine">
                  {view.ruleKind === 'word' ? `敏感词组:${view.ruleName}` : '敏感行为'}
                  {view.speaker ? ` · ${speakerNames[view.speaker]}` : ''}
                </p>
                <p>
                  员工:{view.member.name}
                  {view.customer ? (
                    <>
                      {' · '}客户:<Link to={`/customers/${view.customer.id}`}>{view.customer.name}</Link>
                    </>
                  ) : null}
                </p>
                <p className="fine">{exactTime(view.at)}</p>
              </Card>
              <Card title="质检结果">
                <DecisionForm hit={view} />
              </Card>
            </div>
          </div>
        )}
      </Loaded>
    </Page>
  );
}
