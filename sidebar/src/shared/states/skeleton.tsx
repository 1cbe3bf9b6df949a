import './skeleton.css';

/** Grey lines where text will be; no spinner. */
export function Skeleton({ lines = 3, avatar = false }: { lines?: number; avatar?: boolean }) {
  return (
    <div className="skeleton" aria-busy="true" aria-label="正在加载">
      {avatar ? <span className="skeleton-avatar" /> : null}
      <span className="skeleton-lines">
        {Array.from({ length: lines }, (_, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: lines without identity
          <span key={index} className="skeleton-line" style={{ width: `${[92, 64, 78, 50][index % 4]}%` }} />
        ))}
      </span>
    </div>
  );
}
