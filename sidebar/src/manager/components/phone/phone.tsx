import type { ReactNode } from 'react';
import { Avatar } from '../avatar.tsx';
import { Icon } from '../icon.tsx';
import './phone.css';

/** Whom previews greet. */
export const EXAMPLE_NICKNAME = '林晓雨';

/** A chat on a customer's phone. */
export function Phone({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="phone" aria-label="客户手机预览">
      <header className="phone-bar">
        <Icon name="back" size={16} />
        <span>{title}</span>
      </header>
      <div className="phone-chat">{children}</div>
    </section>
  );
}

/** One message of the other side. */
export function Said({ rep, children }: { rep: { name: string; avatar: string | null }; children: ReactNode }) {
  return (
    <div className="phone-said">
      <Avatar name={rep.name} src={rep.avatar} size={32} />
      {children}
    </div>
  );
}
