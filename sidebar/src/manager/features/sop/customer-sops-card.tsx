import { Link } from 'react-router';
import { Loaded } from '../../components/loaded.tsx';
import { Card } from '../../components/page.tsx';
import { useCustomerSops } from './api/enrolments.ts';
import { EnrolmentItem } from './enrolment-item.tsx';
import './sop.css';

/** The SOPs that a customer is or was in. */
export function CustomerSopsCard({ customerId }: { customerId: string }) {
  const sops = useCustomerSops(customerId);
  return (
    <Card title="SOP">
      <Loaded query={sops}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="soft">还没有加入任何 SOP</p>
          ) : (
            <ul className="sop-enrolments">
              {items.map((one) => (
                <EnrolmentItem
                  key={one.id}
                  enrolment={one}
                  title={<Link to={`/sops/${one.sop.id}`}>{one.sop.name}</Link>}
                />
              ))}
            </ul>
          )
        }
      </Loaded>
    </Card>
  );
}
