import { sayRuleCause } from '../../../shared/format/say-rule-cause.ts';
import type { MessagePlace } from '@zhike/shared/contracts/common';
import type { CustomerTagView, TagOrigin } from '@zhike/shared/contracts/customer';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { useNow } from '../../../shared/clock/business-clock.ts';
import { sayTime } from '../../../shared/format/time.ts';
import { sayOnlyFor } from '../../../shared/texts/zh-cn.ts';
import { Card } from '../../components/page.tsx';
import { Pill } from '../../components/pill.tsx';

/** What the customer is marked with; each tag says where it came from. */
export function TagsCard({
  tags,
  action,
  mayOpenRules,
  messagePath,
}: {
  tags: readonly CustomerTagView[];
  action: ReactNode;
  /** Whether the rule behind a tag can be opened. */
  mayOpenRules: boolean;
  /** Where an archived message can be read. */
  messagePath(place: MessagePlace): string;
}) {
  const now = useNow();
  const groups = new Map<string, CustomerTagView[]>();
  for (const tag of tags) groups.set(tag.groupName, [...(groups.get(tag.groupName) ?? []), tag]);
  return (
    <Card title="标签" extra={action}>
      {tags.length === 0 ? <p className="soft">还没有标签</p> : null}
      {[...groups].map(([name, list]) => (
        <div key={name} className="tags-group">
          <span className="fine">{name}</span>
          <ul className="tags-list">
            {list.map((tag) => (
              <li key={tag.tagId}>
                <details>
                  <summary>
                    <Pill tone={tag.origins.some(({ state }) => state === 'failed') ? 'warning' : 'brand'}>
                      {tag.name}
                    </Pill>
                  </summary>
                  <ul className="fine">
                    {tag.origins.map((origin) => (
                      <li key={`${origin.at}-${origin.member?.userId ?? ''}`}>
                        {sayOrigin(origin, now)} · {sayTime(origin.at, now)}
                        {origin.rule && mayOpenRules ? (
                          <>
                            {' · '}
                            <Link to={`/automation/${origin.rule.ruleId}`}>查看规则</Link>
                          </>
                        ) : null}
                        {origin.rule?.cause?.message ? (
                          <>
                            {' · '}
                            <Link to={messagePath(origin.rule.cause.message)}>看这条消息</Link>
                          </>
                        ) : null}
                        {origin.state === 'pending'
                          ? ' · 正在写入企业微信'
                          : origin.state === 'failed'
                            ? ' · 企业微信没有接受,只在这里有'
                            : ''}
                      </li>
                    ))}
                    {tag.can.remove ? null : <li>{sayOnlyFor(tag.onlyFor)}</li>}
                  </ul>
                </details>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </Card>
  );
}

function sayOrigin({ kind, member, channel, rule }: TagOrigin, now: number): string {
  const name = member?.name ?? '员工';
  switch (kind) {
    case 'scan':
      return channel ? `扫「${channel.name}」自动打上` : '扫码自动打上';
    case 'rule':
      return sayRuleCause(rule, now);
    case 'rep':
      return `${name}打上`;
    case 'wecom':
      return `${name}在企业微信里打上`;
  }
}
