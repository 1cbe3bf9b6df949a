import { useEffect, useState } from 'react';
import type { Patch } from '../../src/control/contract.ts';
import type { Faults } from '../../src/control/views-switches.ts';
import { control } from '../api/control.ts';
import { useWorld } from '../api/world.tsx';
import { Icon } from '../ui/icon.tsx';
import { Popover } from '../ui/popover.tsx';
import { useAction } from '../ui/use-action.ts';
import { ClientFaults } from './client-faults.tsx';

interface FaultSwitch {
  name: string;
  text: string;
  isOn: (faults: Faults) => boolean;
  on: Patch<Faults>;
  off: Patch<Faults>;
}

const CALLBACK_FAULTS: FaultSwitch[] = [
  {
    name: '断网',
    text: '知客收不到任何回调，企业微信按规则重试',
    isOn: ({ callback }) => callback.outage,
    on: { callback: { outage: true } },
    off: { callback: { outage: false } },
  },
  {
    name: '丢失',
    text: '每 3 个回调约有 1 个永远不送',
    isOn: ({ callback }) => callback.dropRate > 0,
    on: { callback: { dropRate: 0.33 } },
    off: { callback: { dropRate: 0 } },
  },
  {
    name: '重复',
    text: '每个回调都送两遍',
    isOn: ({ callback }) => callback.duplicateRate > 0,
    on: { callback: { duplicateRate: 1 } },
    off: { callback: { duplicateRate: 0 } },
  },
  {
    name: '乱序',
    text: '相邻的回调交换先后',
    isOn: ({ callback }) => callback.reorder,
    on: { callback: { reorder: true } },
    off: { callback: { reorder: false } },
  },
  {
    name: '延迟',
    text: '每个回调晚到 5 秒',
    isOn: ({ callback }) => callback.delayMs > 0,
    on: { callback: { delayMs: 5_000 } },
    off: { callback: { delayMs: 0 } },
  },
];

const API_FAULTS: FaultSwitch[] = [
  {
    name: '接口断开',
    text: '知客的每次调用都被切断连接',
    isOn: ({ api }) => api.outage === 'reset',
    on: { api: { outage: 'reset' } },
    off: { api: { outage: 'none' } },
  },
  {
    name: '接口无响应',
    text: '调用一直没有回答',
    isOn: ({ api }) => api.outage === 'hang',
    on: { api: { outage: 'hang' } },
    off: { api: { outage: 'none' } },
  },
  {
    name: '网关报错',
    text: '回答的是一个 HTML 错误页',
    isOn: ({ api }) => api.outage === 'html',
    on: { api: { outage: 'html' } },
    off: { api: { outage: 'none' } },
  },
  {
    name: '系统繁忙',
    text: '每 2 次调用约有 1 次回答「系统繁忙」',
    isOn: ({ api }) => api.busyRate > 0,
    on: { api: { busyRate: 0.5 } },
    off: { api: { busyRate: 0 } },
  },
  {
    name: '接口变慢',
    text: '每次回答慢 3 秒',
    isOn: ({ api }) => api.latencyMs > 0,
    on: { api: { latencyMs: 3_000 } },
    off: { api: { latencyMs: 0 } },
  },
];

const ARCHIVE_FAULTS: FaultSwitch[] = [
  {
    name: '存档断开',
    text: '拉取会话存档时连不上',
    isOn: ({ archive }) => archive.outage,
    on: { archive: { outage: true } },
    off: { archive: { outage: false } },
  },
  {
    name: '密文损坏',
    text: '每 3 条存档消息约有 1 条解不开，恢复后可以重新拉取',
    isOn: ({ archive }) => archive.damageRate > 0,
    on: { archive: { damageRate: 0.33 } },
    off: { archive: { damageRate: 0 } },
  },
  {
    name: '存档延迟',
    text: '说过的话一分钟后才能拉到',
    isOn: ({ archive }) => archive.delayMs > 0,
    on: { archive: { delayMs: 60_000 } },
    off: { archive: { delayMs: 0 } },
  },
];

/** What goes wrong on purpose, so that one can watch the CRM lose nothing. */
export function FaultsMenu() {
  const { overview, reload } = useWorld();
  const { busy, run } = useAction();
  const { faults } = overview;
  // A switch moves at once; what the sandbox then says replaces it.
  const [wanted, setWanted] = useState<Record<string, boolean>>({});
  useEffect(() => {
    if (faults) setWanted({});
  }, [faults]);
  const isOn = (fault: FaultSwitch) => wanted[fault.name] ?? fault.isOn(faults);
  const clientFault = faults.client.failNext[0];
  const active = [...CALLBACK_FAULTS, ...API_FAULTS, ...ARCHIVE_FAULTS].filter(isOn).length + (clientFault ? 1 : 0);

  const change = (work: () => Promise<unknown>, done?: string) =>
    run(async () => {
      await work();
      reload();
    }, done);
  const turn = async (fault: FaultSwitch, on: boolean) => {
    setWanted((current) => ({ ...current, [fault.name]: on }));
    const done = await change(() => control('POST /control/faults', { body: on ? fault.on : fault.off }));
    if (!done) setWanted({});
  };
  const toggles = (switches: FaultSwitch[]) => (
    <ul className="switches">
      {switches.map((fault) => (
        <li key={fault.name}>
          <label className="switch">
            <input
              type="checkbox"
              role="switch"
              checked={isOn(fault)}
              onChange={(event) => void turn(fault, event.target.checked)}
            />
            <span className="switch-words">
              <b>{fault.name}</b>
              <small>{fault.text}</small>
            </span>
          </label>
        </li>
      ))}
    </ul>
  );
  return (
    <Popover
      title={active > 0 ? `故障：${active} 项进行中` : '制造故障'}
      tour="faults"
      className={active > 0 ? 'bar-button bar-button-alarm' : 'bar-button'}
      align="right"
      label={
        <>
          <Icon name="bolt" size={16} />
          <span className="bar-label">故障{active > 0 ? ` ${active}` : ''}</span>
        </>
      }
    >
      {() => (
        <div className="panel panel-faults">
          <h3>企业微信 → 知客</h3>
          {toggles(CALLBACK_FAULTS)}
          <h3>知客 → 企业微信</h3>
          {toggles(API_FAULTS)}
          <h3>会话存档</h3>
          {toggles(ARCHIVE_FAULTS)}
          <h3>侧边栏 → 聊天</h3>
          <ClientFaults
            rule={clientFault}
            onChange={(failNext) => change(() => control('POST /control/faults', { body: { client: { failNext } } }))}
          />
          <div className="panel-actions">
            <button
              type="button"
              className="plain-button"
              disabled={busy}
              onClick={() =>
                void change(
                  () => control('POST /control/token/revoke', { body: {} }),
                  '知客手里的凭证已作废，看它怎样重新领取',
                )
              }
            >
              作废凭证
            </button>
            <button
              type="button"
              className="main-button"
              disabled={busy || active === 0}
              onClick={() => void change(() => control('POST /control/faults/clear', {}), '一切恢复正常')}
            >
              全部恢复
            </button>
          </div>
        </div>
      )}
    </Popover>
  );
}
