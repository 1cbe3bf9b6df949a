import { type ReactNode, useEffect, useRef, useState } from 'react';
import './drop-zone.css';

interface DropZoneProps {
  /** Nothing may be dropped here. */
  disabled: boolean;
  /** What happens to what is dropped. */
  hint: string;
  onFiles(files: File[]): void;
  children: ReactNode;
}

const holdsFiles = (types: readonly string[]) => types.includes('Files');

/** Files dropped anywhere on it are taken; the browser does not leave the page for one that missed. */
export function DropZone({ disabled, hint, onFiles, children }: DropZoneProps) {
  const [isOver, setOver] = useState(false);
  const depth = useRef(0);
  useEffect(() => {
    const keep = (event: DragEvent) => {
      if (holdsFiles([...(event.dataTransfer?.types ?? [])])) event.preventDefault();
    };
    window.addEventListener('dragover', keep);
    window.addEventListener('drop', keep);
    return () => {
      window.removeEventListener('dragover', keep);
      window.removeEventListener('drop', keep);
    };
  }, []);
  if (disabled) return <>{children}</>;
  const enter = (by: 1 | -1) => {
    depth.current = Math.max(0, depth.current + by);
    setOver(depth.current > 0);
  };
  return (
    // Dropping is a second way: the upload button takes the same files.
    <div
      className="drop-zone"
      onDragEnter={(event) => holdsFiles(event.dataTransfer.types) && enter(1)}
      onDragLeave={(event) => holdsFiles(event.dataTransfer.types) && enter(-1)}
      onDrop={(event) => {
        const files = [...event.dataTransfer.files];
        depth.current = 0;
        setOver(false);
        if (files.length === 0) return;
        event.preventDefault();
        onFiles(files);
      }}
    >
      {children}
      {isOver ? (
        <div className="drop-zone-veil" role="status">
          {hint}
        </div>
      ) : null}
    </div>
  );
}
