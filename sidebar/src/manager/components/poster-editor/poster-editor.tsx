import type { PosterDesign, PosterElement } from '@zhike/shared/contracts/poster';
import { type ComponentType, type KeyboardEvent, useMemo, useRef, useState } from 'react';
import { Button } from '../button.tsx';
import { useWidth } from '../use-width.ts';
import { BackgroundFields } from './background-fields.tsx';
import { ElementBox } from './element-box.tsx';
import { ElementList } from './element-list.tsx';
import { newElement, withCopy, withElement, withOrder, withoutElement } from './elements.ts';
import { Inspector, type PicturePickerProps } from './inspector.tsx';
import { Choice } from './inputs.tsx';
import { measureText, PosterCanvas } from './poster-canvas.tsx';
import { samples } from './samples.ts';
import { useHistory } from './use-history.ts';
import { type PosterWarning, warningsOf } from './warnings.ts';
import './poster-editor.css';

interface PosterAssets {
  /** Where a picture of the media library is shown from. */
  urlOf(assetId: string): string;
  /** Chooses or uploads one. */
  PicturePicker: ComponentType<PicturePickerProps>;
}

interface PosterEditorProps {
  value: PosterDesign;
  onChange(design: PosterDesign): void;
  assets: PosterAssets;
  /** What was not taken of it when it was saved. */
  problems?: readonly PosterWarning[];
}

const WIDEST = 420;
const isTyping = ({ target }: KeyboardEvent) =>
  target instanceof Element && target.closest('input, textarea, [contenteditable]') !== null;

/** A poster as it will be sent, with everything on it to be taken hold of; beside it what lies on it and what can be set. */
export function PosterEditor({ value: design, onChange, assets, problems = [] }: PosterEditorProps) {
  const [selectedId, setSelectedId] = useState<string | null>(null);
  const [sampleId, setSampleId] = useState(samples[0]!.id);
  const { change, undo, redo, canUndo, canRedo } = useHistory(design, onChange);
  const room = useRef<HTMLDivElement>(null);
  const width = useWidth(room, WIDEST);
  const { values } = samples.find(({ id }) => id === sampleId)!;
  const warnings = useMemo(() => warningsOf(design, values, measureText), [design, values]);
  const selected = design.elements.find(({ id }) => id === selectedId);
  const scale = Math.min(width, WIDEST) / design.width;

  const update = (element: PosterElement, gesture?: string) => change(withElement(design, element), gesture);
  const add = (kind: PosterElement['kind']) => {
    const element = newElement(design, kind);
    change({ ...design, elements: [...design.elements, element] });
    setSelectedId(element.id);
  };
  const copy = (element: PosterElement) => {
    const copied = withCopy(design, element);
    change(copied.design);
    setSelectedId(copied.id);
  };
  const remove = (element: PosterElement) => {
    change(withoutElement(design, element.id));
    setSelectedId(null);
  };

  const press = (event: KeyboardEvent) => {
    if (isTyping(event)) return;
    const key = event.key.toLowerCase();
    const does =
      event.ctrlKey || event.metaKey
        ? { z: event.shiftKey ? redo : undo, y: redo, d: selected && (() => copy(selected)) }[key]
        : {
            delete: selected && (() => remove(selected)),
            backspace: selected && (() => remove(selected)),
            escape: () => setSelectedId(null),
          }[key];
    // Buttons of the list and the forms do with these keys what buttons do.
    const onStage = event.target instanceof Element && event.target.closest('.poster-stage') !== null;
    if (!does || (!onStage && !event.ctrlKey && !event.metaKey)) return;
    event.preventDefault();
    does();
  };

  return (
    <div className="poster-editor" onKeyDown={press}>
      <div className="poster-middle">
        <div className="poster-bar">
          <Button size="small" variant="text" disabled={!canUndo} onClick={undo}>
            撤销
          </Button>
          <Button size="small" variant="text" disabled={!canRedo} onClick={redo}>
            重做
          </Button>
          <Choice<string>
            label="预览用"
            value={sampleId}
            options={samples.map(({ id, name }) => [id, name] as const)}
            onChange={setSampleId}
          />
        </div>
        <div ref={room} className="poster-room">
          <div
            className="poster-stage"
            role="group"
            aria-label="海报预览"
            style={{ width: design.width * scale, height: design.height * scale }}
            onPointerDown={() => setSelectedId(null)}
          >
            <PosterCanvas design={design} values={values} urlOf={assets.urlOf} scale={scale} />
            {design.elements.map((element) => (
              <ElementBox
                key={element.id}
                element={element}
                design={design}
                scale={scale}
                isSelected={element.id === selectedId}
                onSelect={() => setSelectedId(element.id)}
                onChange={update}
              />
            ))}
          </div>
        </div>
        {problems.length > 0 ? (
          <ul className="poster-warnings poster-problems" aria-label="需要修改" role="alert">
            {problems.map(({ elementId, message }) => (
              <li key={elementId + message} className="field-problem">
                <button type="button" className="plain-button" onClick={() => setSelectedId(elementId || null)}>
                  {message}
                </button>
              </li>
            ))}
          </ul>
        ) : null}
        {warnings.length > 0 ? (
          <ul className="poster-warnings" aria-label="需要注意">
            {warnings.map(({ elementId, message }) => (
              <li key={elementId + message}>
                <button type="button" className="plain-button" onClick={() => setSelectedId(elementId)}>
                  {message}
                </button>
              </li>
            ))}
          </ul>
        ) : null}
      </div>
      <div className="poster-side">
        <ElementList
          design={design}
          selectedId={selectedId}
          onSelect={setSelectedId}
          onAdd={add}
          onOrder={(id, step) => change(withOrder(design, id, step))}
        />
        {selected ? (
          <Inspector
            key={selected.id}
            element={selected}
            design={design}
            PicturePicker={assets.PicturePicker}
            onChange={update}
            onCopy={() => copy(selected)}
            onRemove={() => remove(selected)}
          />
        ) : (
          <BackgroundFields design={design} PicturePicker={assets.PicturePicker} onChange={change} />
        )}
      </div>
    </div>
  );
}
