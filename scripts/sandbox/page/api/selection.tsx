import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useState } from 'react';
import { useWorld } from './world.tsx';

/** What the rep's window shows on its right. */
export type OpenConversation =
  | { kind: 'none' }
  | { kind: 'customer'; externalUserId: string }
  | { kind: 'group'; chatId: string }
  /** The app's own conversation (应用消息). */
  | { kind: 'app' }
  /** Mass messages that wait for her (群发助手). */
  | { kind: 'mass' }
  /** Moments that wait for her, and her published ones. */
  | { kind: 'moments' }
  /** The app's home page, inside the client. */
  | { kind: 'workbench' };

/** On a narrow screen one of the three is shown at a time. */
export type Pane = 'phone' | 'wecom' | 'live';

interface Stored {
  customerId: string;
  memberId: string;
  open: OpenConversation;
}

interface Selection extends Stored {
  pane: Pane;
  setPane: (pane: Pane) => void;
  chooseCustomer: (externalUserId: string) => void;
  chooseMember: (userId: string) => void;
  openConversation: (open: OpenConversation) => void;
  /** Shows this rep's client with this customer's chat open. */
  openChat: (userId: string, externalUserId: string) => void;
  /** … or with this customer group. */
  openGroup: (userId: string, chatId: string) => void;
}

const STORAGE_KEY = 'zhike-sandbox-selection';
const nothingChosen: Stored = { customerId: '', memberId: '', open: { kind: 'none' } };
const SelectionContext = createContext<Selection | null>(null);

/** Who holds the phone, who sits at the desk, and which chat is open; remembered for the next visit. */
export function SelectionProvider({ children }: { children: ReactNode }) {
  const { members, customers, customerCount } = useWorld();
  const [stored, setStored] = useState<Stored>(() => {
    const remembered = readStored();
    // Whoever was chosen in an earlier world may not exist in this one. Later, a new person may be chosen before she is listed.
    const isKnown = customers.some((customer) => customer.externalUserId === remembered.customerId);
    return isKnown || customers.length < customerCount ? remembered : nothingChosen;
  });
  const [pane, setPane] = useState<Pane>('phone');

  const receivers = members.filter((member) => member.status === 1 && member.customerContact && member.visible);
  const firstMember = receivers.find((member) => member.customerCount > 0) ?? receivers[0] ?? members[0];
  const memberId = members.some((member) => member.userId === stored.memberId)
    ? stored.memberId
    : (firstMember?.userId ?? '');
  const stranger = customers.find((customer) => customer.relationCount === 0) ?? customers[0];
  const customerId = stored.customerId || (stranger?.externalUserId ?? '');

  useEffect(() => {
    localStorage.setItem(STORAGE_KEY, JSON.stringify({ customerId, memberId, open: stored.open }));
    // The first choice is kept: "a stranger" stops being one as soon as she has added somebody.
    if (customerId !== stored.customerId || memberId !== stored.memberId) {
      setStored((current) => ({ ...current, customerId, memberId }));
    }
  }, [customerId, memberId, stored]);

  const chooseCustomer = useCallback((id: string) => setStored((current) => ({ ...current, customerId: id })), []);
  const chooseMember = useCallback(
    (id: string) => setStored((current) => ({ ...current, memberId: id, open: { kind: 'none' } })),
    [],
  );
  const openConversation = useCallback((open: OpenConversation) => setStored((current) => ({ ...current, open })), []);
  const openChat = useCallback(
    (userId: string, externalUserId: string) =>
      setStored((current) => ({ ...current, memberId: userId, open: { kind: 'customer', externalUserId } })),
    [],
  );
  const openGroup = useCallback(
    (userId: string, chatId: string) =>
      setStored((current) => ({ ...current, memberId: userId, open: { kind: 'group', chatId } })),
    [],
  );

  const { open } = stored;
  const value = useMemo<Selection>(
    () => ({
      customerId,
      memberId,
      open,
      pane,
      setPane,
      chooseCustomer,
      chooseMember,
      openConversation,
      openChat,
      openGroup,
    }),
    [customerId, memberId, open, pane, chooseCustomer, chooseMember, openConversation, openChat, openGroup],
  );
  return <SelectionContext.Provider value={value}>{children}</SelectionContext.Provider>;
}

export function useSelection(): Selection {
  const selection = useContext(SelectionContext);
  if (!selection) throw new Error('useSelection needs a SelectionProvider above it');
  return selection;
}

function readStored(): Stored {
  const text = localStorage.getItem(STORAGE_KEY);
  if (text === null) return nothingChosen;
  try {
    return { ...nothingChosen, ...(JSON.parse(text) as Partial<Stored>) };
  } catch {
    // Written by another version of this page: start over.
    localStorage.removeItem(STORAGE_KEY);
    return nothingChosen;
  }
}
