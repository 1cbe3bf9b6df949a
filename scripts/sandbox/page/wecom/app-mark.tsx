/** The app's sign: a door held open. */
export function AppMark({ size = 40 }: { size?: number }) {
  return (
    <span className="app-mark" style={{ width: size, height: size, fontSize: size * 0.46 }} aria-hidden="true">
      知
    </span>
  );
}
