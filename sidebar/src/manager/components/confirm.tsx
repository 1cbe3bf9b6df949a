import { useState, type ReactNode } from 'react';
import { Dialog } from 'tdesign-react/es/dialog';
import { isComposing } from './is-composing.ts';
import { notifyFailed } from './notify.ts';

interface ConfirmProps {
  title: string;
  /** What will happen, and how many are touched. */
  children: ReactNode;
  action: string;
  danger?: boolean;
  disabled?: boolean;
  /** False where something is written that a click beside the dialog must not throw away. */
  closeOnOverlayClick?: boolean;
  onConfirm(): Promise<unknown>;
  onClose(): void;
}

/** Asks once, shows that it is at work, and stays open when it did not succeed. Mounted only while it asks. */
export function Confirm({
  title,
  children,
  action,
  danger = false,
  disabled = false,
  closeOnOverlayClick = true,
  onConfirm,
  onClose,
}: ConfirmProps) {
  const [working, setWorking] = useState(false);
  const confirm = async () => {
    setWorking(true);
    try {
      await onConfirm();
      onClose();
    } catch (error) {
      notifyFailed(error);
      setWorking(false);
    }
  };
  return (
    <Dialog
      visible
      header={title}
      width="min(480px, calc(100vw - 32px))"
      placement="center"
      cancelBtn="取消"
      confirmBtn={{ content: action, theme: danger ? 'danger' : 'primary', loading: working, disabled }}
      closeOnOverlayClick={closeOnOverlayClick && !working}
      closeOnEscKeydown={false}
      // Esc also puts the candidates of a Chinese keyboard away.
      onEscKeydown={({ e }) => !isComposing(e) && !working && onClose()}
      onConfirm={() => void confirm()}
      onClose={onClose}
    >
      {children}
    </Dialog>
  );
}
