import type { ClientFailRule, ClientFailure } from '../../src/control/views-switches.ts';

const FAILURES: { failure: ClientFailure; name: string }[] = [
  { failure: 'no_permission', name: '没有权限' },
  { failure: 'no_context', name: '没有打开聊天' },
  { failure: 'invalid_img_url', name: '封面图地址不对' },
  { failure: 'cancel', name: '员工点了取消' },
  { failure: 'silence', name: '一直没有回答' },
  { failure: 'function_not_exist', name: '企业微信版本太旧' },
];

const TIMES = [
  { times: 1, name: '下一次' },
  { times: 3, name: '接下来 3 次' },
  { times: 0, name: '每一次' },
];

interface ClientFaultsProps {
  rule: ClientFailRule | undefined;
  onChange: (failNext: ClientFailRule[]) => Promise<unknown>;
}

/** How sending from the sidebar fails, and how often. */
export function ClientFaults({ rule, onChange }: ClientFaultsProps) {
  const choose = (failure: string, times: number) => {
    const known = FAILURES.find((each) => each.failure === failure);
    void onChange(known ? [{ name: '*', failure: known.failure, times }] : []);
  };
  return (
    <div className="client-faults">
      <label>
        <span>发送和分享</span>
        <select
          className="text-field"
          value={rule?.failure ?? ''}
          onChange={(event) => choose(event.target.value, rule?.times ?? 0)}
        >
          <option value="">正常</option>
          {FAILURES.map(({ failure, name }) => (
            <option key={failure} value={failure}>
              {name}
            </option>
          ))}
        </select>
      </label>
      {rule ? (
        <label>
          <span>持续</span>
          <select
            className="text-field"
            value={String(rule.times)}
            onChange={(event) => choose(rule.failure, Number(event.target.value))}
          >
            {TIMES.some(({ times }) => times === rule.times) ? null : (
              <option value={String(rule.times)}>接下来 {rule.times} 次</option>
            )}
            {TIMES.map(({ times, name }) => (
              <option key={times} value={String(times)}>
                {name}
              </option>
            ))}
          </select>
        </label>
      ) : null}
    </div>
  );
}
