import type { ChannelListItem } from '@zhike/shared/contracts/channel';
import { Link } from 'react-router';
import { Avatar } from '../../components/avatar.tsx';
import { Count } from '../../components/figures.tsx';
import { AdditionCount } from './addition-count.tsx';
import { ChannelStatusPill } from './channel-status.tsx';
import { lastDays } from '../../../shared/format/last-days.ts';
import '../../components/table.css';
import './channel-table.css';

export type ChannelAct = 'qr' | 'pause' | 'resume' | 'delete';

interface ChannelTableProps {
  channels: readonly ChannelListItem[];
  onAct(act: ChannelAct, channel: ChannelListItem): void;
}

export function ChannelTable({ channels, onAct }: ChannelTableProps) {
  const today = lastDays(1);
  return (
    <div className="table-scroll">
      <table className="table">
        <thead>
          <tr>
            <th>渠道</th>
            <th>状态</th>
            <th>接待</th>
            <th className="right">今日新增</th>
            <th className="right">今日流失</th>
            <th className="right">今日净增</th>
            <th>
              <span className="visually-hidden">操作</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {channels.map((channel) => (
            <tr key={channel.id}>
              <td>
                <div className="table-person">
                  <button
                    type="button"
                    className="channel-qr"
                    aria-label={`查看「${channel.name}」的二维码`}
                    onClick={() => onAct('qr', channel)}
                  >
                    {channel.qrUrl ? <img src={channel.qrUrl} alt="" width={40} height={40} loading="lazy" /> : null}
                  </button>
                  <span>
                    <Link to={`/channels/${channel.id}`}>{channel.name}</Link>
                    <span className="fine channel-group">{channel.group?.name ?? '未分组'}</span>
                  </span>
                </div>
              </td>
              <td data-label="状态">
                <ChannelStatusPill status={channel.status} problem={channel.problem} />
              </td>
              <td data-label="接待">
                <span className="channel-members">
                  <span className="channel-faces">
                    {channel.members.slice(0, 3).map((member) => (
                      <Avatar key={member.userId} name={member.name} src={member.avatar} size={24} />
                    ))}
                  </span>
                  {sayReceivers(channel)}
                </span>
              </td>
              <td className="right" data-label="今日新增">
                <AdditionCount channelId={channel.id} counted="added" range={today} value={channel.today.added} />
              </td>
              <td className="right" data-label="今日流失">
                <AdditionCount channelId={channel.id} counted="lost" range={today} value={channel.today.lost} />
              </td>
              <td className="right" data-label="今日净增">
                <Count value={channel.today.net} />
              </td>
              <td>
                <div className="table-actions">
                  <Link className="plain-button" to={`/channels/${channel.id}/edit`}>
                    编辑
                  </Link>
                  {channel.status === 'paused' ? (
                    <button type="button" className="plain-button" onClick={() => onAct('resume', channel)}>
                      恢复
                    </button>
                  ) : (
                    <button
                      type="button"
                      className="plain-button"
                      disabled={channel.status === 'draft'}
                      onClick={() => onAct('pause', channel)}
                    >
                      暂停
                    </button>
                  )}
                  <button type="button" className="plain-button danger" onClick={() => onAct('delete', channel)}>
                    删除
                  </button>
                </div>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function sayReceivers({ members, memberCount, departmentCount }: ChannelListItem): string {
  const people = memberCount === 1 ? members[0]?.name : memberCount > 0 ? `${memberCount} 人` : '';
  const departments = departmentCount > 0 ? `${departmentCount} 个部门` : '';
  return [people, departments].filter(Boolean).join(' + ');
}
