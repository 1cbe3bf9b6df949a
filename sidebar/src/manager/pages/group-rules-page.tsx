import type { GroupJoinRulesRow } from '@zhike/shared/contracts/group-joining';
import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { Input } from 'tdesign-react/es/input';
import { StateView } from '../../shared/states/state-view.tsx';
import { Button } from '../components/button.tsx';
import { Confirm } from '../components/confirm.tsx';
import { EndlessList } from '../components/endless-list.tsx';
import { FilterChips } from '../components/filter-chips.tsx';
import { Icon } from '../components/icon.tsx';
import { Card, Page } from '../components/page.tsx';
import { useAllJoinRules, useJoinMarks } from '../features/group/api/joining.ts';
import { LeavingCard } from '../features/group/leaving-card.tsx';
import { sayJoinRules } from '../features/group/say-rules.ts';
import { useTagNames } from './joining-rules.tsx';
import '../features/group/group.css';

const MARK_BYTES = 30;

/** Everything that happens by itself when people join and leave groups. */
export function GroupRulesPage() {
  const ofCodes = useAllJoinRules('state');
  const ofGroups = useAllJoinRules('chat');
  const [adding, setAdding] = useState(false);
  return (
    <Page
      title="进群规则"
      hint="有人进群后自动打标签、分配、提醒。可以按进群码设置,也可以按群设置;同一个人两边都符合时两边都生效。"
      actions={
        <Button theme="primary" icon={<Icon name="plus" size={16} />} onClick={() => setAdding(true)}>
          按进群码设置
        </Button>
      }
    >
      <Card title="按进群码">
        <EndlessList
          query={ofCodes}
          empty={
            <StateView
              title="还没有按进群码设置"
              hint="创建「加入群聊」二维码时填写的标识(state)会记在进群的人身上,不同渠道用不同的标识。"
            />
          }
        >
          {(items) => <Rules items={items} linkOf={(mark) => `/group-rules/${encodeURIComponent(mark)}`} />}
        </EndlessList>
      </Card>
      <Card title="按群">
        <EndlessList
          query={ofGroups}
          empty={<StateView title="还没有群单独设置" hint="打开一个客户群,在「有人进群后」里设置。" />}
        >
          {(items) => <Rules items={items} linkOf={(chatId) => `/groups/${encodeURIComponent(chatId)}`} />}
        </EndlessList>
      </Card>
      <LeavingCard />
      {adding ? <MarkDialog onClose={() => setAdding(false)} /> : null}
    </Page>
  );
}

function Rules({ items, linkOf }: { items: readonly GroupJoinRulesRow[]; linkOf(subject: string): string }) {
  const tagName = useTagNames();
  return (
    <ul className="group-rule-list">
      {items.map(({ subject, name, rules }) => (
        <li key={subject}>
          <Link to={linkOf(subject)}>{name}</Link>
          <span className="soft">{sayJoinRules(rules, tagName)}</span>
        </li>
      ))}
    </ul>
  );
}

/** For which code: one through which somebody has joined already, or one that is typed. */
function MarkDialog({ onClose }: { onClose(): void }) {
  const navigate = useNavigate();
  const marks = useJoinMarks();
  const [mark, setMark] = useState('');
  const known = marks.data?.items ?? [];
  const isTooLong = new TextEncoder().encode(mark).length > MARK_BYTES;
  return (
    <Confirm
      title="按进群码设置"
      action="下一步"
      disabled={mark === '' || isTooLong}
      onConfirm={async () => navigate(`/group-rules/${encodeURIComponent(mark)}`)}
      onClose={onClose}
    >
      <div className="dialog-column">
        <label>
          进群码的标识(state)
          <Input value={mark} onChange={(value) => setMark(value.trim())} placeholder="和创建二维码时填写的一样" />
          <span className={isTooLong ? 'field-problem' : 'fine'}>
            {isTooLong ? '标识最长 30 个字节' : '填写后,从现在起通过它进群的人都按规则处理'}
          </span>
        </label>
        {known.length > 0 ? (
          <div>
            <p className="fine">已经有人通过这些标识进群</p>
            <FilterChips
              label="已经有人通过这些标识进群"
              options={known.map((value) => ({ value, label: value }))}
              value={mark}
              onChange={setMark}
            />
          </div>
        ) : null}
      </div>
    </Confirm>
  );
}
