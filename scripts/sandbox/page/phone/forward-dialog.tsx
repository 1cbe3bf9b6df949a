import type { ChatContent } from '../../src/control/views.ts';
import { control } from '../api/control.ts';
import { useWorld } from '../api/world.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { PersonPicker } from '../ui/person-picker.tsx';
import { useAction } from '../ui/use-action.ts';

interface ForwardDialogProps {
  from: string;
  link: ChatContent;
  onClose: () => void;
}

/** Sends the page to another WeChat user; it then lies in the chat of the two, on both phones. */
export function ForwardDialog({ from, link, onClose }: ForwardDialogProps) {
  const { customers } = useWorld();
  const { run } = useAction();
  const others = customers.filter((customer) => customer.externalUserId !== from);
  const forward = async (otherId: string) => {
    const name = others.find((customer) => customer.externalUserId === otherId)?.name ?? '';
    const done = await run(
      () =>
        control('POST /control/customers/:externalUserId/friend-chats/:otherId/messages', {
          params: { externalUserId: from, otherId },
          body: { content: link },
        }),
      `已转发给${name}`,
    );
    if (done) onClose();
  };
  return (
    <Dialog title="转发给朋友" onClose={onClose}>
      <PersonPicker
        people={others.map((person) => ({
          id: person.externalUserId,
          name: person.name,
          avatar: person.avatar,
          note: person.relationCount > 0 ? `已添加 ${person.relationCount} 位员工` : '还不认识任何员工',
        }))}
        selectedId=""
        searchLabel="找一位微信好友"
        onPick={(id) => void forward(id)}
      />
    </Dialog>
  );
}
