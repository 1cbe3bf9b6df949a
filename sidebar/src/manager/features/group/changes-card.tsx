import { StateView } from '../../../shared/states/state-view.tsx';
import { EndlessList } from '../../components/endless-list.tsx';
import { Moment } from '../../components/figures.tsx';
import { Card } from '../../components/page.tsx';
import { useGroupChanges } from './api/list-group-changes.ts';
import { sayChange } from './say-group.ts';
import './group.css';

/** What changed about the group itself. */
export function ChangesCard({ chatId }: { chatId: string }) {
  return (
    <Card title="群变更记录">
      <EndlessList query={useGroupChanges(chatId)} empty={<StateView title="还没有变更" />}>
        {(items) => (
          <ul>
            {items.map((change) => (
              <li key={change.id} className="group-change">
                {sayChange(change)}
                <span className="fine">
                  <Moment at={change.at} />
                </span>
              </li>
            ))}
          </ul>
        )}
      </EndlessList>
    </Card>
  );
}
