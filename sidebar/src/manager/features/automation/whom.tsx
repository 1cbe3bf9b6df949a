import { Link } from 'react-router';
import { Avatar } from '../../components/avatar.tsx';

interface WhomProps {
  customer: { id: string; name: string; avatar: string | null } | null;
  isHidden: boolean;
}

/** The customer, if the viewer may know who it is. */
export function Whom({ customer, isHidden }: WhomProps) {
  if (!customer) return <span className="soft">{isHidden ? '不在你可见范围内的客户' : '已删除的客户'}</span>;
  return (
    <span className="table-person">
      <Avatar name={customer.name} src={customer.avatar} size={28} />
      <Link to={`/customers/${customer.id}`}>{customer.name}</Link>
    </span>
  );
}
