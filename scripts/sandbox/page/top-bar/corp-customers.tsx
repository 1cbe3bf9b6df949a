import { type FormEvent, useState } from 'react';
import { control } from '../api/control.ts';
import { useSelection } from '../api/selection.tsx';
import { useWorld } from '../api/world.tsx';
import { Avatar } from '../ui/avatar.tsx';
import { useAction } from '../ui/use-action.ts';

const SHOWN = 80;

/** The people outside, and a friendship that needs no code. */
export function CorpCustomers() {
  const { customers, customerCount, members } = useWorld();
  const { memberId, openChat, chooseCustomer } = useSelection();
  const [name, setName] = useState('');
  const { busy, run } = useAction();
  const member = members.find((candidate) => candidate.userId === memberId);
  const add = async (event: FormEvent) => {
    event.preventDefault();
    const added = await run(async () => {
      const created = await control('POST /control/customers', { body: { name: name.trim(), type: 1 } });
      chooseCustomer(created.externalUserId);
    }, `${name.trim()} 已出现，手机交到了这位客户手里`);
    if (added) setName('');
  };
  const befriend = (externalUserId: string) =>
    run(async () => {
      await control('POST /control/friends/add', { body: { externalUserId, userId: memberId, initiator: 'member' } });
      openChat(memberId, externalUserId);
    }, '已加为好友');
  return (
    <>
      <form className="inline-form" onSubmit={(event) => void add(event)}>
        <input
          className="text-field"
          required
          value={name}
          placeholder="新客户的微信昵称"
          aria-label="新客户的微信昵称"
          onChange={(event) => setName(event.target.value)}
        />
        <button type="submit" className="main-button" disabled={busy}>
          新建
        </button>
      </form>
      <ul className="table-list">
        {customers.slice(0, SHOWN).map((customer) => (
          <li key={customer.externalUserId}>
            <Avatar name={customer.name} src={customer.avatar} size={36} />
            <span className="picker-words">
              <span className="picker-name">
                {customer.name}
                {customer.type === 2 ? <span className="corp-mark">@{customer.corpName}</span> : null}
              </span>
              <span className="picker-note">
                {customer.relationCount > 0 ? `${customer.relationCount} 位员工的客户` : '还不认识任何员工'}
              </span>
            </span>
            {member ? (
              <button
                type="button"
                className="plain-button"
                disabled={busy}
                title="不扫码，由员工直接添加"
                onClick={() => void befriend(customer.externalUserId)}
              >
                由{member.name}添加
              </button>
            ) : null}
          </li>
        ))}
      </ul>
      {customerCount > SHOWN ? (
        <p className="quiet">
          只列出前 {SHOWN} 位，共 {customerCount.toLocaleString('zh-CN')} 位。
        </p>
      ) : null}
    </>
  );
}
