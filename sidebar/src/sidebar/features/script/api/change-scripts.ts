import { useMutation, useQueryClient } from '@tanstack/react-query';
import type {
  addScriptFavourite,
  createScript,
  createScriptCategory,
  deleteScript,
  listScriptCategories,
  removeScriptFavourite,
  ScriptView,
  updateScript,
} from '@zhike/shared/contracts/script';
import { phraseOf } from '../../../../shared/api/api-error.ts';
import { useState } from 'react';
import { CreationKeys } from '../../../../shared/drafts/creation-keys.ts';
import { call } from '../../../../shared/api/call.ts';
import { notify } from '../../../components/notice.tsx';

export interface OwnScriptDraft {
  title: string;
  text: string;
  /** null: a category of this name is made first. */
  categoryId: string | null;
  newCategory: string;
}

/** Saves one's own script: a new one, or over the version that the editor began with. */
export function useSaveScript(before: ScriptView | null) {
  const refresh = useRefresh();
  const [keys] = useState(() => new CreationKeys());
  return useMutation({
    mutationFn: async ({ title, text, categoryId: chosen, newCategory }: OwnScriptDraft): Promise<ScriptView> => {
      const categoryId = chosen ?? (await makeCategory(newCategory));
      if (!before)
        return call<typeof createScript>('createScript', {
          body: { title, text, categoryId, isMine: true, idempotencyKey: keys.of({ title, text, categoryId }) },
        });
      const { materials, keywords, version } = before;
      return call<typeof updateScript>('updateScript', {
        params: { scriptId: before.id },
        body: { title, text, categoryId, keywords, version, materialIds: materials.map(({ id }) => id) },
      });
    },
    onSuccess: () => keys.forget(),
    // The category may be there although the script is not.
    onSettled: refresh,
  });
}

/** An earlier try may have made it, and failed with the script. */
async function makeCategory(name: string): Promise<string> {
  const { items } = await call<typeof listScriptCategories>('listScriptCategories', {});
  const made = items.find((one) => one.isMine && one.parentId === null && one.name === name.trim());
  if (made) return made.id;
  return (await call<typeof createScriptCategory>('createScriptCategory', { body: { name, isMine: true } })).id;
}

export function useDeleteScript() {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: (scriptId: string) => call<typeof deleteScript>('deleteScript', { params: { scriptId } }),
    onSettled: refresh,
    onError: (error) => notify(phraseOf(error), { tone: 'problem' }),
  });
}

export function useKeepScript() {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: ({ scriptId, keep }: { scriptId: string; keep: boolean }) =>
      keep
        ? call<typeof addScriptFavourite>('addScriptFavourite', { params: { scriptId } })
        : call<typeof removeScriptFavourite>('removeScriptFavourite', { params: { scriptId } }),
    onSettled: refresh,
    onError: (error) => notify(phraseOf(error), { tone: 'problem' }),
  });
}

function useRefresh() {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: ['scripts'] });
}
