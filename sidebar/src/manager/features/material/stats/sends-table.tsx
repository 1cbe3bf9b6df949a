import { Link } from 'react-router';
import type { SendView } from '@zhike/shared/contracts/material-send';
import { StateView } from '../../../../shared/states/state-view.tsx';
import { EndlessList } from '../../../components/endless-list.tsx';
import { Moment } from '../../../components/figures.tsx';
import { Pill } from '../../../components/pill.tsx';
import { type TouchFilter, useSends } from '../api/list-touch.ts';
import { sayOutcome, sayWay } from './say-touch.ts';
import '../../../components/table.css';

/** What was sent: by whom, to whom, and what came of it. */
export function SendsTable({ of }: { of: TouchFilter }) {
  const sends = useSends(of);
  const isOneChat = of.customerId !== undefined || of.chatId !== undefined;
  return (
    <EndlessList
      query={sends}
      empty={
        <StateView title="还没有发送过" hint="员工在聊天侧边栏的「素材」里发出后,这里会列出发给了谁、有没有打开。" />
      }
    >
      {(items) => (
        <table className="table">
          <thead>
            <tr>
              {of.materialId ? null : <th>内容</th>}
              {isOneChat ? null : <th>发给</th>}
              <th>员工</th>
              <th>方式</th>
              <th>时间</th>
              <th>结果</th>
              <th>打开</th>
            </tr>
          </thead>
          <tbody>
            {items.map((send) => (
              <tr key={send.id}>
                {of.materialId ? null : (
                  <td data-label="内容">
                    <WhatWasSent send={send} />
                  </td>
                )}
                {isOneChat ? null : (
                  <td data-label="发给">
                    <ToWhom send={send} />
                  </td>
                )}
                <td data-label="员工">{send.by.name}</td>
                <td data-label="方式">{sayWay(send)}</td>
                <td data-label="时间">
                  <Moment at={send.sentAt} />
                </td>
                <td data-label="结果">
                  <Pill tone={send.status === 'sent' ? 'good' : send.status === 'failed' ? 'bad' : 'plain'}>
                    {sayOutcome(send)}
                  </Pill>
                </td>
                <td data-label="打开">
                  {send.openedAt !== null ? (
                    <span>
                      <Moment at={send.openedAt} /> <span className="fine number">共 {send.visits} 次</span>
                    </span>
                  ) : send.way === 'link' && send.status === 'sent' ? (
                    '还没打开'
                  ) : (
                    <span className="soft">—</span>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </EndlessList>
  );
}

function WhatWasSent({ send: { material, script, way } }: { send: SendView }) {
  if (material) return <Link to={`/materials/${material.id}`}>{material.title}</Link>;
  if (script) return <span>话术「{script.title}」</span>;
  // Words that came with a task are no entry of any library.
  return <span>{way === 'text' ? '祝福语' : '已删除的内容'}</span>;
}

function ToWhom({ send: { customer, chat } }: { send: SendView }) {
  if (customer) return <Link to={`/customers/${customer.id}`}>{customer.name || '未命名客户'}</Link>;
  return chat ? (
    <Link to={`/groups/${chat.chatId}`}>群「{chat.name}」</Link>
  ) : (
    <span className="soft">已删除的客户</span>
  );
}
