import type { SopDeed } from '@zhike/shared/contracts/sop';

/** The materials and scripts that these steps send, each once. */
export function sendingsOf(steps: readonly { deed: SopDeed }[]): { materialIds: string[]; scriptIds: string[] } {
  const sends = steps.flatMap(({ deed }) => (deed.kind === 'send' ? [deed] : []));
  return {
    materialIds: [...new Set(sends.flatMap(({ materialIds }) => materialIds))],
    scriptIds: [...new Set(sends.flatMap(({ scriptId }) => scriptId ?? []))],
  };
}
