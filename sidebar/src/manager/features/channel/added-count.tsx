import { Link } from 'react-router';
import { Count } from '../../components/figures.tsx';

interface AddedCountProps {
  channelId: string;
  value: number;
  /** Both days included, `2026-11-08`; without them: today. */
  days?: { from: string; to: string };
}

/** How many came through a channel; leads to who they are. */
export function AddedCount({ channelId, value, days }: AddedCountProps) {
  if (value === 0) return <Count value={value} />;
  const range = days ? { added: 'custom', ...days } : { added: 'today' };
  return (
    <Link to={`/customers?${new URLSearchParams({ channel: channelId, ...range })}`} title="看看是哪些客户">
      <Count value={value} />
    </Link>
  );
}
