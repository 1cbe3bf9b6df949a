import { type ReactNode, useState } from 'react';
import { Input } from 'tdesign-react/es/input';
import { Popup } from 'tdesign-react/es/popup';
import { Icon, type IconName } from './icon.tsx';
import { Named } from './named.tsx';
import './pickers.css';

interface TypedPickerProps {
  /** For those who do not see what stands beside it. */
  label: string;
  value: string;
  onChange(value: string): void;
  /** Whether what is typed can be taken; half of it waits to be typed on. */
  isWhole(typed: string): boolean;
  placeholder?: string;
  clearable?: boolean;
  icon: IconName;
  className: string;
  /** What is chosen from, below the field. */
  panel(close: () => void): ReactNode;
}

/**
 * A field whose value is chosen with the pointer or typed, and taken as it is typed. The pickers of the component library lose what is
 * typed while they are open, and stay open when the keyboard has gone on.
 */
export function TypedPicker(props: TypedPickerProps) {
  const { label, value, onChange, isWhole, placeholder, clearable = false, icon, className, panel } = props;
  const [typed, setTyped] = useState<string | null>(null);
  const [isOpen, setOpen] = useState(false);
  const close = () => {
    setOpen(false);
    setTyped(null);
  };
  const type = (text: string) => {
    setTyped(text);
    setOpen(false);
    const wanted = text.trim();
    if (wanted === '' ? clearable : isWhole(wanted)) onChange(wanted);
  };
  return (
    <span className={className}>
      <Named label={label}>
        <Popup
          visible={isOpen}
          onVisibleChange={setOpen}
          trigger="click"
          placement="bottom-left"
          overlayInnerStyle={{ padding: 0, maxWidth: 'none' }}
          content={panel(close)}
          destroyOnClose
        >
          <Input
            value={typed ?? value}
            onChange={type}
            onBlur={() => setTyped(null)}
            onKeydown={(_, { e }) => e.key === 'Tab' && setOpen(false)}
            placeholder={placeholder}
            clearable={clearable}
            suffixIcon={<Icon name={icon} size={16} />}
            autocomplete="off"
          />
        </Popup>
      </Named>
    </span>
  );
}
