import { type KeyboardEvent, type ReactNode, useState } from 'react';
import { Icon } from '../ui/icon.tsx';

interface ComposerProps {
  placeholder: string;
  disabled?: boolean;
  /** Stands before the line. */
  attach?: ReactNode;
  /** False when it was not sent: the text then stays. */
  onSend: (text: string) => Promise<boolean>;
}

/** One line that grows; Enter sends, Shift+Enter breaks, and Enter of a Chinese input method does neither. */
export function Composer({ placeholder, disabled, attach, onSend }: ComposerProps) {
  const [text, setText] = useState('');
  const [sending, setSending] = useState(false);
  const canSend = text.trim() !== '' && !sending && !disabled;

  const send = async () => {
    if (!canSend) return;
    setSending(true);
    const sent = await onSend(text.trim());
    setSending(false);
    if (sent) setText('');
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    void send();
  };
  return (
    <form
      className="composer"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      {disabled ? null : attach}
      <textarea
        rows={Math.min(4, text.split('\n').length)}
        value={text}
        placeholder={placeholder}
        aria-label={placeholder}
        disabled={disabled}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={onKeyDown}
      />
      <button type="submit" className="send-button" disabled={!canSend} aria-label="发送">
        <Icon name="send" />
      </button>
    </form>
  );
}
