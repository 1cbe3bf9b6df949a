import { Link } from 'react-router';
import { Count } from '../../components/figures.tsx';

interface AddedCountProps {
  channelId: string;
  /** Days, both included. */
  range: { from: string; to: string };
  value: number;
}

/** How many came through a channel, and the way to them. Who had come through another channel before is counted but listed there. */
export function AddedCount({ channelId, range: { from, to }, value }: AddedCountProps) {
  if (value === 0) return <Count value={0} />;
  const query = new URLSearchParams({ channel: channelId, added: 'custom', from, to });
  return (
    <Link to={`/customers?${query}`} title="查看这段时间首次由这个渠道添加的客户">
      <Count value={value} />
    </Link>
  );
}
