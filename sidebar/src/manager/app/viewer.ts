import type { MeView } from '@zhike/shared/contracts/session';
import { createContext, useContext } from 'react';

export const ViewerContext = createContext<MeView | null>(null);

/** Who is signed in; every page is shown only once this is known. */
export function useViewer(): MeView {
  const viewer = useContext(ViewerContext);
  if (!viewer) throw new Error('useViewer outside of the signed-in part');
  return viewer;
}
