const SHOWN = 5;

/** Who publishes a moment and who sees it, in one sentence. */
export function sayMoment({ publishers, tags }: { publishers: readonly string[]; tags: readonly string[] }): string {
  const who = publishers.length === 0 ? '由全部可发的员工发表' : `由${some(publishers, '、')}发表`;
  const seen =
    tags.length === 0
      ? '她们的全部客户可见'
      : `带${some(
          tags.map((tag) => `「${tag}」`),
          '或',
        )}标签的客户可见`;
  return `${who},${seen}`;
}

function some(names: readonly string[], joint: string): string {
  const shown = names.slice(0, SHOWN).join(joint);
  return names.length > SHOWN ? `${shown}等 ${names.length} 个` : shown;
}
