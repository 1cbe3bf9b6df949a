import { Icon } from '../../components/icon.tsx';
import { useCustomerCare } from './api/customer-care.ts';
import { saySoon } from './say-care.ts';
import './care.css';

/** A birthday ahead, in one line; nothing while none is near. It is no reason to wait or to fail. */
export function CareLine({ customerId }: { customerId: string }) {
  const care = useCustomerCare(customerId);
  const [date] = care.data?.items ?? [];
  const said = date ? saySoon(date) : null;
  if (!said) return null;
  return (
    <p className="care-line">
      <Icon name="cake" size={14} />
      {said}
    </p>
  );
}
