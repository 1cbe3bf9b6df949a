import type { PosterDesign, PosterElement } from '@zhike/shared/contracts/poster';
import { type KeyboardEvent, type PointerEvent, useRef } from 'react';
import { nameOf } from './elements.ts';
import { type Handle, handles, moved, resized, snapped } from './geometry.ts';

interface ElementBoxProps {
  element: PosterElement;
  design: PosterDesign;
  scale: number;
  isSelected: boolean;
  onSelect(): void;
  /** @param gesture names what belongs to one step back */
  onChange(element: PosterElement, gesture: string): void;
}

const STEP = 1;
const BIG_STEP = 10;
const arrows: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** The frame over an element that is taken hold of: dragged or pulled at by pointer, moved by arrow keys, resized by Alt and arrow keys. */
export function ElementBox({ element, design, scale, isSelected, onSelect, onChange }: ElementBoxProps) {
  const drag = useRef<{ x: number; y: number; from: PosterElement; handle: Handle | null; gesture: string } | null>(
    null,
  );

  const take = (event: PointerEvent<HTMLElement>, handle: Handle | null) => {
    if (event.button !== 0) return;
    event.stopPropagation();
    onSelect();
    // Not in every test browser.
    event.currentTarget.setPointerCapture?.(event.pointerId);
    const gesture = `drag ${element.id} ${event.timeStamp}`;
    drag.current = { x: event.clientX, y: event.clientY, from: element, handle, gesture };
  };
  const pull = (event: PointerEvent<HTMLElement>) => {
    const taken = drag.current;
    if (!taken) return;
    event.stopPropagation();
    const [dx, dy] = [(event.clientX - taken.x) / scale, (event.clientY - taken.y) / scale];
    if (dx === 0 && dy === 0) return;
    const next = taken.handle
      ? resized(taken.from, taken.handle, dx, dy, design)
      : snapped(moved(taken.from, dx, dy, design), design);
    onChange(next, taken.gesture);
  };
  const letGo = () => (drag.current = null);

  const press = (event: KeyboardEvent) => {
    const arrow = arrows[event.key];
    if (!arrow || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const step = event.shiftKey ? BIG_STEP : STEP;
    const [dx, dy] = [arrow[0] * step, arrow[1] * step];
    const next = event.altKey ? resized(element, dx === 0 ? 's' : 'e', dx, dy, design) : moved(element, dx, dy, design);
    onChange(next, `keys ${element.id} ${event.altKey}`);
  };

  const { x, y, w, h } = element;
  return (
    <div
      role="button"
      tabIndex={0}
      aria-pressed={isSelected}
      aria-label={nameOf(element)}
      className={`poster-box${isSelected ? ' poster-box-selected' : ''}`}
      style={{ left: x * scale, top: y * scale, width: w * scale, height: h * scale }}
      onFocus={onSelect}
      onKeyDown={press}
      onPointerDown={(event) => take(event, null)}
      onPointerMove={pull}
      onPointerUp={letGo}
      onPointerCancel={letGo}
    >
      {isSelected
        ? handles.map((handle) => (
            <span
              key={handle}
              data-handle={handle}
              className={`poster-handle poster-handle-${handle}`}
              onPointerDown={(event) => take(event, handle)}
              onPointerMove={pull}
              onPointerUp={letGo}
              onPointerCancel={letGo}
            />
          ))
        : null}
    </div>
  );
}
