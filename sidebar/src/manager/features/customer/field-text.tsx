import { useLayoutEffect, useRef, useState } from 'react';

/** Three lines of a text, and all of it when asked for. */
export function FieldText({ text }: { text: string }) {
  const words = useRef<HTMLDivElement>(null);
  const [isCut, setCut] = useState(false);
  const [isOpen, setOpen] = useState(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another text has another height.
  useLayoutEffect(() => {
    const { scrollHeight = 0, clientHeight = 0 } = words.current ?? {};
    setCut(scrollHeight > clientHeight);
  }, [text]);
  return (
    <>
      <div ref={words} className={isOpen ? undefined : 'customer-field-text'}>
        {text}
      </div>
      {isCut && !isOpen ? (
        <button type="button" className="plain-button" onClick={() => setOpen(true)}>
          展开全文
        </button>
      ) : null}
    </>
  );
}
