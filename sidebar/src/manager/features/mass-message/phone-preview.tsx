import type { PickedMaterial } from './material-picker.tsx';
import { sayMaterialKind } from './material-picker.tsx';
import './mass-message.css';

/** What a customer finds in her chat, in the order it comes. */
export function PhonePreview({ text, materials }: { text: string; materials: readonly PickedMaterial[] }) {
  const isEmpty = text.trim() === '' && materials.length === 0;
  return (
    <section className="mass-phone" aria-label="客户看到的样子">
      {isEmpty ? <p className="fine soft">写下文字或选素材后,这里显示客户看到的样子。</p> : null}
      {text.trim() ? <p className="mass-bubble">{text}</p> : null}
      {materials.map(({ id, title, kind }) => (
        <p key={id} className="mass-bubble mass-bubble-card">
          <span>{title}</span>
          <span className="fine">{sayMaterialKind(kind)}</span>
        </p>
      ))}
    </section>
  );
}
