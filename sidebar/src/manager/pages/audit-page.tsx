import type { AuditEntryView } from '@zhike/shared/contracts/audit';
import { addDays } from '@zhike/shared/formulas/calendar';
import { Link } from 'react-router';
import { Select } from 'tdesign-react/es/select';
import { startOfDay } from '../../shared/format/time.ts';
import { StateView } from '../../shared/states/state-view.tsx';
import { useUrlFilter } from '../app/use-url-filter.ts';
import { DayRange } from '../components/day-range.tsx';
import { EndlessList } from '../components/endless-list.tsx';
import { Moment } from '../components/figures.tsx';
import { Card, Page } from '../components/page.tsx';
import { useAuditLog } from '../features/audit/api/list-audit-log.ts';
import { actionNames, isSaidAtOnce, sayAction, sayActor, saySubject } from '../features/audit/say-audit.ts';
import { changesOf } from '../features/audit/say-changes.ts';
import { MemberSelect } from '../features/corp/member-select.tsx';
import '../components/table.css';

const actions = Object.entries(actionNames).map(([value, label]) => ({ value, label }));

export function AuditPage() {
  const [filter, setFilter] = useUrlFilter<'who' | 'action' | 'from' | 'to'>();
  const log = useAuditLog({
    actorUserId: filter.who,
    action: filter.action,
    from: filter.from ? startOfDay(filter.from) : undefined,
    to: filter.to ? startOfDay(addDays(filter.to, 1)) : undefined,
  });
  return (
    <Page title="操作记录" hint="谁在什么时候登录、改了什么。记录不能修改和删除。">
      <div className="filters">
        <div style={{ width: 180 }}>
          <MemberSelect
            value={filter.who ?? null}
            onChange={(who) => setFilter({ who: who ?? undefined })}
            placeholder="全部人员"
          />
        </div>
        <div style={{ width: 200 }}>
          <Select
            value={filter.action}
            onChange={(action) =>
              setFilter({ action: typeof action === 'string' && action !== '' ? action : undefined })
            }
            options={actions}
            placeholder="全部操作"
            filterable
            clearable
          />
        </div>
        <DayRange from={filter.from} to={filter.to} onChange={setFilter} />
      </div>
      <Card flush>
        <EndlessList
          query={log}
          empty={
            <StateView
              title="没有操作记录"
              hint={Object.values(filter).some(Boolean) ? '换个条件试试' : '有人修改设置或客户后会记在这里'}
            />
          }
        >
          {(items) => (
            <table className="table">
              <thead>
                <tr>
                  <th>时间</th>
                  <th>谁</th>
                  <th>做了什么</th>
                </tr>
              </thead>
              <tbody>
                {items.map((entry) => (
                  <tr key={entry.id}>
                    <td data-label="时间" style={{ whiteSpace: 'nowrap' }}>
                      <Moment at={entry.at} />
                    </td>
                    <td data-label="谁">{sayActor(entry)}</td>
                    <td data-label="做了什么">
                      <What entry={entry} />
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          )}
        </EndlessList>
      </Card>
    </Page>
  );
}

function What({ entry }: { entry: AuditEntryView }) {
  const subject = saySubject(entry);
  const changes = changesOf(entry, subject?.name);
  return (
    <div>
      {sayAction(entry)} {subject?.link ? <Link to={subject.link}>{subject.name}</Link> : subject?.name}
      {isSaidAtOnce(entry.action) ? (
        <span className="fine">{changes.map(({ name, to }) => `${name}:${to}`).join(' · ')}</span>
      ) : changes.length > 0 ? (
        <details>
          <summary className="fine">改动</summary>
          <dl className="fine">
            {changes.map(({ name, from, to }) => (
              <div key={name} style={{ overflowWrap: 'anywhere' }}>
                {name}:{from ? <del>{from}</del> : null} {to || '(清空)'}
              </div>
            ))}
          </dl>
        </details>
      ) : null}
    </div>
  );
}
