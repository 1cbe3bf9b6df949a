import type { GroupLeavingAlert } from '@zhike/shared/contracts/group-joining';
import { useState } from 'react';
import { InputNumber } from 'tdesign-react/es/input-number';
import { Button } from '../../components/button.tsx';
import { Loaded } from '../../components/loaded.tsx';
import { notifyDone, notifyFailed } from '../../components/notify.ts';
import { Card } from '../../components/page.tsx';
import { Switch } from '../../components/switch.tsx';
import { useLeavingAlert, useSaveLeavingAlert } from './api/joining.ts';
import { sayLeavingAlert } from './say-rules.ts';
import './group.css';

/** When many leave a group, its owner and whoever answers for her hear of it. */
export function LeavingCard() {
  const alert = useLeavingAlert();
  return (
    <Card title="很多人退群时">
      <Loaded query={alert} lines={2}>
        {({ can, ...saved }) =>
          can.edit ? <Editor key={JSON.stringify(saved)} saved={saved} /> : <p>{sayLeavingAlert(saved)}</p>
        }
      </Loaded>
    </Card>
  );
}

function Editor({ saved }: { saved: GroupLeavingAlert }) {
  const save = useSaveLeavingAlert();
  const [alert, setAlert] = useState(saved);
  const isChanged = JSON.stringify(alert) !== JSON.stringify(saved);
  const number = (name: 'hours' | 'count', label: string, min: number, max: number) => (
    <label className="group-number">
      <span className="visually-hidden">{label}</span>
      <InputNumber
        theme="normal"
        min={min}
        max={max}
        decimalPlaces={0}
        allowInputOverLimit={false}
        disabled={!alert.isOn}
        value={alert[name]}
        onChange={(value) => typeof value === 'number' && setAlert({ ...alert, [name]: value })}
      />
    </label>
  );
  return (
    <div className="group-rules">
      <label className="group-rule">
        <span className="group-member-words">
          提醒群主和主管
          <span className="fine">每个群每天最多提醒一次,并给群主建一条待办</span>
        </span>
        <Switch value={alert.isOn} onChange={(isOn) => setAlert({ ...alert, isOn })} />
      </label>
      <div className="row">
        {number('hours', '几小时内', 1, 168)} 小时内有 {number('count', '多少人退群', 2, 500)} 人退群
      </div>
      <p className="fine">{sayLeavingAlert(alert)}</p>
      {isChanged ? (
        <div className="row">
          <Button
            theme="primary"
            loading={save.isPending}
            onClick={() => save.mutate(alert, { onError: notifyFailed, onSuccess: () => notifyDone('已保存') })}
          >
            保存
          </Button>
          <Button variant="text" onClick={() => setAlert(saved)}>
            取消
          </Button>
        </div>
      ) : null}
    </div>
  );
}
