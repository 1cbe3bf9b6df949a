/** Options somebody has checked (true) or unchecked and not yet saved, by id. Plain, so that it can be kept as a draft. */
export type Toggled = Readonly<Record<string, boolean>>;

/** What is chosen once the toggles are saved: whatever nobody touched stays as it is by now, not as it was at first. */
export function applyToggles(liveIds: readonly string[], toggled: Toggled): string[] {
  const added = Object.keys(toggled).filter((id) => toggled[id] && !liveIds.includes(id));
  return [...liveIds.filter((id) => toggled[id] !== false), ...added];
}

/** One tap more on an option; a tap that leads back to the saved state leaves the option untouched again. */
export function toggle(liveIds: readonly string[], toggled: Toggled, id: string): Toggled {
  const isOn = toggled[id] ?? liveIds.includes(id);
  const { [id]: _before, ...others } = toggled;
  return liveIds.includes(id) === !isOn ? others : { ...others, [id]: !isOn };
}
