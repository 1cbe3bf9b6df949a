import { useNavigate } from 'react-router';
import { StateView } from '../../shared/states/state-view.tsx';
import { Button } from '../components/button.tsx';
import { Icon } from '../components/icon.tsx';
import { Loaded } from '../components/loaded.tsx';
import { Card, Page } from '../components/page.tsx';
import { useCareDays, useCarePlans } from '../features/care/api/care-plans.ts';
import { CareCalendar } from '../features/care/care-calendar.tsx';
import { CareTable } from '../features/care/care-table.tsx';

/** Birthdays, holidays and anniversaries: the plans, and what the next 30 days bring. */
export function CarePage() {
  const navigate = useNavigate();
  const plans = useCarePlans();
  const days = useCareDays();
  const create = () => void navigate('/care/new');
  return (
    <Page
      title="客情"
      hint="记住客户的生日、节日和纪念日:到时给负责的员工一条待办,祝福语和海报都已备好。"
      actions={
        <Button theme="primary" icon={<Icon name="plus" size={16} />} onClick={create}>
          新建计划
        </Button>
      }
    >
      <Card flush>
        <Loaded query={plans}>
          {({ items }) =>
            items.length === 0 ? (
              <StateView
                title="还没有客情计划"
                hint="例如每位客户生日那天早上,提醒负责的员工发一张生日海报"
                action={{ label: '新建计划', onClick: create }}
              />
            ) : (
              <CareTable plans={items} />
            )
          }
        </Loaded>
      </Card>
      <Card title="接下来 30 天">
        <Loaded query={days} lines={6}>
          {({ items }) => <CareCalendar days={items} />}
        </Loaded>
      </Card>
    </Page>
  );
}
