import { Link } from 'react-router';
import { StateView } from '../../../shared/states/state-view.tsx';
import { EndlessList } from '../../components/endless-list.tsx';
import { Card } from '../../components/page.tsx';
import { AdditionCount } from './addition-count.tsx';
import { useChannels } from './api/list-channels.ts';
import { ChannelStatusPill } from './channel-status.tsx';
import { lastDays } from '../../../shared/format/last-days.ts';
import '../../components/tile.css';

const SHOWN = 6;

/** The codes that brought most today; those in trouble come first. */
export function ChannelTodayCard() {
  const channels = useChannels({});
  const today = lastDays(1);
  return (
    <Card title="渠道今天" extra={<Link to="/channels">全部渠道</Link>}>
      <EndlessList
        query={{ ...channels, hasNextPage: false } as typeof channels}
        empty={
          <StateView
            title="还没有渠道活码"
            hint={
              <>
                一个码让多位员工轮流接待,扫码后自动打标签、发欢迎语。<Link to="/channels/new">创建第一个</Link>
              </>
            }
          />
        }
      >
        {(items) => (
          <ul>
            {[...items]
              .sort((a, b) => Number(b.problem !== null) - Number(a.problem !== null) || b.today.added - a.today.added)
              .slice(0, SHOWN)
              .map((channel) => (
                <li key={channel.id} className="health-row">
                  <span className="health-words">
                    <Link to={`/channels/${channel.id}`}>{channel.name}</Link>
                  </span>
                  {channel.problem || channel.status !== 'active' ? (
                    <ChannelStatusPill status={channel.status} problem={channel.problem} />
                  ) : null}
                  <span className="number">
                    新增{' '}
                    <AdditionCount channelId={channel.id} counted="added" range={today} value={channel.today.added} /> ·
                    流失{' '}
                    <AdditionCount channelId={channel.id} counted="lost" range={today} value={channel.today.lost} />
                  </span>
                </li>
              ))}
          </ul>
        )}
      </EndlessList>
    </Card>
  );
}
