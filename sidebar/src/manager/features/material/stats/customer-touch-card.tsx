import { useState } from 'react';
import { TouchLists } from './touch-lists.tsx';

/** What a customer was sent, and what she looked at. */
export function CustomerTouchCard({ customerId }: { customerId: string }) {
  const [tab, setTab] = useState<'sends' | 'visits'>('visits');
  return <TouchLists of={{ customerId }} tab={tab} onTab={setTab} />;
}
